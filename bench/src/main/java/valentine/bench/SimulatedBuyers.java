package valentine.bench;

import java.util.SplittableRandom;
import valentine.models.ParetoNbd;

/// The purchase histories of customers who buy and leave as a Pareto/NBD model in weeks says, seen by days.
final class SimulatedBuyers {
    final int[] frequency;
    final int[] recency;
    final int[] age;

    /// They came during the last so many days before the calibration of so many days ended, evenly.
    SimulatedBuyers(int customers, ParetoNbd model, int days, int cohort) {
        SplittableRandom random = new SplittableRandom(39);
        frequency = new int[customers];
        recency = new int[customers];
        age = new int[customers];
        for (int i = 0; i < customers; i++) {
            age[i] = days - 1 - random.nextInt(cohort);
            double rate = gamma(random, model.r()) / model.alpha() / 7;
            double end = Math.min(age[i] + 1, 7 * exponential(random) / (gamma(random, model.s()) / model.beta()));
            for (double now = exponential(random) / rate; now < end; now += exponential(random) / rate) {
                // Purchases of one day are one occasion, and the first day is no repeat.
                if ((int) now > recency[i]) {
                    recency[i] = (int) now;
                    frequency[i]++;
                }
            }
        }
    }

    private static double exponential(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }

    private static double gamma(SplittableRandom random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1 / 3.0;
        while (true) {
            double z = random.nextGaussian();
            double v = Math.pow(1 + z / Math.sqrt(9 * d), 3);
            if (v > 0 && Math.log(random.nextDouble()) < z * z / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
