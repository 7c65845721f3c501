package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What must hold anywhere in the parameter space, and everything against integrals over the individuals' own rates.
class InvariantTest {
    private static final int[] FREQUENCIES = {0, 0, 1, 2, 7, 60, 700, 5000};

    @Test
    void chances_are_chances_and_the_future_only_grows() {
        SplittableRandom random = new SplittableRandom(77);
        for (int i = 0; i < 300; i++) {
            int frequency = FREQUENCIES[random.nextInt(FREQUENCIES.length)];
            double age = Nasty.power(random, -4, 6);
            double recency = recency(random, frequency, age);
            for (PurchaseModel model : wild(random)) {
                String where = model + " at " + frequency + ", " + recency + ", " + age;
                double alive = model.probabilityAlive(frequency, recency, age);
                assertThat(model.logLikelihood(frequency, recency, age))
                        .as(where)
                        .isFinite();
                assertThat(alive).as(where).isBetween(0.0, 1.0);
                double active = 0;
                double expected = 0;
                for (double horizon : new double[] {0, 1e-6, 1e-2, 1, 30, 400, 1e4, 1e7}) {
                    double nextActive = model.probabilityActive(frequency, recency, age, horizon);
                    double nextExpected = model.expectedPurchases(frequency, recency, age, horizon);
                    assertThat(nextActive)
                            .as(where + " for " + horizon)
                            .isGreaterThanOrEqualTo(active * (1 - 1e-9))
                            .isLessThanOrEqualTo(Math.min(1, alive * (1 + 1e-9)));
                    assertThat(nextExpected)
                            .as(where + " for " + horizon)
                            .isFinite()
                            .isGreaterThanOrEqualTo(expected * (1 - 1e-9))
                            .isGreaterThanOrEqualTo(nextActive * (1 - 1e-9));
                    active = nextActive;
                    expected = nextExpected;
                }
            }
        }
    }

    @Test
    void a_longer_silence_never_makes_it_likelier_that_a_customer_is_alive() {
        SplittableRandom random = new SplittableRandom(78);
        for (int i = 0; i < 300; i++) {
            int frequency = 1 + FREQUENCIES[random.nextInt(FREQUENCIES.length)];
            double age = Nasty.power(random, -2, 5);
            for (PurchaseModel model : wild(random)) {
                double last = 0;
                for (int step = 0; step <= 20; step++) {
                    double alive = model.probabilityAlive(frequency, Math.min(age, age * step / 20), age);
                    assertThat(alive).as(model + " at " + frequency).isGreaterThanOrEqualTo(last * (1 - 1e-9));
                    last = alive;
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void every_answer_is_the_integral_over_individual_customers() {
        SplittableRandom random = new SplittableRandom(79);
        int[] frequencies = {0, 1, 2, 7, 60, 600};
        for (int i = 0; i < 36; i++) {
            int frequency = frequencies[i % frequencies.length];
            double age = Nasty.power(random, -1, 3);
            double recency = recency(random, frequency, age);
            double horizon = Nasty.power(random, -1, 3);
            double r = Nasty.power(random, -.5, 1.5);
            double alpha = Nasty.power(random, -2, 2.5);
            double third = i % 4 == 0 ? 1 : i % 4 == 1 ? 1 + 1e-7 : Nasty.power(random, -.5, 1.5);
            double fourth = i % 5 == 0 ? alpha : Nasty.power(random, -.5, 2);
            for (PurchaseModel model : List.of(
                    new BgNbd(r, alpha, third, fourth),
                    new MbgNbd(r, alpha, third, fourth),
                    new ParetoNbd(r, alpha, third, fourth))) {
                Individuals all = Individuals.of(model, frequency, recency, age, horizon);
                String where = model + " at " + frequency + ", " + recency + ", " + age + ", " + horizon;
                near(where, model.logLikelihood(frequency, recency, age), all.logLikelihood());
                near(where, model.probabilityAlive(frequency, recency, age), all.alive());
                near(where, model.probabilityActive(frequency, recency, age, horizon), all.active());
                near(where, model.expectedPurchases(frequency, recency, age, horizon), all.expected());
            }
        }
    }

    /// The logarithm of a density in the hundreds may pass near 0: then what counts is its distance.
    private static void near(String where, double computed, double expected) {
        double slack = 1e-9 * Math.max(Math.abs(expected), expected < 0 ? 1e-2 : 0) + Double.MIN_NORMAL;
        assertThat(computed).as(where).isCloseTo(expected, within(slack));
    }

    private static double recency(SplittableRandom random, int frequency, double age) {
        return frequency == 0
                ? 0
                : switch (random.nextInt(4)) {
                    case 0 -> age;
                    case 1 -> age * (1 - Nasty.power(random, -9, -1));
                    case 2 -> age * Nasty.power(random, -6, 0);
                    default -> age * random.nextDouble();
                };
    }

    private static List<PurchaseModel> wild(SplittableRandom random) {
        double first = Nasty.power(random, -3, 3);
        double second = Nasty.power(random, -4, 5);
        double third = random.nextInt(4) == 0 ? 1 : Nasty.power(random, -3, 5);
        double fourth = random.nextInt(4) == 0 ? second : Nasty.power(random, -3, 5);
        int k = 2 + random.nextInt(11);
        return List.of(
                new Nbd(first, second),
                new BgNbd(first, second, third, fourth),
                new MbgNbd(first, second, third, fourth),
                new ParetoNbd(first, second, third, fourth),
                new BgCnbd(first, second, third, fourth, k),
                new MbgCnbd(first, second, third, fourth, k));
    }
}
