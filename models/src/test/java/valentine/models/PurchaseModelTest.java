package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PurchaseModelTest {
    private static final BgNbd BG = new BgNbd(.2426, 4.4136, .7929, 2.4259);
    private static final ParetoNbd PARETO = new ParetoNbd(.5534, 10.5802, .6061, 11.6562);

    @Test
    void bg_nbd_gives_the_published_base_case() {
        near(BG.logLikelihood(2, 30.43, 38.86), -9.45967345011599);
        near(BG.probabilityAlive(2, 30.43, 38.86), .726614044854247);
        near(BG.expectedPurchases(2, 30.43, 38.86, 39), 1.22592265798703);
        near(BG.probabilityActive(2, 30.43, 38.86, 39), .554611707845);
    }

    @Test
    void pareto_nbd_gives_the_published_base_case() {
        near(PARETO.logLikelihood(2, 30.43, 38.86), -9.55451069461442);
        near(PARETO.probabilityAlive(2, 30.43, 38.86), .869110643968137);
        near(PARETO.expectedPurchases(2, 30.43, 38.86, 39), 1.45509284384425);
        near(PARETO.probabilityActive(2, 30.43, 38.86, 39), .59190471764084);
    }

    @Test
    void a_new_customer_buys_as_the_published_expectation_of_the_population_says() {
        // Known for no time at all, a customer is the population: E[X(t)].
        double[] horizons = {1, 2, 10, 39, 52, 78, 520};
        double[] bg = {
            .0531855412265, .103230800991, .431770129205, 1.19504768151, 1.4440599949, 1.85802390487, 4.96888664752
        };
        double[] pareto = {
            .0510045340023, .0996208809595, .427732625105, 1.21311771186, 1.4730669919, 1.90936599693, 5.42207793889
        };
        for (int i = 0; i < horizons.length; i++) {
            near(BG.expectedPurchases(0, 0, 0, horizons[i]), bg[i]);
            near(BG.expectedPurchases(horizons[i]), bg[i]);
            near(PARETO.expectedPurchases(0, 0, 0, horizons[i]), pareto[i]);
        }
    }

    @Test
    void who_bought_once_is_surely_alive_to_bg_nbd_but_not_to_mbg_nbd() {
        assertThat(BG.probabilityAlive(0, 0, 38.86)).isEqualTo(1);
        assertThat(new MbgNbd(.5248, 6.1831, .8914, 1.614).probabilityAlive(0, 0, 38.86))
                .isBetween(.1, .9);
    }

    @Test
    void a_leaving_parameter_of_exactly_one_lies_between_its_neighbours() {
        double below = new BgNbd(.25, 4.4, 1 - 1e-6, 2.4).expectedPurchases(2, 30, 39, 39);
        double one = new BgNbd(.25, 4.4, 1, 2.4).expectedPurchases(2, 30, 39, 39);
        double above = new BgNbd(.25, 4.4, 1 + 1e-6, 2.4).expectedPurchases(2, 30, 39, 39);
        assertThat(one).isCloseTo((below + above) / 2, Percentage.withPercentage(1e-9));

        below = new ParetoNbd(.55, 10.6, 1 - 1e-6, 11.7).expectedPurchases(2, 30, 39, 39);
        one = new ParetoNbd(.55, 10.6, 1, 11.7).expectedPurchases(2, 30, 39, 39);
        above = new ParetoNbd(.55, 10.6, 1 + 1e-6, 11.7).expectedPurchases(2, 30, 39, 39);
        assertThat(one).isCloseTo((below + above) / 2, Percentage.withPercentage(1e-9));
    }

    @Test
    void equal_scales_of_buying_and_leaving_need_no_special_function() {
        // With alpha = beta the integral is elementary.
        ParetoNbd model = new ParetoNbd(.55, 10.58, .61, 10.58);
        double shape = .55 + 2 + .61;
        double odds = .61 / shape * Math.expm1(shape * Math.log((10.58 + 38.86) / (10.58 + 30.43)));
        near(model.probabilityAlive(2, 30.43, 38.86), 1 / (1 + odds));
    }

    @Test
    void the_log_likelihood_stays_finite_where_the_chance_of_being_alive_vanishes() {
        assertThat(BG.probabilityAlive(1000, 10, 100)).isZero();
        near(BG.logLikelihood(1000, 10, 100), 3225.1671186755638);
    }

    @Test
    void counting_and_averaging_agree_where_both_are_possible() {
        // The switch between the two sums lies between these horizons; the expectation must not jump.
        BgNbd model = new BgNbd(.8, 3, .9, 1.4);
        double last = 0;
        for (double horizon = 10; horizon < 3000; horizon *= 1.01) {
            double expected = model.expectedPurchases(12, 30, 31, horizon);
            assertThat(expected).isGreaterThan(last).isLessThan(1.02 * Math.max(last, 3));
            last = expected;
        }
    }

    @Test
    void nothing_is_ever_infinite_or_not_a_number() {
        SplittableRandom random = new SplittableRandom(14);
        int[] frequencies = {0, 0, 1, 2, 7, 60, 700, 5000};
        for (int i = 0; i < 20_000; i++) {
            int frequency = frequencies[random.nextInt(frequencies.length)];
            double age = power(random, -3, 5);
            double recency = frequency == 0 ? 0 : random.nextInt(4) == 0 ? age : age * random.nextDouble();
            double horizon = random.nextInt(10) == 0 ? 0 : power(random, -3, 5);
            for (PurchaseModel model : models(random)) {
                String where = model + " at " + frequency + ", " + recency + ", " + age + ", " + horizon;
                double active = model.probabilityActive(frequency, recency, age, horizon);
                double expected = model.expectedPurchases(frequency, recency, age, horizon);
                assertThat(model.logLikelihood(frequency, recency, age))
                        .as(where)
                        .isFinite();
                assertThat(active).as(where).isBetween(0.0, 1.0);
                assertThat(active)
                        .as(where)
                        .isLessThanOrEqualTo(model.probabilityAlive(frequency, recency, age) * (1 + 1e-12));
                assertThat(expected).as(where).isFinite().isGreaterThanOrEqualTo(active * (1 - 1e-9));
            }
        }
    }

    @Test
    void impossible_customers_and_parameters_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BG.logLikelihood(2, 40, 38));
        assertThatIllegalArgumentException().isThrownBy(() -> PARETO.probabilityActive(2, 30, 38, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Nbd(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParetoNbd(1, 1, Double.NaN, 1));
    }

    @Test
    void every_question_about_an_impossible_customer_is_refused_by_every_model() {
        for (PurchaseModel model : List.of(
                BG,
                PARETO,
                new MbgNbd(1, 1, 1, 1),
                new Nbd(1, 1),
                new BgCnbd(1, 1, 1, 1, 2),
                new MbgCnbd(1, 1, 1, 1, 2))) {
            assertThatIllegalArgumentException().isThrownBy(() -> model.logLikelihood(-1, 0, 38));
            assertThatIllegalArgumentException().isThrownBy(() -> model.probabilityAlive(2, 40, 38));
            assertThatIllegalArgumentException().isThrownBy(() -> model.probabilityActive(2, 40, 38, 9));
            assertThatIllegalArgumentException().isThrownBy(() -> model.expectedPurchases(2, 40, 38, 9));
            assertThatIllegalArgumentException().isThrownBy(() -> model.expectedPurchases(2, 30, 38, Double.NaN));
            assertThatIllegalArgumentException().isThrownBy(() -> model.probability(2, -1));
            assertThatIllegalArgumentException().isThrownBy(() -> model.probability(-2, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> model.discountedPurchases(2, 40, 38, .1));
            assertThatIllegalArgumentException().isThrownBy(() -> model.discountedPurchases(2, 30, 38, 0));
        }
    }

    @Test
    void parameters_have_the_order_of_the_literature_and_none_is_zero() {
        assertThat(new Nbd(2, 3).parameters()).containsExactly(2.0, 3.0);
        assertThat(new BgNbd(2, 3, 4, 5).parameters()).containsExactly(2.0, 3.0, 4.0, 5.0);
        assertThat(new MbgNbd(2, 3, 4, 5).parameters()).containsExactly(2.0, 3.0, 4.0, 5.0);
        assertThat(new ParetoNbd(2, 3, 4, 5).parameters()).containsExactly(2.0, 3.0, 4.0, 5.0);
        assertThatIllegalArgumentException().isThrownBy(() -> new BgNbd(1, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MbgNbd(1, 1, 1, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> new BgCnbd(1, -1, 1, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new MbgCnbd(0, 1, 1, 1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LifetimeValue.yearly(BG, new GammaGamma(6, 4, 15), -.1, 52));
    }

    @Test
    void where_nobody_leaves_every_model_is_the_nbd() {
        Nbd nbd = new Nbd(.7, 12);
        double hand = Math.log(.7 * 1.7 * 2.7) + .7 * Math.log(12) - 3.7 * Math.log(12 + 38.86);
        near(nbd.logLikelihood(3, 30, 38.86), hand);
        near(nbd.probabilityActive(3, 30, 38.86, 9), 1 - Math.pow(50.86 / 59.86, 3.7));
        near(nbd.expectedPurchases(3, 30, 38.86, 9), 3.7 * 9 / 50.86);
        near(nbd.discountedPurchases(3, 30, 38.86, .01), 370 / 50.86);
        near(nbd.probability(2, 24), .7 * 1.7 / 2 * Math.pow(1 / 3.0, .7) * Math.pow(2 / 3.0, 2));
        for (PurchaseModel model :
                List.of(new BgNbd(.7, 12, 1e-9, 5), new MbgNbd(.7, 12, 1e-9, 5), new ParetoNbd(.7, 12, 1e-9, 5))) {
            Percentage almost = Percentage.withPercentage(1e-4);
            assertThat(model.logLikelihood(3, 30, 38.86)).isCloseTo(hand, almost);
            assertThat(model.probabilityAlive(3, 30, 38.86)).isCloseTo(1, almost);
            assertThat(model.probabilityActive(3, 30, 38.86, 9))
                    .isCloseTo(nbd.probabilityActive(3, 30, 38.86, 9), almost);
            assertThat(model.expectedPurchases(3, 30, 38.86, 9)).isCloseTo(3.7 * 9 / 50.86, almost);
            assertThat(model.discountedPurchases(3, 30, 38.86, .01)).isCloseTo(370 / 50.86, almost);
            assertThat(model.probability(2, 24)).isCloseTo(nbd.probability(2, 24), almost);
        }
    }

    private static List<PurchaseModel> models(SplittableRandom random) {
        double first = power(random, -3, 5);
        double second = random.nextInt(4) == 0 ? first : power(random, -3, 5);
        double third = random.nextInt(4) == 0 ? 1 : power(random, -3, 5);
        double fourth = random.nextInt(4) == 0 ? second : power(random, -3, 5);
        return List.of(
                new BgNbd(first, second, third, fourth),
                new MbgNbd(first, second, third, fourth),
                new ParetoNbd(first, second, third, fourth),
                new Nbd(first, second));
    }

    private static double power(SplittableRandom random, double lowest, double highest) {
        return Math.pow(10, random.nextDouble(lowest, highest));
    }

    private static void near(double computed, double expected) {
        assertThat(computed).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
}
