package valentine.staying;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import valentine.models.BgNbd;
import valentine.models.Fit;
import valentine.models.MbgNbd;
import valentine.models.Nbd;
import valentine.models.ParetoNbd;
import valentine.models.PurchaseModel;
import valentine.models.Summaries;

/// A way to foretell who buys again, the simplest first.
///
/// The first few are the simple lines that anything else has to beat. `NBD` stands in where nothing can be checked.
public enum Candidate {
    EVERYBODY("the same for everybody", Role.REFERENCE),
    SILENCE("when they last bought", Role.REFERENCE),
    FREQUENCY("how often they bought", Role.REFERENCE),
    RECENT("whether they bought within the last horizon", Role.REFERENCE),
    SEASON("whether they bought in the same season last year", Role.OUTSIDE),
    RHYTHM("silence against their own rhythm", Role.LEARNED),
    LOGISTIC("recency, frequency and age", Role.LEARNED),
    BG_NBD("BG/NBD", Role.MODEL),
    MBG_NBD("MBG/NBD", Role.MODEL),
    PARETO_NBD("Pareto/NBD", Role.MODEL),
    LAYERED("all of these together", Role.LAYERED),
    TREES("all of these together, and trees", Role.LAYERED),
    NBD("own rhythm, rule of thumb", Role.STAND_IN);

    /// Where among the features of a layered candidate the told chance stands, as a logit; signals stand behind it.
    static final int TOLD = 7;

    private enum Role {
        REFERENCE,
        OUTSIDE,
        LEARNED,
        MODEL,
        LAYERED,
        STAND_IN
    }

    private final String words;
    private final Role role;

    Candidate(String words, Role role) {
        this.words = words;
        this.role = role;
    }

    /// How it is called in an answer: "silence against their own rhythm".
    public String words() {
        return words;
    }

    /// The name in tables and answers: "bg_nbd".
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isReference() {
        return role == Role.REFERENCE || role == Role.OUTSIDE;
    }

    /// Whether it is a fitted story of buying and leaving.
    public boolean isModel() {
        return role == Role.MODEL;
    }

    /// Whether it is learned from who came back within one horizon.
    boolean isLearned() {
        return role == Role.LEARNED || role == Role.REFERENCE || role == Role.LAYERED;
    }

    /// Whether it looks at what another candidate tells.
    boolean isLayered() {
        return role == Role.LAYERED;
    }

    boolean mayWin() {
        return role != Role.OUTSIDE && role != Role.STAND_IN;
    }

    /// What a learned candidate looks at; layered ones look at signals too, behind all else.
    double[] features(
            Pace pace,
            int frequency,
            int recency,
            int age,
            int oldest,
            int over,
            double told,
            double[] signals,
            int most) {
        double[] features = features(pace, frequency, recency, age, oldest, over, told);
        if (!isLayered()) {
            return features;
        }
        double[] wider = Arrays.copyOf(features, features.length + most);
        System.arraycopy(signals, 0, wider, features.length, Math.min(signals.length, most));
        return wider;
    }

    private double[] features(Pace pace, int frequency, int recency, int age, int oldest, int over, double told) {
        int silence = age - recency;
        return switch (this) {
            case SILENCE -> new double[] {Math.log1p(silence)};
            case FREQUENCY -> new double[] {Math.log1p(frequency)};
            case RECENT -> new double[] {silence < over ? 1 : 0};
            case RHYTHM -> new double[] {Math.log((silence + 1) / (pace.usual(frequency, recency) + 1))};
            case LOGISTIC ->
                new double[] {Math.log1p(silence), Math.log1p(frequency), Math.log1p(Math.min(age, oldest))};
            case LAYERED, TREES -> {
                double lately = Math.log1p(silence);
                double often = Math.log1p(frequency);
                yield new double[] {
                    lately,
                    often,
                    Math.log1p(Math.min(age, oldest)),
                    Math.log((silence + 1) / (pace.usual(frequency, recency) + 1)),
                    lately * lately,
                    lately * often,
                    frequency == 0 ? 1 : 0,
                    told == 0 ? 0 : Math.log(told / (1 - told))
                };
            }
            case EVERYBODY, SEASON, BG_NBD, MBG_NBD, PARETO_NBD, NBD -> new double[0];
        };
    }

    @Nullable
    Fit fit(Summaries summaries) {
        return switch (this) {
            case BG_NBD -> Fit.bgNbd(summaries);
            case MBG_NBD -> Fit.mbgNbd(summaries);
            case PARETO_NBD -> Fit.paretoNbd(summaries);
            case NBD -> Fit.nbd(summaries);
            case EVERYBODY, SILENCE, FREQUENCY, RECENT, SEASON, RHYTHM, LOGISTIC, LAYERED, TREES -> null;
        };
    }

    PurchaseModel model(List<Double> at) {
        return Objects.requireNonNull(
                switch (this) {
                    case BG_NBD -> new BgNbd(at.get(0), at.get(1), at.get(2), at.get(3));
                    case MBG_NBD -> new MbgNbd(at.get(0), at.get(1), at.get(2), at.get(3));
                    case PARETO_NBD -> new ParetoNbd(at.get(0), at.get(1), at.get(2), at.get(3));
                    case NBD -> new Nbd(at.get(0), at.get(1));
                    case EVERYBODY, SILENCE, FREQUENCY, RECENT, SEASON, RHYTHM, LOGISTIC, LAYERED, TREES -> null;
                },
                "No model of purchases");
    }

    static List<Double> parameters(PurchaseModel model) {
        return model.parameters();
    }
}
