package valentine.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Chance, one stream for each customer.
final class Draw {
    private static final RandomGeneratorFactory<RandomGenerator> ALGORITHM =
            RandomGeneratorFactory.of("L64X128MixRandom");
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final RandomGenerator random;

    private Draw(RandomGenerator random) {
        this.random = random;
    }

    /// The seed is scattered first: otherwise customer 2 of seed 1 would live the life of customer 1 of seed 2.
    static Draw of(long seed, long stream) {
        long scattered = (seed ^ (seed >>> 32)) * 0xD1342543DE82EF95L;
        scattered = (scattered ^ (scattered >>> 29)) * GOLDEN_RATIO;
        return new Draw(ALGORITHM.create(scattered + stream * GOLDEN_RATIO));
    }

    double unit() {
        return random.nextDouble();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// A whole number from `low` to `high`, both included.
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    <T> T pick(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    double normal() {
        return random.nextGaussian();
    }

    double logistic() {
        double u = Math.max(random.nextDouble(), 1e-12);
        return Math.log(u / (1 - u));
    }

    double exponential() {
        return random.nextExponential();
    }

    /// Marsaglia and Tsang (2000); small shapes are boosted.
    double gamma(double shape, double scale) {
        if (shape < 1) {
            return gamma(shape + 1, scale) * Math.pow(Math.max(random.nextDouble(), 1e-300), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            double u = Math.max(random.nextDouble(), 1e-300);
            if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v * scale;
            }
        }
    }
}
