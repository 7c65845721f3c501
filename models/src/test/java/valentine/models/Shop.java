package valentine.models;

import java.util.Random;
import java.util.function.DoubleSupplier;

/// Simulated customers whose rates and lifetimes are known, seen by days.
final class Shop {
    private static final double FOREVER = 1e12;

    private Shop() {}

    static Summaries paretoNbd(int customers, double r, double alpha, double s, double beta) {
        Random random = new Random(11);
        return simulate(
                random,
                customers,
                365,
                () -> gamma(random, r) / alpha,
                () -> exponential(random, gamma(random, s) / beta),
                true);
    }

    static Summaries nbd(int customers, double r, double alpha) {
        Random random = new Random(12);
        return simulate(random, customers, 365, () -> gamma(random, r) / alpha, () -> FOREVER, true);
    }

    /// Customers and the sum of the logarithms of the times between their purchases.
    record Regular(Summaries summaries, double logIntervals) {}

    /// Every k-th event of a customer's process is a purchase, after each of which, the first too, the customer
    /// may leave; in steps so short that hardly two purchases share one.
    static Regular regular(int customers, int k, double r, double alpha, double a, double b) {
        Random random = new Random(13);
        double step = 1.0 / 64;
        int[] frequency = new int[customers];
        int[] recency = new int[customers];
        int[] age = new int[customers];
        double logIntervals = 0;
        for (int i = 0; i < customers; i++) {
            double rate = gamma(random, r) / alpha;
            double one = gamma(random, a);
            double leaves = one / (one + gamma(random, b));
            age[i] = 64 * (52 + random.nextInt(26));
            double now = 0;
            while (random.nextDouble() >= leaves) {
                for (int event = 0; event < k; event++) {
                    now += exponential(random, rate);
                }
                if (!(now / step < age[i])) {
                    break;
                }
                int next = Math.max(recency[i] + 1, (int) Math.rint(now / step));
                logIntervals += Math.log((next - recency[i]) * step);
                recency[i] = Math.min(next, age[i]);
                frequency[i]++;
            }
        }
        return new Regular(Summaries.of(frequency, recency, age, step), logIntervals);
    }

    /// Shops that no model was made for: regular buyers, one purchase each, all alike, dying at once, or few.
    static Summaries odd(Random random, int kind) {
        int customers = new int[] {10, 25, 200, 1000}[random.nextInt(4)];
        int span = new int[] {10, 90, 700}[random.nextInt(3)];
        double mean = span * Math.pow(10, random.nextDouble() * 2 - 1.5);
        double lifetime = span * Math.pow(10, random.nextDouble() * 2 - 1);
        return switch (kind % 5) {
            case 0 -> simulate(random, customers, span, () -> 1 / mean, () -> FOREVER, false);
            case 1 -> simulate(random, customers, span, () -> 1 / mean, () -> lifetime, false);
            case 2 -> simulate(random, customers, span, () -> 1 / mean, () -> exponential(random, 1 / lifetime), true);
            case 3 -> simulate(random, customers, span, () -> gamma(random, .1) / mean, () -> FOREVER, true);
            default -> simulate(random, customers, span, () -> 5.0 / span, () -> random.nextInt(2) * FOREVER, true);
        };
    }

    static double gamma(Random random, double shape) {
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

    private static Summaries simulate(
            Random random, int customers, int span, DoubleSupplier rates, DoubleSupplier lives, boolean byChance) {
        int[] frequency = new int[customers];
        int[] recency = new int[customers];
        int[] age = new int[customers];
        for (int i = 0; i < customers; i++) {
            age[i] = 1 + random.nextInt(span);
            double rate = rates.getAsDouble();
            double end = Math.min(age[i], lives.getAsDouble());
            for (double now = 0; ; ) {
                now += byChance ? exponential(random, rate) : 1 / rate;
                if (!(now < end)) {
                    break;
                }
                if ((int) now > recency[i]) {
                    recency[i] = (int) now;
                    frequency[i]++;
                }
            }
        }
        return Summaries.of(frequency, recency, age);
    }

    private static double exponential(Random random, double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }
}
