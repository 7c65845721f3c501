package valentine.models;

import static java.lang.Math.log;

/// What returning customers spend on an occasion: each around a mean of their own, whatever their rhythm.
///
/// Fader and Hardie 2013: occasions are gamma with shape p, the customers' rates are gamma with q and gamma.
public record GammaGamma(double p, double q, double gamma) {
    public GammaGamma {
        Special.checkPositive(p, q, gamma);
    }

    /// Fits customers who came back (frequency above 0) and spent something (mean above 0); others are left out.
    public static SpendFit fit(int[] frequency, double[] mean) {
        if (frequency.length != mean.length) {
            throw new IllegalArgumentException("Frequencies and means must be equally many");
        }
        return SpendFits.fit(frequency, mean);
    }

    /// Logarithm of the density of the mean spend of so many repeat occasions.
    public double logLikelihood(int frequency, double mean) {
        if (frequency < 1 || !(mean > 0) || Double.isInfinite(mean)) {
            throw new IllegalArgumentException("No spend to judge: mean " + mean + " of " + frequency);
        }
        double shape = p * frequency;
        double total = frequency * mean;
        return Special.logRising(shape, q)
                - Special.logGamma(q)
                - q * Math.log1p(total / gamma)
                - shape * Math.log1p(gamma / total)
                - log(mean);
    }

    /// What to expect of the next occasion, given how often the customer came back and spent on average.
    ///
    /// Where the tail is so heavy that no mean exists (q of 1 or less and hardly any history) the customer's own
    /// mean or the spend at the average rate stands in.
    public double expectedSpend(int frequency, double mean) {
        if (frequency < 0 || !(mean >= 0) || Double.isInfinite(mean)) {
            throw new IllegalArgumentException("No such spend: mean " + mean + " of " + frequency);
        }
        double shape = p * frequency + q - 1;
        if (shape <= 0) {
            return frequency > 0 ? mean : p * gamma / q;
        }
        return p * (gamma + frequency * mean) / shape;
    }
}
