package valentine.simulation;

/// How a customer feels about us: `mood` shows in what they say, `strain` is what went wrong between us.
final class Feelings {
    private static final double SURVEY_CENTRE = 8;
    private static final double SURVEY_SPREAD = 1.7;
    private static final double SURVEY_NOISE = 0.7;
    private static final double PROMOTER_FROM = 8.5;

    private static final double FORGIVING = 0.12;

    private final double usual;
    private double mood;
    private double strain = 1;
    private boolean distant;

    Feelings(double usual) {
        this.usual = usual;
        this.mood = usual;
    }

    double mood() {
        return mood;
    }

    /// Whether they have few words left for us: soon gone, or out of temper.
    boolean distant() {
        return distant || mood < -0.8;
    }

    void distant(boolean distant) {
        this.distant = distant;
    }

    /// The unhappy are pulled away more, but some stay out of habit.
    double pull() {
        return strain * Math.exp(-0.6 * mood);
    }

    /// An uneventful order: what was good or bad fades a little.
    void calm() {
        mood += FORGIVING * (usual - mood);
        strain += FORGIVING / 2 * (1 - strain);
    }

    void pleased(double by) {
        mood = Math.min(2.5, mood + by);
        strain = Math.max(0.5, strain * 0.93);
    }

    void hurt(double by, double pull) {
        mood = Math.max(-3, mood - by);
        strain = Math.min(12, strain * pull);
    }

    /// An answer to "would you recommend us?", 0 to 10, if asked now.
    int score(Draw draw) {
        double score = SURVEY_CENTRE + SURVEY_SPREAD * mood + SURVEY_NOISE * draw.logistic();
        return Math.clamp(Math.round(score), 0, 10);
    }

    /// The probability that this answer would be 9 or 10.
    double fondness() {
        return 1 / (1 + Math.exp((PROMOTER_FROM - SURVEY_CENTRE - SURVEY_SPREAD * mood) / SURVEY_NOISE));
    }
}
