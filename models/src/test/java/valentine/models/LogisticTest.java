package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogisticTest {
    private final Random random = new Random(21);

    @Test
    void at_the_maximum_every_column_is_balanced() {
        double[][] columns = columns(5_000);
        boolean[] outcome = outcomes(columns, -1, 2, -.03);

        Logistic logistic = Logistic.fit(columns, outcome, null, 0);

        double[] surplus = new double[3];
        for (int i = 0; i < outcome.length; i++) {
            double residual = (outcome[i] ? 1 : 0) - logistic.probability(columns[0][i], columns[1][i]);
            surplus[0] += residual;
            surplus[1] += residual * columns[0][i];
            surplus[2] += residual * columns[1][i];
        }
        assertThat(surplus[0]).isCloseTo(0, within(1e-3));
        assertThat(surplus[1]).isCloseTo(0, within(1e-3));
        assertThat(surplus[2]).isCloseTo(0, within(1e-2));
        assertThat(logistic.coefficients().get(0)).isCloseTo(2, within(.3));
        assertThat(logistic.coefficients().get(1)).isCloseTo(-.03, within(.005));
    }

    @Test
    void a_weight_of_two_is_the_customer_twice() {
        double[][] columns = columns(200);
        boolean[] outcome = outcomes(columns, 0, 1, 0);
        double[] weight = new double[200];
        Arrays.fill(weight, 2);
        double[][] twice = new double[2][];
        for (int j = 0; j < 2; j++) {
            twice[j] = Arrays.copyOf(columns[j], 400);
            System.arraycopy(columns[j], 0, twice[j], 200, 200);
        }
        boolean[] outcomeTwice = Arrays.copyOf(outcome, 400);
        System.arraycopy(outcome, 0, outcomeTwice, 200, 200);

        Logistic weighted = Logistic.fit(columns, outcome, weight, 1);
        Logistic doubled = Logistic.fit(twice, outcomeTwice, null, 1);

        assertThat(weighted.intercept()).isCloseTo(doubled.intercept(), within(1e-9));
        assertThat(weighted.probability(1, 2)).isCloseTo(doubled.probability(1, 2), within(1e-9));
    }

    @Test
    void separable_and_one_sided_outcomes_end_in_finite_coefficients() {
        double[][] column = {{1, 2, 3, 4, 5, 6}};
        Logistic separable = Logistic.fit(column, new boolean[] {false, false, false, true, true, true}, null, 0);
        assertThat(separable.probability(1)).isBetween(0.0, .01);
        assertThat(separable.probability(6)).isBetween(.99, 1.0);
        assertThat(separable.coefficients().get(0)).isFinite();

        Logistic always = Logistic.fit(column, new boolean[] {true, true, true, true, true, true}, null, 0);
        assertThat(always.intercept()).isFinite().isPositive();
    }

    @Test
    void a_column_that_never_changes_gets_no_say() {
        Logistic logistic =
                Logistic.fit(new double[][] {{7, 7, 7, 7}}, new boolean[] {true, false, true, true}, null, 0);
        assertThat(logistic.coefficients()).containsExactly(0.0);
        assertThat(logistic.probability(7)).isCloseTo(.75, within(1e-5));
    }

    @Test
    void a_strong_ridge_flattens() {
        double[][] columns = columns(500);
        boolean[] outcome = outcomes(columns, 0, 2, 0);
        double free = Logistic.fit(columns, outcome, null, 0).coefficients().get(0);
        double ridged =
                Logistic.fit(columns, outcome, null, 1000).coefficients().get(0);
        assertThat(ridged).isPositive().isLessThan(free / 3);
    }

    @Test
    void the_pull_of_the_ridge_balances_what_each_weighted_standardised_column_leaves_over() {
        double[][] columns = columns(300);
        boolean[] outcome = outcomes(columns, -1, 1, .02);
        double[] weight = new double[300];
        Arrays.setAll(weight, i -> i % 7 / 2.0);
        double total = Arrays.stream(weight).sum();

        Logistic logistic = Logistic.fit(columns, outcome, weight, 3);

        for (int j = 0; j < 2; j++) {
            double mean = 0;
            double square = 0;
            double left = 0;
            for (int i = 0; i < 300; i++) {
                mean += weight[i] / total * columns[j][i];
                square += weight[i] / total * columns[j][i] * columns[j][i];
            }
            double deviation = Math.sqrt(square - mean * mean);
            for (int i = 0; i < 300; i++) {
                double residual = (outcome[i] ? 1 : 0) - logistic.probability(columns[0][i], columns[1][i]);
                left += weight[i] * residual * (columns[j][i] - mean) / deviation;
            }
            assertThat(left).isCloseTo(3 * logistic.coefficients().get(j) * deviation, within(1e-6));
        }
    }

    @Test
    void a_sample_is_each_sixteenth_row_counted_sixteen_times() {
        double[][] column = new double[1][60_001];
        Arrays.setAll(column[0], i -> i / 30_000.0);
        boolean[] outcome = outcomes(new double[][] {column[0], column[0]}, 0, 1, 0);
        double[] at = {.7, -.2};
        LogisticRows all = new LogisticRows(column, new double[] {1}, new double[] {3}, outcome, null);
        LogisticRows sample = Objects.requireNonNull(all.sample());

        assertThat(evaluated(all, at)).containsExactly(byHand(column[0], outcome, at, 0, 1), within(1e-6));
        assertThat(evaluated(sample, at)).containsExactly(byHand(column[0], outcome, at, 8, 16), within(1e-6));
    }

    @Test
    void fifty_thousand_different_neighbours_are_worth_a_sample() {
        assertThat(sample(50_000, 1)).isNotNull();
        assertThat(sample(49_999, 1)).isNull();
        // Twice the same is one, wherever it stands.
        assertThat(sample(50_000, 2)).isNull();
        assertThat(sample(60_000, 60_000)).isNull();
    }

    /// As many customers, the first of whom are alike.
    private static @Nullable LogisticRows sample(int customers, int alike) {
        double[][] column = new double[1][customers];
        Arrays.setAll(column[0], i -> Math.max(alike - 1, i));
        return new LogisticRows(column, new double[1], new double[] {1}, new boolean[customers], null).sample();
    }

    /// The loss, its two slopes, its curvature.
    private static double[] evaluated(LogisticRows rows, double[] at) {
        double[] gradient = new double[2];
        // What stood there before is gone.
        double[][] curvature = {{5, 5}, {5, 5}};
        double loss = rows.evaluate(at, gradient, curvature);
        return new double[] {
            loss, gradient[0], gradient[1], curvature[0][0], curvature[1][0], curvature[1][1], curvature[0][1]
        };
    }

    private static double[] byHand(double[] column, boolean[] outcome, double[] at, int first, int every) {
        double[] sum = new double[7];
        int last = every == 1 ? column.length : column.length / every * every;
        for (int i = first; i < last; i += every) {
            double value = 3 * (column[i] - 1);
            double chance = 1 / (1 + Math.exp(-at[0] * value - at[1]));
            double residual = chance - (outcome[i] ? 1 : 0);
            double bend = chance * (1 - chance);
            double[] one = {
                -Math.log(outcome[i] ? chance : 1 - chance),
                residual * value,
                residual,
                bend * value * value,
                bend * value,
                bend
            };
            for (int j = 0; j < one.length; j++) {
                sum[j] += every * one[j];
            }
        }
        return sum;
    }

    @Test
    void columns_that_do_not_fit_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Logistic.fit(new double[][] {{1}}, new boolean[2], null, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Logistic.fit(new double[][] {{1, Double.NaN}}, new boolean[2], null, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Logistic.fit(new double[][] {{1, 2}}, new boolean[2], new double[3], 0))
                .withMessageContaining("Weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Logistic.fit(new double[][] {{}}, new boolean[0], null, 0))
                .withMessageContaining("customers");
    }

    @Test
    void recalibration_undoes_exaggeration() {
        double[] told = new double[20_000];
        boolean[] outcome = new boolean[told.length];
        for (int i = 0; i < told.length; i++) {
            double logit = 2 * random.nextGaussian();
            outcome[i] = random.nextDouble() < Special.logistic(logit / 2 - 1);
            told[i] = Special.logistic(logit);
        }
        Recalibration recalibration = Recalibration.fit(told, outcome);
        assertThat(recalibration.slope()).isCloseTo(.5, within(.05));
        assertThat(recalibration.intercept()).isCloseTo(-1, within(.1));
        assertThat(recalibration.apply(.5)).isCloseTo(Special.logistic(-1), within(.02));
        assertThat(recalibration.apply(0)).isBetween(0.0, .001);
        assertThat(new Recalibration(0, 1).apply(.37)).isCloseTo(.37, within(1e-12));
    }

    private double[][] columns(int size) {
        double[][] columns = new double[2][size];
        for (int i = 0; i < size; i++) {
            columns[0][i] = random.nextGaussian();
            columns[1][i] = 100 * random.nextDouble();
        }
        return columns;
    }

    private boolean[] outcomes(double[][] columns, double intercept, double first, double second) {
        boolean[] outcome = new boolean[columns[0].length];
        for (int i = 0; i < outcome.length; i++) {
            double score = intercept + first * columns[0][i] + second * columns[1][i];
            outcome[i] = random.nextDouble() < Special.logistic(score);
        }
        return outcome;
    }
}
