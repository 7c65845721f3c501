package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// What a fit climbs: the sum over all customers, with the slopes that it says it has, and where the climb ends.
class SurfaceTest {
    private static final double[][] PLACES = {{.7, 30, .8, 90}, {2.5, 300, 1, 4}, {.05, .4, 30, .4}};

    private final Summaries shop = Shop.paretoNbd(300, 1.1, 40, .8, 200);
    private final Histories histories = shop.histories();

    @Test
    void every_likelihood_is_the_sum_over_customers_and_has_the_slopes_of_its_hill() {
        holds(new BuyingSurface(histories), 2, at -> new Nbd(at[0], at[1]));
        holds(new LeavingAfterPurchaseSurface(histories, 0), 4, at -> new BgNbd(at[0], at[1], at[2], at[3]));
        holds(new LeavingAfterPurchaseSurface(histories, 1), 4, at -> new MbgNbd(at[0], at[1], at[2], at[3]));
        holds(new SilentLeavingSurface(histories), 4, at -> new ParetoNbd(at[0], at[1], at[2], at[3]));
        for (int k : new int[] {1, 2, 5}) {
            Surface bg = new RegularLeavingSurface(histories, 0, k);
            Surface mbg = new RegularLeavingSurface(histories, 1, k);
            holds(bg, 4, at -> new BgCnbd(at[0], at[1], at[2], at[3], k));
            holds(mbg, 4, at -> new MbgCnbd(at[0], at[1], at[2], at[3], k));
        }
        slopes(new RegularLeavingSurface(histories, RegularLeavingSurface.NO_CHANCES, 3), new double[] {.7, 30});
    }

    private void holds(Surface surface, int size, Function<double[], PurchaseModel> model) {
        double[] first = Arrays.copyOf(PLACES[0], size);
        for (double[] place : PLACES) {
            double[] at = Arrays.copyOf(place, size);
            // What a likelihood leaves out is the same everywhere.
            double told = surface.at(at, new double[size]) - surface.at(first, new double[size]);
            double byHand = sum(model.apply(at)) - sum(model.apply(first));
            assertThat(told).as(model.apply(at).toString()).isCloseTo(byHand, within(1e-9 * Math.abs(byHand) + 1e-9));
            slopes(surface, at);
        }
        assertThat(surface.customers()).isEqualTo(300);
    }

    private double sum(PurchaseModel model) {
        double sum = 0;
        for (int i = 0; i < shop.distinct(); i++) {
            sum += shop.count(i) * model.logLikelihood(shop.frequency(i), shop.recency(i), shop.age(i));
        }
        return sum;
    }

    private static void slopes(Surface surface, double[] at) {
        double[] slopes = new double[at.length];
        surface.at(at, slopes);
        for (int i = 0; i < at.length; i++) {
            double nudge = 1e-5 * at[i];
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += nudge;
            down[i] -= nudge;
            double seen = (surface.at(up, new double[at.length]) - surface.at(down, new double[at.length])) / 2 / nudge;
            assertThat(slopes[i]).isCloseTo(seen, within(1e-5 * Math.abs(seen) + 1e-6 / at[i]));
        }
    }

    @Test
    void who_has_not_left_is_told_for_all_as_for_each() {
        for (double[] place : PLACES) {
            ParetoNbd model = new ParetoNbd(place[0], place[1], place[2], place[3]);
            double[] alive = new SilentLeavingSurface(histories).alive(place[0], place[1], place[2], place[3]);
            for (int i = 0; i < histories.size(); i++) {
                int origin = histories.origin[i];
                assertThat(alive[i])
                        .isCloseTo(
                                model.probabilityAlive(shop.frequency(origin), shop.recency(origin), shop.age(origin)),
                                Percentage.withPercentage(1e-8));
            }
        }
    }

    @Test
    void histories_stand_by_frequency_age_and_recency_with_their_numbers() {
        Summaries some = Summaries.of(
                new int[] {2, 0, 2, 0, 1, 2}, new int[] {7, 0, 3, 0, 4, 7}, new int[] {9, 5, 9, 8, 8, 9}, .5);
        Histories told = some.histories();
        assertThat(told.frequency).containsExactly(0, 0, 1, 2, 2);
        assertThat(Arrays.stream(told.age).mapToDouble(i -> told.times[i])).containsExactly(2.5, 4.0, 4.0, 4.5, 4.5);
        assertThat(Arrays.stream(told.recency).mapToDouble(i -> told.times[i]))
                .containsExactly(0.0, 0.0, 2.0, 1.5, 3.5);
        assertThat(told.count).containsExactly(1, 1, 1, 1, 2);
        assertThat(told.blocks).containsExactly(0, 2, 3, 5);
        assertThat(told.customers).isEqualTo(6);
        assertThat(told.repeats).isEqualTo(7);
        assertThat(told.meanAge).isEqualTo(24.0 / 6);
        assertThat(told.logs(2)[told.age[4]]).isEqualTo(Math.log1p(4.5 / 2));
        assertThat(told.sample()).isNull();
    }

