package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegularPurchaseTest {
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-9);

    @Test
    void every_single_event_a_purchase_is_bg_nbd_to_the_last_digit() {
        same(new BgCnbd(.2426, 4.4136, .7929, 2.4259, 1), new BgNbd(.2426, 4.4136, .7929, 2.4259));
        same(new MbgCnbd(.5248, 6.1831, .8914, 1.614, 1), new MbgNbd(.5248, 6.1831, .8914, 1.614));
    }

    @Test
    void times_between_purchases_enter_with_the_constant_of_erlang() {
        BgCnbd bg = new BgCnbd(.5, 2, .8, 2.5, 3);
        MbgCnbd mbg = new MbgCnbd(.5, 2, .8, 2.5, 3);
        // Four intervals, each to the power of two over two.
        double intervals = 2 * 5.5 - 4 * Math.log(2);
        assertThat(bg.logLikelihood(4, 30, 39, 5.5) - bg.logLikelihood(4, 30, 39))
                .isCloseTo(intervals, within(1e-12));
        assertThat(mbg.logLikelihood(4, 30, 39, 5.5) - mbg.logLikelihood(4, 30, 39))
                .isCloseTo(intervals, within(1e-12));
        assertThat(bg.parameters()).containsExactly(.5, 2.0, .8, 2.5, 3.0);
        assertThat(mbg.parameters()).containsExactly(.5, 2.0, .8, 2.5, 3.0);
    }

    @Test
    void what_lies_ahead_is_the_sum_over_events_one_by_one() {
        SplittableRandom random = new SplittableRandom(21);
        for (int i = 0; i < 60; i++) {
            int k = random.nextInt(2, 13);
            double r = Math.pow(10, random.nextDouble(-2, 1));
            double alpha = Math.pow(10, random.nextDouble(-1, 2));
            double a = random.nextInt(3) == 0 ? 1 : Math.pow(10, random.nextDouble(-1, 1.5));
            double b = Math.pow(10, random.nextDouble(-1, 1.5));
            int frequency = random.nextInt(30);
            double age = alpha * Math.pow(10, random.nextDouble(-2, 2));
            double recency = frequency == 0 ? 0 : age * random.nextDouble(.5, 1);
            double horizon = (alpha + age) * Math.pow(10, random.nextDouble(-2, 2));
            BgCnbd model = new BgCnbd(r, alpha, a, b, k);

            double[] oneByOne = oneByOne(model, frequency, recency, age, horizon);

            String where = model + " at " + frequency + ", " + recency + ", " + age + ", " + horizon;
            assertThat(model.probabilityActive(frequency, recency, age, horizon))
                    .as(where)
                    .isCloseTo(oneByOne[0], within(1e-9 * oneByOne[0]));
            assertThat(model.expectedPurchases(frequency, recency, age, horizon))
                    .as(where)
                    .isCloseTo(oneByOne[1], within(1e-8 * oneByOne[1]));
        }
    }

    @Test
    void counting_and_averaging_agree_where_both_are_possible() {
        // The switch between the two sums lies between these horizons; the expectation must not jump.
        BgCnbd model = new BgCnbd(.8, 3, .9, 1.4, 3);
        double last = 0;
        double lastGrowth = 1;
        for (double horizon = 2e4; horizon < 8e4; horizon *= 1.02) {
            double expected = model.expectedPurchases(12, 30, 31, horizon);
            double growth = last == 0 ? 1 : expected / last;
            assertThat(growth).isCloseTo(last == 0 || lastGrowth == 1 ? growth : lastGrowth, within(1e-4));
            last = expected;
            lastGrowth = growth;
        }
    }

    @Test
    void who_buys_every_second_event_is_recognized_with_the_parameters() {
        Shop.Regular shop = Shop.regular(20_000, 2, .8, 12, .9, 2.5);

        Fit.Fitted fit = (Fit.Fitted) Fit.mbgCnbd(shop.summaries(), shop.logIntervals());

        MbgCnbd model = (MbgCnbd) fit.model();
        assertThat(model.k()).isEqualTo(2);
        double[] truth = {.8, 12, .9, 2.5};
        for (int i = 0; i < truth.length; i++) {
            double error = fit.standardErrors().get(i);
            assertThat(model.parameters().get(i)).isCloseTo(truth[i], within(4 * error));
        }
        assertThat(fit.logLikelihood())
                .isGreaterThan(((Fit.Fitted) Fit.mbgNbd(shop.summaries())).logLikelihood() + 100);
    }

    @Test
    void the_fitted_log_likelihood_is_the_sum_over_customers_with_their_intervals() {
        Shop.Regular shop = Shop.regular(1_000, 3, 1.2, 20, .5, 2);
        Fit.Fitted fit = (Fit.Fitted) Fit.bgCnbd(shop.summaries(), shop.logIntervals());
        BgCnbd model = (BgCnbd) fit.model();
        assertThat(model.k()).isGreaterThan(1);
        Summaries all = shop.summaries();
        // The intervals enter as a sum over everybody: let the first history stand for it.
        double sum = model.logLikelihood(0, 0, 0, shop.logIntervals()) - model.logLikelihood(0, 0, 0);
        for (int i = 0; i < all.distinct(); i++) {
            sum += all.count(i) * model.logLikelihood(all.frequency(i), all.recency(i), all.age(i), 0);
        }
        assertThat(fit.logLikelihood()).isCloseTo(sum, within(1e-6));
    }

    @Test
    void no_neighbour_of_the_likeliest_is_likelier() {
        Shop.Regular shop = Shop.regular(1_000, 3, 1.2, 20, .5, 2);
        Summaries all = shop.summaries();
        BgCnbd top = (BgCnbd) ((Fit.Fitted) Fit.bgCnbd(all, shop.logIntervals())).model();
        double height = sum(top, all);
        for (double factor : new double[] {0.999, 1.001}) {
            assertThat(List.of(
                            new BgCnbd(top.r() * factor, top.alpha(), top.a(), top.b(), top.k()),
                            new BgCnbd(top.r(), top.alpha() * factor, top.a(), top.b(), top.k()),
                            new BgCnbd(top.r(), top.alpha(), top.a() * factor, top.b(), top.k()),
                            new BgCnbd(top.r(), top.alpha(), top.a(), top.b() * factor, top.k())))
                    .allSatisfy(neighbour -> assertThat(sum(neighbour, all)).isLessThan(height));
        }
    }

    @Test
    void shops_without_leaving_or_without_customers_end_in_a_sentence() {
        Shop.Regular loyal = Shop.regular(2_000, 1, .8, 12, 1e-6, 1);
        assertThat(Fit.bgCnbd(loyal.summaries(), loyal.logIntervals())).isInstanceOf(Fit.NoDropout.class);
        Summaries few = Summaries.of(new int[] {1, 0, 2}, new int[] {2, 0, 3}, new int[] {3, 4, 5});
        assertThat(Fit.mbgCnbd(few, 0)).isEqualTo(new Unfit("too few customers: 3"));
        assertThatIllegalArgumentException().isThrownBy(() -> Fit.bgCnbd(few, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new BgCnbd(1, 1, 1, 1, 0));
    }

    @Test
    @Tag("slow")
    void odd_shops_end_in_a_finite_answer() {
        Random random = new Random(5);
        for (int shop = 0; shop < 15; shop++) {
            Summaries summaries = Shop.odd(random, shop);
            for (Fit fit : List.of(Fit.bgCnbd(summaries, 0), Fit.mbgCnbd(summaries, logIntervals(summaries)))) {
                assertThat(fit.toString()).as("shop " + shop).doesNotContain("NaN", "Infinity");
            }
        }
    }

    /// As if purchases came evenly.
    private static double logIntervals(Summaries all) {
        double sum = 0;
        for (int i = 0; i < all.distinct(); i++) {
            int x = all.frequency(i);
            sum += x == 0 || all.recency(i) == 0 ? 0 : all.count(i) * x * Math.log(all.recency(i) / x);
        }
        return sum;
    }

    private static double sum(PurchaseModel model, Summaries all) {
        double sum = 0;
        for (int i = 0; i < all.distinct(); i++) {
            sum += all.count(i) * model.logLikelihood(all.frequency(i), all.recency(i), all.age(i));
        }
        return sum;
    }

    /// Chance and number of purchases, from the chance of each number of events since the last one.
    private static double[] oneByOne(BgCnbd model, int frequency, double recency, double age, double horizon) {
        int k = model.k();
        double shape = model.r() + k * frequency;
        double stretch = horizon / (model.alpha() + age);
        double passed = (age - recency) / (model.alpha() + age);
        double[] more = new double[400_000];
        double total = 0;
        double weight = 1;
        for (int seen = 0; seen < k; seen++) {
            NegativeBinomial ahead = new NegativeBinomial(shape + seen, stretch);
            for (int i = seen; i < more.length; i++) {
                double chance = ahead.exactly(i - seen);
                more[i] += weight * chance;
                if (i > seen + (shape + seen) * stretch && chance < 1e-25) {
                    break;
                }
            }
            total += weight;
            weight *= (shape + seen) * passed / (seen + 1);
        }
        for (int i = more.length - 2; i >= 0; i--) {
            more[i] += more[i + 1];
        }
        double stays = 1;
        double sum = 0;
        for (int n = 1; n * k < more.length; n++) {
            sum += stays * more[n * k];
            stays *= (model.b() + frequency + n - 1) / (model.a() + model.b() + frequency + n - 1);
        }
        double alive = model.probabilityAlive(frequency, recency, age) / total;
        return new double[] {alive * more[k], alive * sum};
    }

    private static void same(PurchaseModel one, PurchaseModel other) {
        for (int frequency : new int[] {0, 2, 40}) {
            double recency = frequency == 0 ? 0 : 30.43;
            assertThat(one.logLikelihood(frequency, recency, 38.86))
                    .isEqualTo(other.logLikelihood(frequency, recency, 38.86));
            assertThat(one.probabilityAlive(frequency, recency, 38.86))
                    .isEqualTo(other.probabilityAlive(frequency, recency, 38.86));
            assertThat(one.probabilityActive(frequency, recency, 38.86, 39))
                    .isEqualTo(other.probabilityActive(frequency, recency, 38.86, 39));
            assertThat(one.expectedPurchases(frequency, recency, 38.86, 39))
                    .isEqualTo(other.expectedPurchases(frequency, recency, 38.86, 39));
            assertThat(one.probability(frequency, 39)).isCloseTo(other.probability(frequency, 39), ROUNDING);
        }
    }
}
