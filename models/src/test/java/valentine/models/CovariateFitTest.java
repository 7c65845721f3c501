package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CovariateFitTest {
    private static final double STEP = 1.0 / 64;
    private static final CovariateParetoNbd TRUTH =
            new CovariateParetoNbd(new ParetoNbd(.8, 10, .7, 14), List.of(.6, -.3), List.of(-.9, .4));

    @Test
    void planted_coefficients_are_found_again() {
        Customers customers = new Customers(12_000, random -> new double[] {random.nextInt(2), random.nextInt(5)});

        CovariateFit.Fitted fit = customers.fitted();

        List<Double> errors = fit.standardErrors();
        ParetoNbd base = fit.model().base();
        assertThat(base.r()).isCloseTo(.8, within(4 * errors.get(0)));
        assertThat(base.alpha()).isCloseTo(10, within(4 * errors.get(1)));
        assertThat(base.s()).isCloseTo(.7, within(4 * errors.get(2)));
        assertThat(base.beta()).isCloseTo(14, within(4 * errors.get(3)));
        for (int j = 0; j < 2; j++) {
            assertThat(errors.get(4 + j)).isLessThan(.1);
            assertThat(fit.model().buying().get(j)).isCloseTo(TRUTH.buying().get(j), within(4 * errors.get(4 + j)));
            assertThat(fit.model().leaving().get(j)).isCloseTo(TRUTH.leaving().get(j), within(4 * errors.get(6 + j)));
        }
        assertThat(fit.logLikelihood()).isGreaterThan(fit.without() + 100);
    }

    @Test
    void covariates_that_everybody_has_alone_are_fitted_too_and_their_unit_does_not_matter() {
        Customers small = new Customers(600, random -> new double[] {random.nextGaussian(), random.nextDouble()});
        CovariateFit.Fitted fit = small.fitted();
        assertThat(fit.logLikelihood()).isCloseTo(small.sum(fit.model()), within(1e-6));

        for (double[] row : small.covariates) {
            row[0] *= 1000;
        }
        CovariateFit.Fitted scaled = small.fitted();
        assertThat(scaled.model().buying().get(0) * 1000)
                .isCloseTo(fit.model().buying().get(0), Percentage.withPercentage(1e-4));
        assertThat(scaled.standardErrors().get(4) * 1000)
                .isCloseTo(fit.standardErrors().get(4), Percentage.withPercentage(.1));
        assertThat(scaled.logLikelihood()).isCloseTo(fit.logLikelihood(), within(1e-6));
    }

    @Test
    void what_cannot_be_told_apart_or_is_the_same_for_everybody_is_a_sentence() {
        Customers customers = new Customers(800, random -> new double[] {random.nextInt(2), random.nextInt(2)});
        for (double[] row : customers.covariates) {
            row[1] = 1 - row[0];
        }
        assertThat(customers.fit())
                .isInstanceOfSatisfying(
                        CovariateFit.Unfit.class,
                        unfit -> assertThat(unfit.why()).contains("cannot be told apart"));
        for (double[] row : customers.covariates) {
            row[1] = 3;
        }
        assertThat(customers.fit()).isEqualTo(new CovariateFit.Unfit("covariate 2 is the same for everybody"));
    }

    @Test
    void few_customers_and_loyal_customers_end_in_a_sentence() {
        int[] few = {1, 0, 2};
        assertThat(CovariateFit.paretoNbd(few, few, new int[] {3, 3, 3}, 1, new double[][] {{1}, {2}, {3}}))
                .isEqualTo(new CovariateFit.Unfit("too few customers: 3"));
        int[] often = new int[200];
        int[] age = new int[200];
        Arrays.setAll(often, i -> i % 9);
        Arrays.fill(age, 30);
        int[] last = Arrays.stream(often).map(x -> x == 0 ? 0 : 27).toArray();
        double[][] covariates =
                Arrays.stream(often).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
        assertThat(CovariateFit.paretoNbd(often, last, age, 1, covariates)).isInstanceOf(CovariateFit.NoDropout.class);
    }

    @Test
    void rows_that_do_not_fit_are_refused() {
        int[] none = {0};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariateFit.paretoNbd(none, none, none, 1, new double[0][]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariateFit.paretoNbd(none, none, none, 1, new double[][] {{Double.NaN}}));
        assertThatIllegalArgumentException().isThrownBy(() -> TRUTH.of(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CovariateParetoNbd(TRUTH.base(), List.of(1.0), List.of()));
    }

    private interface Draw {
        double[] row(Random random);
    }

    /// Customers who buy and leave as the truth says.
    private static final class Customers {
        private final int[] frequency;
        private final int[] recency;
        private final int[] age;
        private final double[][] covariates;

        Customers(int count, Draw draw) {
            Random random = new Random(17);
            frequency = new int[count];
            recency = new int[count];
            age = new int[count];
            covariates = new double[count][];
            for (int i = 0; i < count; i++) {
                covariates[i] = draw.row(random);
                ParetoNbd own = TRUTH.of(covariates[i]);
                double rate = Shop.gamma(random, own.r()) / own.alpha();
                double life = -Math.log(1 - random.nextDouble()) / (Shop.gamma(random, own.s()) / own.beta());
                age[i] = (52 + random.nextInt(40)) * 64;
                double end = Math.min(life, age[i] * STEP);
                double now = -Math.log(1 - random.nextDouble()) / rate;
                while (now < end) {
                    recency[i] = Math.min(age[i], Math.max(recency[i] + 1, (int) Math.rint(now / STEP)));
                    frequency[i]++;
                    now -= Math.log(1 - random.nextDouble()) / rate;
                }
            }
        }

        CovariateFit fit() {
            return CovariateFit.paretoNbd(frequency, recency, age, STEP, covariates);
        }

        CovariateFit.Fitted fitted() {
            return (CovariateFit.Fitted) fit();
        }

        double sum(CovariateParetoNbd model) {
            double sum = 0;
            for (int i = 0; i < frequency.length; i++) {
                sum += model.of(covariates[i]).logLikelihood(frequency[i], recency[i] * STEP, age[i] * STEP);
            }
            return sum;
        }
    }
}
