package valentine.models.survival;

import java.util.Arrays;

/// The partial log-likelihood of [Cox] at coefficients of standardised columns, and how it slopes and bends there.
///
/// Ties after Efron (1977): of d who leave together, those before are taken out of the risk in the mean.
final class PartialLikelihood {
    private final int features;
    private final int size;
    /// Row by row, the longest seen first.
    private final double[] values;
    private final boolean[] left;
    /// Where the rows of each time end.
    private final int[] end;

    private final double[] score;
    private final double[] slope;
    /// The lower half of minus the second derivatives.
    private final double[][] bend;
    private final double[] hazard;
    private final int[] leavers;

    PartialLikelihood(Lifetimes lifetimes, Standardised known, int columns) {
        features = columns;
        size = lifetimes.size();
        values = new double[size * features];
        left = new boolean[size];
        Ledger ledger = lifetimes.ledger();
        int times = ledger.size();
        end = new int[times];
        int[] next = new int[times];
        for (int i = 0; i < times; i++) {
            end[times - 1 - i] = ledger.atRisk(i);
            next[times - 1 - i] = i == times - 1 ? 0 : ledger.atRisk(i + 1);
        }
        for (int i = 0; i < size; i++) {
            int row = next[times - 1 - ledger.last(lifetimes.duration(i))]++;
            left[row] = lifetimes.left(i);
            for (int j = 0; j < features; j++) {
                values[row * features + j] = known.value(j, i);
            }
        }
        score = new double[size];
        slope = new double[features];
        bend = new double[features][features];
        hazard = new double[times];
        leavers = new int[times];
    }

    /// The height there; slope, bend and hazards are those of the last place asked for.
    double at(double[] coefficients) {
        double highest = scores(coefficients);
        Arrays.fill(slope, 0);
        for (double[] line : bend) {
            Arrays.fill(line, 0);
        }
        Moments risk = new Moments(features);
        double sum = 0;
        int row = 0;
        for (int group = 0; group < end.length; group++) {
            Moments leaving = new Moments(features);
            leavers[group] = 0;
            for (; row < end[group]; row++) {
                double weight = Math.exp(score[row] - highest);
                risk.add(values, row * features, weight);
                if (left[row]) {
                    leavers[group]++;
                    leaving.add(values, row * features, weight);
                    sum += score[row] - highest;
                    for (int j = 0; j < features; j++) {
                        slope[j] += values[row * features + j];
                    }
                }
            }
            for (int gone = 0; gone < leavers[group]; gone++) {
                sum -= risk.without((double) gone / leavers[group], leaving, slope, bend);
            }
            hazard[group] = leavers[group] / risk.mass() * Math.exp(-highest);
        }
        return sum;
    }

    double[] slope() {
        return slope.clone();
    }

    double[][] bend() {
        return Arrays.stream(bend).map(double[]::clone).toArray(double[][]::new);
    }

    /// Breslow's cumulative hazard of who is average in everything, at the times somebody left, in order.
    double[] cumulativeHazard() {
        double[] cumulative = new double[end.length];
        double sum = 0;
        int times = 0;
        for (int group = end.length - 1; group >= 0; group--) {
            if (leavers[group] > 0) {
                sum += hazard[group];
                cumulative[times++] = sum;
            }
        }
        return Arrays.copyOf(cumulative, times);
    }

    private double scores(double[] coefficients) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = 0; j < features; j++) {
                sum += coefficients[j] * values[i * features + j];
            }
            score[i] = sum;
            highest = Math.max(highest, sum);
        }
        return highest;
    }
}
