package valentine.models.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import valentine.models.Summaries;

class BgBbTest {
    /// The donors of the published example: frequency, recency, how many, after six yearly appeals.
    private static final int[][] DONORS = {
        {0, 0, 3464}, {1, 1, 1091}, {1, 2, 277}, {1, 3, 129}, {1, 4, 78}, {1, 5, 119}, {1, 6, 129}, {2, 2, 613},
        {2, 3, 255}, {2, 4, 155}, {2, 5, 173}, {2, 6, 234}, {3, 3, 322}, {3, 4, 181}, {3, 5, 225}, {3, 6, 357},
        {4, 4, 240}, {4, 5, 284}, {4, 6, 512}, {5, 5, 335}, {5, 6, 728}, {6, 6, 1203}
    };

    private final BgBbFit.Fitted fit = (BgBbFit.Fitted) BgBb.fit(donors());

    @Test
    void the_published_donors_give_the_published_parameters() {
        // The reference stopped a millionth below the top, along a flat ridge: hence more than a millionth of slack.
        BgBb model = fit.model();
        assertThat(model.alpha()).isCloseTo(1.2035276, Percentage.withPercentage(.02));
        assertThat(model.beta()).isCloseTo(.7497260, Percentage.withPercentage(.02));
        assertThat(model.gamma()).isCloseTo(.6567808, Percentage.withPercentage(.02));
        assertThat(model.delta()).isCloseTo(2.7837958, Percentage.withPercentage(.02));
        assertThat(fit.logLikelihood()).isCloseTo(-33225.58128, within(1e-5)).isGreaterThan(-33225.5812755);
        assertThat(fit.standardErrors())
                .hasSize(4)
                .allSatisfy(error -> assertThat(error).isBetween(.01, .5));
    }

    @Test
    void the_published_donors_give_the_published_forecasts() {
        BgBb reference = new BgBb(1.2035276, .7497260, .6567808, 2.7837958);
        for (BgBb model : new BgBb[] {reference, fit.model()}) {
            assertThat(model.probabilityAlive(0, 0, 6)).isCloseTo(.108134, within(2e-6));
            assertThat(model.probabilityAlive(1, 1, 6)).isCloseTo(.069461, within(2e-6));
            assertThat(model.probabilityAlive(5, 5, 6)).isCloseTo(.521964, within(2e-5));
            assertThat(model.probabilityAlive(6, 6, 6)).isCloseTo(.930430, within(1e-5));
            assertThat(model.expectedPurchases(6, 6, 6, 5)).isCloseTo(3.752500, within(1e-4));
            assertThat(model.expectedPurchases(5, 6, 6, 5)).isCloseTo(3.231575, within(1e-4));
            double total = 0;
            for (int[] donor : DONORS) {
                total += donor[2] * model.expectedPurchases(donor[0], donor[1], 6, 5);
            }
            assertThat(total).isCloseTo(12_883.96, within(.3));
        }
    }

    @Test
    void the_reference_is_no_likelier_than_the_fit() {
        BgBb reference = new BgBb(1.2035276, .7497260, .6567808, 2.7837958);
        assertThat(sum(reference)).isLessThan(fit.logLikelihood());
        assertThat(sum(fit.model())).isCloseTo(fit.logLikelihood(), within(1e-6));
    }

    @Test
    void chances_of_all_counts_sum_to_one_and_their_mean_is_the_expectation() {
        for (BgBb model : new BgBb[] {fit.model(), new BgBb(300, 200, 1, 5), new BgBb(.01, 5, 1e-3, 40)}) {
            double sum = 0;
            double mean = 0;
            for (int x = 0; x <= 400; x++) {
                sum += model.probability(x, 400);
                mean += x * model.probability(x, 400);
            }
            assertThat(sum).isCloseTo(1, within(1e-10));
            assertThat(mean).isCloseTo(model.expectedPurchases(400), Percentage.withPercentage(1e-8));
            assertThat(model.probability(5, 4)).isZero();
        }
    }

    @Test
    void buying_at_least_once_is_the_rest_of_another_silence() {
        BgBb model = fit.model();
        double silence = Math.exp(model.logLikelihood(3, 4, 11) - model.logLikelihood(3, 4, 6));
        assertThat(model.probabilityActive(3, 4, 6, 5)).isCloseTo(1 - silence, within(1e-12));
    }

    @Test
    void discounted_purchases_are_each_years_purchases_discounted() {
        BgBb model = fit.model();
        double sum = 0;
        for (int year = 1; year < 600; year++) {
            double until = model.expectedPurchases(4, 5, 6, year) - model.expectedPurchases(4, 5, 6, year - 1);
            sum += until / Math.pow(1.1, year);
        }
        assertThat(model.discountedPurchases(4, 5, 6, .1)).isCloseTo(sum, Percentage.withPercentage(1e-8));
    }