    @Test
    void of_rare_histories_each_sixteenth_is_sampled_and_of_common_ones_every_one() {
        int[] frequency = new int[20_100];
        int[] recency = new int[frequency.length];
        int[] age = new int[frequency.length];
        for (int i = 0; i < frequency.length; i++) {
            // The last hundred and one are alike: one common history beside the rare.
            frequency[i] = i < 19_999 ? 1 : 2;
            recency[i] = i < 19_999 ? i % 100 : 5;
            age[i] = i < 19_999 ? 100 + i / 100 : 1_000;
        }
        Histories all = Summaries.of(frequency, recency, age).histories();
        Histories sample = Objects.requireNonNull(all.sample());
        assertThat(all.size()).isEqualTo(20_000);
        assertThat(sample.size()).isEqualTo(1 + (19_999 + 7) / 16);
        assertThat(sample.count).startsWith(16, 16).endsWith(16, 101);
        assertThat(sample.age[0]).isEqualTo(all.age[8]);
        assertThat(sample.recency[1]).isEqualTo(all.recency[24]);
        assertThat(sample.origin[1]).isEqualTo(all.origin[24]);
        assertThat(sample.customers).isEqualTo(16.0 * (sample.size() - 1) + 101);
        assertThat(sample.blocks).containsExactly(0, sample.size() - 1, sample.size());
        assertThat(Summaries.of(
                                Arrays.copyOf(frequency, 19_999),
                                Arrays.copyOf(recency, 19_999),
                                Arrays.copyOf(age, 19_999))
                        .histories()
                        .sample())
                .isNull();
    }

    @Test
    void the_top_of_a_known_hill_is_found_with_its_spread() {
        Maximum top =
                Maximum.of(new Hill(50), null, new double[] {1, 1}, new double[] {.01, .01}, new double[] {99, 99});
        assertThat(top.parameters()[0]).isCloseTo(3, within(1e-9));
        assertThat(top.parameters()[1]).isCloseTo(.2, within(1e-9));
        assertThat(top.logLikelihood()).isCloseTo(-7 * 50, within(1e-9));
        // The inverse of {{2, .5}, {.5, 4}} over the customers, in units of the parameters.
        assertThat(top.standardErrors().get(0)).isCloseTo(3 * Math.sqrt(4 / 7.75 / 50), within(1e-6));
        assertThat(top.standardErrors().get(1)).isCloseTo(.2 * Math.sqrt(2 / 7.75 / 50), within(1e-6));
        assertThat(top.evaluations()).isBetween(3, 60);
    }

    @Test
    void a_top_beyond_a_bound_ends_at_the_bound_without_a_spread() {
        Maximum low =
                Maximum.of(new Hill(50), null, new double[] {1, 1}, new double[] {.01, .01}, new double[] {2, 99});
        assertThat(low.parameters()[0]).isCloseTo(2, within(1e-12));
        // What the held one leaves to the other.
        assertThat(low.parameters()[1]).isCloseTo(.2 * Math.exp(-.5 / 4 * Math.log(2 / 3.0)), within(1e-6));
        assertThat(low.standardErrors()).isEmpty();
        Maximum high =
                Maximum.of(new Hill(50), null, new double[] {9, 1}, new double[] {5, .01}, new double[] {99, 99});
        assertThat(high.parameters()[0]).isCloseTo(5, within(1e-12));
        assertThat(high.standardErrors()).isEmpty();
    }

    @Test
    void ground_that_is_no_number_is_never_gone_to() {
        Ground ground = new Ground(new Hill(50));
        double[] slopes = new double[2];
        assertThat(ground.at(new double[] {Math.log(3), Math.log(.2)}, slopes)).isCloseTo(-7, within(1e-12));
        assertThat(slopes).containsExactly(new double[] {0, 0}, within(1e-12));
        assertThat(ground.slopes(new double[] {0, 0}))
                .containsExactly(
                        new double[] {2 * Math.log(3) + .5 * Math.log(.2), 4 * Math.log(.2) + .5 * Math.log(3)},
                        within(1e-12));
        assertThat(ground.fall(new double[] {0, 0}, 0)).containsExactly(new double[] {2, .5}, within(1e-8));
        assertThat(ground.fallAhead(new double[] {0, 0}, 1, ground.slopes(new double[] {0, 0})))
                .containsExactly(new double[] {.5, 4}, within(1e-8));
        assertThat(ground.visits()).isEqualTo(6);
        List<Surface> unsound = new ArrayList<>();
        unsound.add(surface((parameters, slope) -> Double.NaN));
        unsound.add(surface((parameters, slope) -> {
            slope[1] = Double.NaN;
            return 1;
        }));
        for (Surface none : unsound) {
            assertThat(new Ground(none).at(new double[2], new double[2])).isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void running_sums_are_those_of_the_gamma_functions_however_they_are_reached() {
        Rising rising = new Rising(.7);
        assertThat(rising.log()).isZero();
        for (int count : new int[] {2, 2, 9, 40}) {
            rising.advanceTo(count);
            assertThat(rising.log()).isCloseTo(Special.logRising(.7, count), within(1e-12));
            assertThat(rising.slope()).isCloseTo(Special.digamma(.7 + count) - Special.digamma(.7), within(1e-12));
        }
    }

    private interface Height {
        double at(double[] parameters, double[] gradient);
    }

    private static Surface surface(Height height) {
        return new Surface() {
            @Override
            public double at(double[] parameters, double[] gradient) {
                return height.at(parameters, gradient);
            }

            @Override
            public double customers() {
                return 1;
            }
        };
    }

    /// Seven below zero at 3 and 0.2, falling to all sides as the square of the logarithms.
    private record Hill(double customers) implements Surface {
        @Override
        public double at(double[] parameters, double[] gradient) {
            double x = Math.log(parameters[0] / 3);
            double y = Math.log(parameters[1] / .2);
            gradient[0] = -customers * (2 * x + .5 * y) / parameters[0];
            gradient[1] = -customers * (4 * y + .5 * x) / parameters[1];
            return -customers * (7 + x * x + .5 * x * y + 2 * y * y);
        }
    }
}
