package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final int CUSTOMERS = 2_000;

    private final Random random = new Random(11);
    private final double[] predicted = IntStream.range(0, CUSTOMERS)
            .mapToDouble(i -> random.nextInt(40) / 40.0)
            .toArray();
    private final boolean[] outcome = outcomes(predicted);
    private final double[] money = IntStream.range(0, CUSTOMERS)
            .mapToDouble(i -> outcome[i] ? 100 * random.nextDouble() : 0)
            .toArray();

    @Test
    void a_measure_of_rows_counted_again_is_the_measure_of_rows_written_again() {
        int[] times = IntStream.range(0, CUSTOMERS).map(i -> random.nextInt(4)).toArray();
        double[] p = written(predicted, times);
        double[] m = written(money, times);
        boolean[] o = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            o[i] = m[i] > 0;
        }
        boolean[] came = new boolean[CUSTOMERS];
        for (int i = 0; i < CUSTOMERS; i++) {
            came[i] = money[i] > 0;
        }
        same(Measure.auc(predicted, came), times, Scores.auc(p, o));
        same(Measure.logLoss(predicted, came), times, Scores.logLoss(p, o));
        same(Measure.brier(predicted, came), times, Scores.brier(p, o));
        same(Measure.lift(predicted, came, .15), times, Scores.lift(p, o, .15));
        ValueScores value = ValueScores.of(p, m);
        same(Measure.gini(predicted, money), times, value.gini().orElseThrow());
        same(Measure.capture(predicted, money, .1), times, value.topDecile().orElseThrow());
        same(Measure.biasShare(predicted, money), times, value.biasShare().orElseThrow());
        same(Measure.bias(predicted, money), times, value.expected() - value.came());
    }

    @Test
    void errors_of_counts_are_those_of_the_count_scores() {
        int[] counts = Arrays.stream(money).mapToInt(spent -> (int) spent).toArray();
        double[] came = Arrays.stream(counts).asDoubleStream().toArray();
        CountScores scores = CountScores.of(predicted, counts, counts, 5);
        int[] once = new int[CUSTOMERS];
        Arrays.fill(once, 1);
        same(Measure.meanAbsoluteError(predicted, came), once, scores.meanAbsoluteError());
        same(Measure.rootMeanSquaredError(predicted, came), once, scores.rootMeanSquaredError());
    }

    @Test
    void the_interval_of_a_mean_is_near_the_normal_one() {
        Measured rate = Bootstrap.ofCustomers(CUSTOMERS, 1)
                .interval(Measure.rate(outcome))
                .orElseThrow();
        double half = 1.96 * Math.sqrt(rate.value() * (1 - rate.value()) / CUSTOMERS);
        assertThat(rate.customers()).isEqualTo(CUSTOMERS);
        assertThat(rate.low()).isCloseTo(rate.value() - half, within(.1 * half));
        assertThat(rate.high()).isCloseTo(rate.value() + half, within(.1 * half));
    }

    @Test
    void the_interval_of_auc_is_near_that_of_hanley_and_mcneil() {
        Measured auc = Bootstrap.ofCustomers(CUSTOMERS, 1)
                .interval(Measure.auc(predicted, outcome))
                .orElseThrow();
        double a = auc.value();
        double came = IntStream.range(0, CUSTOMERS).filter(i -> outcome[i]).count();
        double q1 = a / (2 - a);
        double q2 = 2 * a * a / (1 + a);
        double variance = (a * (1 - a) + (came - 1) * (q1 - a * a) + (CUSTOMERS - came - 1) * (q2 - a * a))
                / (came * (CUSTOMERS - came));
        assertThat(auc.high() - auc.low()).isCloseTo(2 * 1.96 * Math.sqrt(variance), within(.01));
        assertThat(a).isEqualTo(Scores.auc(predicted, outcome)).isBetween(auc.low(), auc.high());
    }

    @Test
    void the_same_seed_gives_the_same_interval_and_another_a_neighbour() {
        Measure auc = Measure.auc(predicted, outcome);
        Measured one = Bootstrap.ofCustomers(CUSTOMERS, 7).interval(auc).orElseThrow();
        assertThat(Bootstrap.ofCustomers(CUSTOMERS, 7).interval(auc)).hasValue(one);
        Measured other = Bootstrap.ofCustomers(CUSTOMERS, 8).interval(auc).orElseThrow();
        assertThat(other).isNotEqualTo(one);
        assertThat(other.low()).isCloseTo(one.low(), within(.005));
    }

    @Test
    void the_paired_difference_is_far_surer_than_either_measure() {
        double[] slightlyWorse = Arrays.stream(predicted)
                .map(p -> .9 * p + .1 * random.nextDouble())
                .toArray();
        Bootstrap bootstrap = Bootstrap.ofCustomers(CUSTOMERS, 3);
        Measure one = Measure.logLoss(predicted, outcome);
        Measure other = Measure.logLoss(slightlyWorse, outcome);
        Difference drawn = bootstrap.difference(one, other).orElseThrow();
        Difference normal = Scores.logLossDifference(predicted, slightlyWorse, outcome);
        assertThat(drawn.mean()).isCloseTo(normal.mean(), within(1e-12));
        assertThat(drawn.low()).isCloseTo(normal.low(), within(.15 * (normal.high() - normal.low())));
        assertThat(drawn.high()).isCloseTo(normal.high(), within(.15 * (normal.high() - normal.low())));
        assertThat(drawn.customers()).isEqualTo(CUSTOMERS);
        assertThat(bootstrap.difference(one, one)).hasValue(new Difference(0, 0, 0, CUSTOMERS));
    }

    @Test
    void customers_seen_at_four_cuts_are_no_more_customers() {
        int[] customer =
                IntStream.range(0, 4 * CUSTOMERS).map(i -> 17 * (i % CUSTOMERS)).toArray();
        double[] one = repeated(predicted, 4);
        double[] other = Arrays.stream(one).map(p -> .5).toArray();
        boolean[] came = new boolean[4 * CUSTOMERS];
        for (int i = 0; i < came.length; i++) {
            came[i] = outcome[i % CUSTOMERS];
        }
        Difference single =
                Scores.logLossDifference(predicted, Arrays.copyOf(other, CUSTOMERS), Arrays.copyOf(came, CUSTOMERS));
        Difference pooled = Scores.logLossDifference(one, other, came, customer);
        assertThat(pooled.customers()).isEqualTo(CUSTOMERS);
        assertThat(pooled.mean()).isCloseTo(single.mean(), within(1e-12));
        assertThat(pooled.low()).isCloseTo(single.low(), within(1e-12));
        assertThat(pooled.high()).isCloseTo(single.high(), within(1e-12));
        Difference drawn = Bootstrap.ofRows(customer, 2)
                .difference(Measure.logLoss(one, came), Measure.logLoss(other, came))
                .orElseThrow();
        assertThat(drawn.customers()).isEqualTo(CUSTOMERS);
        assertThat(drawn.low()).isCloseTo(single.low(), within(.01));
        assertThat(drawn.high()).isCloseTo(single.high(), within(.01));
    }

    @Test
    void customers_seen_once_have_the_plain_interval() {
        int[] customer = IntStream.range(0, CUSTOMERS).map(i -> CUSTOMERS - i).toArray();
        double[] half = Arrays.stream(predicted).map(p -> .5).toArray();
        Difference plain = Scores.logLossDifference(predicted, half, outcome);
        Difference clustered = Scores.logLossDifference(predicted, half, outcome, customer);
        assertThat(clustered.low()).isCloseTo(plain.low(), within(1e-12));
        assertThat(clustered.high()).isCloseTo(plain.high(), within(1e-12));
        assertThat(plain.significant()).isTrue();
        assertThat(new Difference(0, -1, 1, 2).significant()).isFalse();
        assertThat(new Difference(2, 1, 3, 2).significant()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scores.logLossDifference(predicted, half, outcome, new int[3]))
                .withMessageContaining("customer");
    }

    @Test
    void one_customer_has_no_scatter() {
        Difference one = Scores.logLossDifference(
                new double[] {.5, .5}, new double[] {.25, .25}, new boolean[] {true, true}, new int[] {4, 4});
        assertThat(one).isEqualTo(new Difference(one.mean(), one.mean(), one.mean(), 1));
    }

    @Test
    void what_means_nothing_of_these_customers_is_empty() {
        Bootstrap bootstrap = Bootstrap.ofCustomers(3, 1);
        double[] chances = {.1, .2, .3};
        double[] nothing = new double[3];
        assertThat(bootstrap.interval(Measure.auc(chances, new boolean[3]))).isEmpty();
        assertThat(bootstrap.interval(Measure.lift(chances, new boolean[3], .5)))
                .isEmpty();
        assertThat(bootstrap.interval(Measure.gini(chances, nothing))).isEmpty();
        assertThat(bootstrap.interval(Measure.capture(chances, nothing, .1))).isEmpty();
        assertThat(bootstrap.interval(Measure.biasShare(chances, nothing))).isEmpty();
        boolean[] came = {true, false, false};
        assertThat(bootstrap.difference(Measure.auc(chances, came), Measure.auc(chances, new boolean[3])))
                .isEmpty();
    }

    @Test
    void draws_without_meaning_are_left_out() {
        Measured auc = Bootstrap.ofCustomers(3, 1)
                .interval(Measure.auc(new double[] {.3, .2, .1}, new boolean[] {true, false, false}))
                .orElseThrow();
        assertThat(auc).isEqualTo(new Measured(1, 1, 1, 3));
        // With two customers one draw may mean nothing; then there is only the value.
        Measure onlyTheWhole = times -> Arrays.equals(times, new int[] {1, 1}) ? 5 : Double.NaN;
        assertThat(Bootstrap.ofCustomers(2, 1).interval(onlyTheWhole)).hasValue(new Measured(5, 5, 5, 2));
        Measure neverTwice = times -> times[0] == 1 && times[1] == 1 && times[2] == 1 ? 5 : Double.NaN;
        assertThat(Bootstrap.ofCustomers(3, 1).draws(1).interval(neverTwice)).hasValue(new Measured(5, 5, 5, 3));
    }

    @Test
    void every_draw_has_as_many_customers_and_reaches_each() {
        for (int customers : List.of(1, 2, 3, 10, 1_001)) {
            Measure drawn = times -> Arrays.stream(times).sum();
            assertThat(Bootstrap.ofCustomers(customers, 5).interval(drawn))
                    .hasValue(new Measured(customers, customers, customers, customers));
        }
        for (int customer = 0; customer < 5; customer++) {
            int seen = customer;
            Measured times =
                    Bootstrap.ofCustomers(5, 9).interval(counts -> counts[seen]).orElseThrow();
            assertThat(times.low()).isZero();
            assertThat(times.high()).isBetween(3.0, 4.0);
        }
    }

    @Test
    void percentiles_lie_between_their_neighbours_in_proportion() {
        // Two draws of two customers are 0, 1 or 2 of the first: the ends of the interval lie within them.
        for (int seed = 0; seed < 20; seed++) {
            Bootstrap bootstrap = Bootstrap.ofCustomers(2, seed).draws(2);
            double sum = bootstrap
                    .interval(times -> times[0])
                    .map(told -> told.low() + told.high())
                    .orElseThrow();
            double width = bootstrap
                    .interval(times -> times[0])
                    .map(told -> told.high() - told.low())
                    .orElseThrow();
            assertThat(sum).isIn(0.0, 1.0, 2.0, 3.0, 4.0);
            assertThat(width / .95).isCloseTo(Math.rint(width / .95), within(1e-12));
        }
    }

    @Test
    void no_customers_no_draws_and_other_rows_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bootstrap.ofCustomers(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Bootstrap.ofRows(new int[0], 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.ofCustomers(1, 1).draws(0));
        Bootstrap three = Bootstrap.ofCustomers(3, 1);
        List<BiFunction<double[], double[], Measure>> measures = List.of(
                Measure::gini,
                Measure::bias,
                Measure::biasShare,
                Measure::meanAbsoluteError,
                Measure::rootMeanSquaredError,
                (one, other) -> Measure.capture(one, other, .5));
        for (BiFunction<double[], double[], Measure> measure : measures) {
            assertThatIllegalArgumentException().isThrownBy(() -> measure.apply(new double[2], new double[3]));
            assertThatIllegalArgumentException().isThrownBy(() -> measure.apply(new double[0], new double[0]));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> measure.apply(new double[] {Double.NaN}, new double[1]));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> three.interval(measure.apply(new double[4], new double[4])))
                    .withMessageContaining("rows");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Measure.auc(new double[] {2}, new boolean[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three.interval(Measure.auc(new double[4], new boolean[4])));
        assertThatIllegalArgumentException().isThrownBy(() -> Measure.capture(new double[1], new double[1], 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Measure.lift(new double[1], new boolean[1], 1.1));
    }

    private static void same(Measure measure, int[] times, double expected) {
        assertThat(measure.of(times)).isCloseTo(expected, within(1e-9));
    }

    private boolean[] outcomes(double[] chances) {
        boolean[] outcomes = new boolean[chances.length];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = random.nextDouble() < chances[i];
        }
        return outcomes;
    }

    private static double[] written(double[] values, int[] times) {
        return IntStream.range(0, values.length)
                .boxed()
                .flatMap(i -> IntStream.range(0, times[i]).mapToObj(again -> values[i]))
                .mapToDouble(value -> value)
                .toArray();
    }

    private static double[] repeated(double[] values, int times) {
        return IntStream.range(0, times * values.length)
                .mapToDouble(i -> values[i % values.length])
                .toArray();
    }
}
