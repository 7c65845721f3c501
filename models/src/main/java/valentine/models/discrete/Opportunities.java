package valentine.models.discrete;

/// What customers did at opportunities, checked and counted.
final class Opportunities {
    private Opportunities() {}

    /// The logarithm of the chance of so many successes, one particular order of all trials, if the chance of
    /// success is spread as Beta(yes, no).
    static double logChance(double yes, double no, int successes, int trials) {
        double sum = 0;
        double product = 1;
        for (int i = 0; i < trials; i++) {
            product *= (i < successes ? yes + i : no + i - successes) / (yes + no + i);
            if (product < 1e-200 || i == trials - 1) {
                sum += Math.log(product);
                product = 1;
            }
        }
        return sum;
    }

    static void checkPositive(double... parameters) {
        for (double parameter : parameters) {
            if (!(parameter > 1e-100 && parameter < 1e100)) {
                throw new IllegalArgumentException("Parameters must be positive and finite: " + parameter);
            }
        }
    }

    static void check(int frequency, int recency, int opportunities, int ahead) {
        boolean possible = 0 <= frequency
                && frequency <= recency
                && recency <= opportunities
                && (frequency > 0 || recency == 0)
                && ahead >= 0
                && ahead <= Integer.MAX_VALUE - opportunities;
        if (!possible) {
            throw new IllegalArgumentException("No such history: frequency " + frequency + ", recency " + recency
                    + ", opportunities " + opportunities + ", ahead " + ahead);
        }
    }
}
