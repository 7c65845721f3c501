package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Integrals and sums that everything else rests on, against what is known of them in closed form.
class QuadratureTest {
    private static final Percentage EXACT = Percentage.withPercentage(1e-10);

    @Test
    void nodes_integrate_every_power_below_twice_their_number() {
        for (int size : new int[] {1, 2, 5, 16}) {
            Gauss gauss = Gauss.of(size);
            assertThat(gauss.size()).isEqualTo(size);
            for (int power = 0; power < 2 * size; power++) {
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += gauss.weight(i) * Math.pow(gauss.node(i), power);
                }
                assertThat(sum).as("power " + power).isCloseTo(1.0 / (power + 1), within(1e-14));
            }
            for (int i = 1; i < size; i++) {
                assertThat(gauss.node(i)).isGreaterThan(gauss.node(i - 1));
            }
        }
    }

    @Test
    void a_chance_has_the_moments_of_its_beta() {
        for (double a : new double[] {.001, .3, 1, 7, 4_000}) {
            for (double b : new double[] {.002, 1, 60}) {
                assertThat(BetaMean.of(a, b, 1, (chance, rest) -> chance)).isCloseTo(a / (a + b), EXACT);
                assertThat(BetaMean.of(a, b, 1, (chance, rest) -> rest)).isCloseTo(b / (a + b), EXACT);
                assertThat(BetaMean.of(a, b, 1, (chance, rest) -> chance * chance))
                        .isCloseTo(a * (a + 1) / (a + b) / (a + b + 1), EXACT);
                assertThat(BetaMean.of(a, b, 20, (chance, rest) -> Math.pow(chance, 20)))
                        .isCloseTo(
                                Math.exp(Special.logRising(a, 20) - Special.logRising(a + b, 20)),
                                Percentage.withPercentage(1e-8));
            }
        }
    }

    @Test
    void discounting_one_and_discounting_time_are_one_over_the_rate_and_its_square() {
        for (double rate : new double[] {1e-6, .01, 1, 300}) {
            assertThat(Discount.integral(rate, ahead -> 1)).isCloseTo(1 / rate, EXACT);
            assertThat(Discount.integral(rate, ahead -> ahead)).isCloseTo(1 / rate / rate, EXACT);
            assertThat(Discount.integral(rate, ahead -> Math.exp(-3 * ahead))).isCloseTo(1 / (rate + 3), EXACT);
        }
    }

    @Test
    void decay_alone_and_together_is_the_textbook_integral() {
        assertThat(Decay.integral(2, 3, 5, 0, 7)).isCloseTo(2.0 / 2 * (1 - Math.pow(2 / 9.0, 2)), EXACT);
        assertThat(Decay.integral(2, 1, 5, 0, 7)).isCloseTo(2 * Math.log(4.5), EXACT);
        assertThat(Decay.integral(5, 0, 2, 3, 7)).isCloseTo(2.0 / 2 * (1 - Math.pow(2 / 9.0, 2)), EXACT);
        // Both alike: one power.
        assertThat(Decay.integral(4, 1.5, 4, 2.5, 8)).isCloseTo(4.0 / 3 * (1 - Math.pow(1 / 3.0, 3)), EXACT);
        assertThat(Decay.integral(1, 1, 3, 1, 9)).isCloseTo(1.5 * Math.log(10 / 4.0), EXACT);
    }

    @Test
    void events_at_least_so_many_are_what_is_left_of_all() {
        for (double shape : new double[] {.2, 1, 9, 300}) {
            for (double stretch : new double[] {.001, .4, 6, 2_000}) {
                NegativeBinomial events = new NegativeBinomial(shape, stretch);
                assertThat(events.none()).isCloseTo(Math.pow(1 + stretch, -shape), EXACT);
                assertThat(events.any()).isCloseTo(-Math.expm1(-shape * Math.log1p(stretch)), EXACT);
                assertThat(events.atLeast(0)).isEqualTo(1);
                assertThat(events.atLeast(-1)).isEqualTo(1);
                double below = 0;
                for (int count = 0; count < 60; count++) {
                    assertThat(events.atLeast(count))
                            .as(events + " at least " + count)
                            .isCloseTo(1 - below, within(1e-12));
                    below += events.exactly(count);
                }
            }
        }
        // Far out nothing is left by taking away, and a sum upwards still tells it.
        assertThat(new NegativeBinomial(1, .5).atLeast(60)).isCloseTo(Math.pow(1 / 3.0, 60), EXACT);
        NegativeBinomial never = new NegativeBinomial(3, 0);
        assertThat(never.exactly(0)).isEqualTo(1);
        assertThat(never.exactly(2)).isZero();
        assertThat(never.atLeast(2)).isZero();
    }
}