    @Test
    void simulated_parameters_are_found_again_whatever_the_age() {
        SplittableRandom random = new SplittableRandom(8);
        int customers = 40_000;
        int[] frequency = new int[customers];
        int[] recency = new int[customers];
        int[] age = new int[customers];
        for (int i = 0; i < customers; i++) {
            age[i] = 4 + random.nextInt(14);
            // Beta(2, 3) and Beta(1, 6) as order statistics.
            double buys = Arrays.stream(random.doubles(4).sorted().toArray())
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            double leaves = random.doubles(6).min().orElseThrow();
            for (int n = 1; n <= age[i] && random.nextDouble() >= leaves; n++) {
                if (random.nextDouble() < buys) {
                    frequency[i]++;
                    recency[i] = n;
                }
            }
        }
        BgBbFit.Fitted found = (BgBbFit.Fitted) BgBb.fit(Summaries.of(frequency, recency, age));
        assertThat(found.model().alpha())
                .isCloseTo(2, within(4 * found.standardErrors().get(0)));
        assertThat(found.model().beta())
                .isCloseTo(3, within(4 * found.standardErrors().get(1)));
        assertThat(found.model().gamma())
                .isCloseTo(1, within(4 * found.standardErrors().get(2)));
        assertThat(found.model().delta())
                .isCloseTo(6, within(4 * found.standardErrors().get(3)));
    }

    @Test
    void where_nobody_leaves_no_leaving_is_claimed() {
        SplittableRandom random = new SplittableRandom(9);
        int[] frequency = new int[3_000];
        int[] recency = new int[3_000];
        int[] age = new int[3_000];
        Arrays.fill(age, 8);
        for (int i = 0; i < frequency.length; i++) {
            double buys = random.nextDouble();
            for (int n = 1; n <= 8; n++) {
                if (random.nextDouble() < buys) {
                    frequency[i]++;
                    recency[i] = n;
                }
            }
        }
        assertThat(BgBb.fit(Summaries.of(frequency, recency, age)))
                .isInstanceOfSatisfying(BgBbFit.NoDropout.class, none -> {
                    assertThat(none.why()).contains("no better than staying");
                    assertThat(none.buying().alpha()).isCloseTo(1, Percentage.withPercentage(10));
                    assertThat(none.buying().expectedPurchases(4, 8, 10)).isCloseTo(5, within(.5));
                    assertThat(none.buying().probabilityActive(0, 8, 1)).isCloseTo(.1, within(.02));
                });
    }

    @Test
    void too_little_to_say_is_a_sentence() {
        assertThat(unfit(new int[] {0, 1, 1}, 4)).isEqualTo("too few customers: 3");
        assertThat(unfit(new int[50], 4)).isEqualTo("nobody came back");
        assertThat(unfit(new int[50], 0)).isEqualTo("nobody had an opportunity");
        int[] always = new int[50];
        Arrays.fill(always, 4);
        assertThat(unfit(always, 4)).isEqualTo("everybody bought at every opportunity");
    }

    @Test
    void nothing_is_ever_infinite_or_not_a_number() {
        SplittableRandom random = new SplittableRandom(10);
        for (int i = 0; i < 3_000; i++) {
            int age = random.nextInt(200);
            int recency = age == 0 ? 0 : random.nextInt(age + 1);
            int frequency = recency == 0 ? 0 : 1 + random.nextInt(recency);
            BgBb model = new BgBb(power(random), power(random), i % 3 == 0 ? 1 : power(random), power(random));
            String where = model + " at " + frequency + ", " + recency + ", " + age;
            assertThat(model.logLikelihood(frequency, recency, age))
                    .as(where)
                    .isFinite()
                    .isLessThan(1e-12);
            assertThat(model.probabilityAlive(frequency, recency, age))
                    .as(where)
                    .isBetween(0.0, 1.0);
            double last = 0;
            for (int ahead = 0; ahead < 30; ahead += 7) {
                double active = model.probabilityActive(frequency, recency, age, ahead);
                double expected = model.expectedPurchases(frequency, recency, age, ahead);
                assertThat(active).as(where).isBetween(last, 1.0);
                assertThat(expected).as(where).isBetween(active * (1 - 1e-12), (double) ahead);
                last = active;
            }
            assertThat(model.probability(frequency, age)).as(where).isBetween(0.0, 1.0);
            assertThat(model.discountedPurchases(frequency, recency, age, .1))
                    .as(where)
                    .isBetween(0.0, 10.000001);
        }
    }

    @Test
    void impossible_customers_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> fit.model().logLikelihood(3, 2, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> fit.model().probabilityAlive(1, 6, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> fit.model().expectedPurchases(0, 1, 5, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new BgBb(1, 0, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BgBb.fit(Summaries.of(new int[] {1}, new int[] {1}, new int[] {1}, .5)));
    }

    private static String unfit(int[] frequency, int opportunities) {
        int[] age = new int[frequency.length];
        Arrays.fill(age, opportunities);
        return ((BgBbFit.Unfit) BgBb.fit(Summaries.of(frequency, frequency, age))).why();
    }

    private static double power(SplittableRandom random) {
        return Math.pow(10, random.nextDouble(-3, 4));
    }

    private static double sum(BgBb model) {
        return Arrays.stream(DONORS)
                .mapToDouble(donor -> donor[2] * model.logLikelihood(donor[0], donor[1], 6))
                .sum();
    }

    private static Summaries donors() {
        int[] of = Arrays.stream(DONORS)
                .flatMapToInt(donor -> Arrays.stream(new int[donor[2]]).map(zero -> donor[0]))
                .toArray();
        int[] last = Arrays.stream(DONORS)
                .flatMapToInt(donor -> Arrays.stream(new int[donor[2]]).map(zero -> donor[1]))
                .toArray();
        int[] age = new int[of.length];
        Arrays.fill(age, 6);
        return Summaries.of(of, last, age);
    }
}
