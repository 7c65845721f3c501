package valentine.models.survival;

import valentine.models.Special;

/// The chance to leave in each period of those still there: a logistic of time and of what is known (Cox 1972).
///
/// The log odds are a parabola in the logarithm of the period, and what is known may matter more or less as time goes
/// by: unlike in [Cox], curves may cross. After the last period seen in learning the hazard stays as it was there.
public final class DiscreteHazard {
    private final double[] mean;
    private final double[] scale;
    /// The level and the slope of the log odds in log time, each for an average customer and then by column.
    private final double[] level;
    private final double[] slope;
    private final double bend;
    private final int last;

    DiscreteHazard(double[] mean, double[] scale, double[] level, double[] slope, double bend, int last) {
        this.mean = mean;
        this.scale = scale;
        this.level = level;
        this.slope = slope;
        this.bend = bend;
        this.last = last;
    }

    /// Fits by Newton's method; durations are in periods, begun ones counting for those who left, of at most 5,000.
    ///
    /// Half the ridge times the squared coefficients of standardised columns is taken off the log-likelihood; it is
    /// above 0, so that there is always one most likely model, even where something known separates those who left.
    public static HazardFit fit(Lifetimes lifetimes, Covariates covariates, double ridge) {
        if (lifetimes.size() != covariates.size()) {
            throw new IllegalArgumentException("Lifetimes and covariates must be of the same customers: "
                    + lifetimes.size() + " and " + covariates.size());
        }
        if (!(ridge > 0) || Double.isInfinite(ridge)) {
            throw new IllegalArgumentException("A ridge is above 0: " + ridge);
        }
        return new HazardNewton(lifetimes, covariates, ridge).fit();
    }

    /// The chance to leave in the `period`-th period, the first being 1, of a customer of whom this is known.
    public double hazard(int period, double... known) {
        if (period < 1) {
            throw new IllegalArgumentException("The first period is 1, not " + period);
        }
        return Special.logistic(logOdds(period, standardised(known)));
    }

    /// The chance to be still there after a time in periods.
    public double survival(double until, double... known) {
        if (!(until >= 0) || Double.isInfinite(until)) {
            throw new IllegalArgumentException("No time: " + until);
        }
        double[] standardised = standardised(known);
        double survival = 1;
        for (int period = 1; period <= Math.min(until, last); period++) {
            survival *= Special.logistic(-logOdds(period, standardised));
        }
        double after = Math.max(0, Math.floor(until) - last);
        return survival * Math.pow(Special.logistic(-logOdds(last, standardised)), after);
    }

    private double logOdds(int period, double[] standardised) {
        double time = Math.log(Math.min(period, last));
        double odds = level[0] + (slope[0] + bend * time) * time;
        for (int j = 0; j < standardised.length; j++) {
            odds += (level[j + 1] + slope[j + 1] * time) * standardised[j];
        }
        return odds;
    }

    private double[] standardised(double[] known) {
        if (known.length != mean.length) {
            throw new IllegalArgumentException(mean.length + " covariates expected, not " + known.length);
        }
        double[] standardised = new double[known.length];
        for (int j = 0; j < known.length; j++) {
            if (!Double.isFinite(known[j])) {
                throw new IllegalArgumentException("Covariate " + j + " is not finite: " + known[j]);
            }
            standardised[j] = (known[j] - mean[j]) * scale[j];
        }
        return standardised;
    }
}
