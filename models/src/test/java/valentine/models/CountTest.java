package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CountTest {
    private static final ParetoNbd PARETO = new ParetoNbd(.5534, 10.5802, .6061, 11.6562);

    @Test
    @Tag("slow")
    void the_chances_of_all_counts_sum_to_one_and_their_mean_is_the_expectation() {
        SplittableRandom random = new SplittableRandom(31);
        for (int i = 0; i < 25; i++) {
            double scale = Math.pow(10, random.nextDouble(-1, 3));
            double age = scale * Math.pow(10, random.nextDouble(-2, .5));
            for (PurchaseModel model : Nasty.models(random, scale)) {
                double sum = 0;
                double mean = 0;
                for (int n = 0; n < 2_000; n++) {
                    double chance = model.probability(n, age);
                    assertThat(chance).as(model + " at " + age).isBetween(0.0, 1.0);
                    sum += chance;
                    mean += n * chance;
                }
                assertThat(sum).as(model + " at " + age).isCloseTo(1, within(1e-10));
                assertThat(mean)
                        .as(model + " at " + age)
                        .isCloseTo(model.expectedPurchases(age), Percentage.withPercentage(1e-7));
            }
        }
    }

    @Test
    void nobody_has_come_back_before_any_time_has_passed() {
        for (PurchaseModel model : Nasty.models(new SplittableRandom(1), 5)) {
            assertThat(model.probability(0, 0)).isEqualTo(1);
            assertThat(model.probability(3, 0)).isZero();
        }
    }

    @Test
    void the_chance_of_no_purchase_is_the_rest_of_the_chance_of_any() {
        for (PurchaseModel model : Nasty.models(new SplittableRandom(2), 5)) {
            double none = 1 - model.probabilityActive(0, 0, 0, 17);
            assertThat(model.probability(0, 17)).isCloseTo(none, within(1e-12));
        }
    }

    @Test
    void counts_in_the_thousands_and_at_tiny_and_huge_ages_are_chances() {
        SplittableRandom random = new SplittableRandom(3);
        int[] counts = {0, 1, 12, 900, 20_000};
        for (int i = 0; i < 300; i++) {
            double age = Math.pow(10, random.nextDouble(-6, 6));
            for (PurchaseModel model : Nasty.models(random, Math.pow(10, random.nextDouble(-3, 5)))) {
                for (int count : counts) {
                    assertThat(model.probability(count, age))
                            .as(model + " of " + count + " at " + age)
                            .isBetween(0.0, 1.0);
                }
            }
        }
    }

    @Test
    void pareto_nbd_gives_the_published_discounted_transactions() {
        assertThat(PARETO.discountedPurchases(2, 30.43, 38.86, .0027)).isCloseTo(6.4825623649403, within(1e-10));
    }

    @Test
    void discounting_by_the_formula_of_each_model_is_discounting_its_expectation() {
        for (double rate : new double[] {1e-6, .0027, .5, 40}) {
            for (PurchaseModel model : List.of(PARETO, new Nbd(.4, 12), new ParetoNbd(3, .01, 900, 4))) {
                double byParts =
                        Discount.integral(rate, ahead -> rate * model.expectedPurchases(2, 30.43, 38.86, ahead));
                assertThat(model.discountedPurchases(2, 30.43, 38.86, rate))
                        .as(model + " at " + rate)
                        .isCloseTo(byParts, Percentage.withPercentage(1e-9));
            }
        }
    }

    @Test
    void the_less_the_future_counts_the_less_a_customer_is_worth() {
        for (PurchaseModel model : Nasty.models(new SplittableRandom(6), 30)) {
            double last = Double.MAX_VALUE;
            for (double rate = 1e-7; rate < 1e4; rate *= 10) {
                double worth = model.discountedPurchases(3, 20, 25, rate);
                assertThat(worth).as(model + " at " + rate).isFinite().isBetween(0.0, last);
                last = worth;
            }
        }
    }

    @Test
    void a_customer_is_worth_the_discounted_purchases_times_the_spend() {
        GammaGamma spend = new GammaGamma(6.25, 3.74, 15.44);
        LifetimeValue value = LifetimeValue.yearly(PARETO, spend, .15, 52);

        assertThat(value.rate()).isCloseTo(.002688, within(1e-6));
        assertThat(value.of(2, 30.43, 38.86, 22.35))
                .isCloseTo(
                        PARETO.discountedPurchases(2, 30.43, 38.86, Math.log(1.15) / 52) * 24.663713910761,
                        Percentage.withPercentage(1e-9));
        assertThatIllegalArgumentException().isThrownBy(() -> new LifetimeValue(PARETO, spend, 0));
    }
}
