package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FitTest {

    @Test
    void simulated_parameters_are_found_again_within_their_standard_errors() {
        Summaries shop = Shop.paretoNbd(100_000, .55, 74, .61, 82);

        Fit.Fitted fit = (Fit.Fitted) Fit.paretoNbd(shop);

        // Purchases on one day are one occasion, which bends the truth a little: hence four errors, not two.
        ParetoNbd model = (ParetoNbd) fit.model();
        assertThat(model.r()).isCloseTo(.55, within(4 * fit.standardErrors().get(0)));
        assertThat(model.alpha()).isCloseTo(74, Percentage.withPercentage(10));
        assertThat(model.s()).isCloseTo(.61, within(4 * fit.standardErrors().get(2)));
        assertThat(model.beta()).isCloseTo(82, within(4 * fit.standardErrors().get(3)));
    }

    @Test
    void the_fitted_log_likelihood_is_the_sum_over_customers() {
        Summaries shop = Shop.paretoNbd(2_000, .55, 74, .61, 82);
        for (Fit fit : List.of(Fit.nbd(shop), Fit.bgNbd(shop), Fit.mbgNbd(shop), Fit.paretoNbd(shop))) {
            Fit.Fitted fitted = (Fit.Fitted) fit;
            assertThat(fitted.logLikelihood()).isCloseTo(sum(fitted.model(), shop), within(1e-6));
        }
    }

    @Test
    void no_neighbour_of_the_maximum_is_likelier() {
        Summaries shop = Shop.paretoNbd(2_000, .55, 74, .61, 82);
        Fit.Fitted fit = (Fit.Fitted) Fit.paretoNbd(shop);
        ParetoNbd top = (ParetoNbd) fit.model();
        for (double factor : new double[] {0.999, 1.001}) {
            assertThat(List.of(
                            new ParetoNbd(top.r() * factor, top.alpha(), top.s(), top.beta()),
                            new ParetoNbd(top.r(), top.alpha() * factor, top.s(), top.beta()),
                            new ParetoNbd(top.r(), top.alpha(), top.s() * factor, top.beta()),
                            new ParetoNbd(top.r(), top.alpha(), top.s(), top.beta() * factor)))
                    .allSatisfy(neighbour -> assertThat(sum(neighbour, shop)).isLessThan(fit.logLikelihood()));
        }
    }

    @Test
    void doubling_every_customer_changes_the_certainty_only() {
        int[] frequency = {0, 0, 0, 0, 1, 1, 2, 3, 0, 5, 0, 1, 9, 2};
        int[] recency = {0, 0, 0, 0, 40, 200, 90, 210, 0, 60, 0, 3, 290, 5};
        int[] age = {300, 290, 310, 280, 300, 310, 290, 300, 310, 300, 280, 290, 300, 310};
        Fit.Fitted once = (Fit.Fitted) Fit.nbd(Summaries.of(frequency, recency, age));
        Fit.Fitted twice = (Fit.Fitted) Fit.nbd(Summaries.of(twice(frequency), twice(recency), twice(age)));

        Nbd one = (Nbd) once.model();
        Nbd two = (Nbd) twice.model();
        assertThat(two.r()).isCloseTo(one.r(), Percentage.withPercentage(1e-6));
        assertThat(two.alpha()).isCloseTo(one.alpha(), Percentage.withPercentage(1e-6));
        assertThat(twice.logLikelihood()).isCloseTo(2 * once.logLikelihood(), within(1e-9));
        assertThat(twice.standardErrors().get(0))
                .isCloseTo(once.standardErrors().get(0) / Math.sqrt(2), Percentage.withPercentage(1e-3));
    }

    @Test
    void where_nobody_leaves_no_dropout_is_claimed() {
        Summaries loyal = Shop.nbd(3_000, .8, 60);

        assertThat(Fit.bgNbd(loyal)).isInstanceOf(Fit.NoDropout.class);
        assertThat(Fit.mbgNbd(loyal)).isInstanceOf(Fit.NoDropout.class);
        assertThat(Fit.paretoNbd(loyal)).isInstanceOfSatisfying(Fit.NoDropout.class, none -> {
            assertThat(none.nbd().r()).isCloseTo(.8, Percentage.withPercentage(10));
            assertThat(none.why()).contains("no better than staying");
        });
    }

    @Test
    void where_nobody_came_back_or_hardly_anybody_is_known_nothing_is_fitted() {
        int[] none = new int[50];
        int[] age = new int[50];
        Arrays.setAll(age, i -> i + 1);
        assertThat(Fit.bgNbd(Summaries.of(none, none, age))).isEqualTo(new Unfit("nobody came back"));
        assertThat(Fit.paretoNbd(Summaries.of(new int[] {1}, new int[] {2}, new int[] {3})))
                .isEqualTo(new Unfit("too few customers: 1"));
        assertThat(Fit.nbd(Summaries.of(new int[0], new int[0], new int[0]))).isInstanceOf(Unfit.class);
    }

    @Test
    void customers_all_known_for_no_time_are_no_ground_for_a_model() {
        int[] frequency = new int[20];
        Arrays.fill(frequency, 1);
        Fit fit = Fit.mbgNbd(Summaries.of(frequency, new int[20], new int[20]));
        assertThat(fit).isEqualTo(new Unfit("no time has passed"));
    }

    @Test
    @Tag("slow")
    void odd_shops_end_in_a_finite_answer() {
        Random random = new Random(3);
        for (int shop = 0; shop < 60; shop++) {
            Summaries summaries = Shop.odd(random, shop);
            for (Fit fit : List.of(
                    Fit.nbd(summaries), Fit.bgNbd(summaries), Fit.mbgNbd(summaries), Fit.paretoNbd(summaries))) {
                assertThat(fit.toString()).as("shop " + shop).doesNotContain("NaN", "Infinity");
                if (fit instanceof Fit.Fitted fitted) {
                    for (int i = 0; i < summaries.distinct(); i++) {
                        double active = fitted.model()
                                .probabilityActive(summaries.frequency(i), summaries.recency(i), summaries.age(i), 90);
                        assertThat(active).as(fit.toString()).isBetween(0.0, 1.0);
                    }
                }
            }
        }
    }

    private static double sum(PurchaseModel model, Summaries shop) {
        double sum = 0;
        for (int i = 0; i < shop.distinct(); i++) {
            sum += shop.count(i) * model.logLikelihood(shop.frequency(i), shop.recency(i), shop.age(i));
        }
        return sum;
    }

    private static int[] twice(int[] values) {
        int[] twice = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, twice, values.length, values.length);
        return twice;
    }
}
