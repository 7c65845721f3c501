package valentine.models.survival;

import java.util.Arrays;
import java.util.List;

/// What is known of customers multiplies their hazard: proportional hazards (Cox 1972), ties after Efron (1977).
///
/// The chance to be still there after a time is exp(−H(time) · risk), with the baseline H of Breslow (1974): the
/// cumulative hazard of a customer who is average in everything known, whose risk is 1.
public final class Cox {
    private final List<Coefficient> coefficients;
    private final double[] mean;
    private final double[] time;
    private final double[] hazard;

    Cox(List<Coefficient> coefficients, double[] mean, double[] time, double[] hazard) {
        this.coefficients = List.copyOf(coefficients);
        this.mean = mean;
        this.time = time;
        this.hazard = hazard;
    }

    /// By the most likely coefficients (partial likelihood, Newton's method), none shrunk.
    ///
    /// There is [NoModel] where fewer than two left, where a column never changes or follows from others, and where
    /// something known separates those who leave from those who stay, so that no finite coefficient is most likely.
    public static CoxFit fit(Lifetimes lifetimes, Covariates covariates) {
        return fit(lifetimes, covariates, 0);
    }

    /// The same with a ridge: half of it times the squared coefficients of standardised columns is taken off.
    ///
    /// With a ridge above 0 there is always one most likely model; a column that never changes has no say.
    public static CoxFit fit(Lifetimes lifetimes, Covariates covariates, double ridge) {
        if (lifetimes.size() != covariates.size()) {
            throw new IllegalArgumentException("Lifetimes and covariates must be of the same customers: "
                    + lifetimes.size() + " and " + covariates.size());
        }
        if (!(ridge >= 0) || Double.isInfinite(ridge)) {
            throw new IllegalArgumentException("A ridge is not negative: " + ridge);
        }
        return new CoxNewton(lifetimes, covariates, ridge).fit();
    }

    /// One for each column, in their order.
    public List<Coefficient> coefficients() {
        return coefficients;
    }

    /// How many times the hazard of an average customer; what is known in the order of the columns.
    public double risk(double... known) {
        if (known.length != mean.length) {
            throw new IllegalArgumentException(mean.length + " covariates expected, not " + known.length);
        }
        double score = 0;
        for (int j = 0; j < mean.length; j++) {
            if (!Double.isFinite(known[j])) {
                throw new IllegalArgumentException("Covariate " + j + " is not finite: " + known[j]);
            }
            score += coefficients.get(j).value() * (known[j] - mean[j]);
        }
        // So far out everybody has left at once or nobody ever leaves; the product with a hazard stays a number.
        return Math.exp(Math.clamp(score, -700, 700));
    }

    /// The baseline cumulative hazard up to a time; after the last time anybody left it stays.
    public double cumulativeHazard(double until) {
        if (Double.isNaN(until)) {
            throw new IllegalArgumentException("No time: " + until);
        }
        int found = Arrays.binarySearch(time, until);
        int last = found >= 0 ? found : -found - 2;
        return last < 0 ? 0 : hazard[last];
    }

    /// The chance to be still there after a time, of a customer of whom this is known.
    public double survival(double until, double... known) {
        return Math.exp(-cumulativeHazard(until) * risk(known));
    }
}
