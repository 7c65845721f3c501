package valentine.models.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import valentine.models.Bootstrap;
import valentine.models.Difference;
import valentine.models.Measured;
import valentine.models.Scores;

class SurvivalMeasuresTest {
    private static final Lifetimes TINY = KaplanMeierTest.lifetimes("1 2+ 2 3 4+ 5 6 7+");
    private static final double[] RISK = {.9, .8, .7, .75, .4, .5, .2, .1};

    @Test
    void the_tiny_case_has_the_concordance_of_the_reference() {
        assertThat(Concordance.harrell(TINY, RISK).value()).hasValue(.9);
        assertThat(Concordance.uno(TINY, TINY, RISK, 6).value().orElseThrow())
                .isCloseTo(.8914027149321266, within(1e-12));
        assertThat(Concordance.uno(TINY, TINY, RISK, 6.001).value().orElseThrow())
                .isCloseTo(.9009628610729022, within(1e-12));
    }

    @Test
    void the_tiny_case_has_the_brier_scores_of_the_reference() {
        double[] times = {2, 4, 6};
        double[][] survival = new double[8][3];
        for (int i = 0; i < 8; i++) {
            for (int k = 0; k < 3; k++) {
                survival[i][k] = Math.exp(-RISK[i] * times[k]);
            }
        }
        BrierScore score = BrierScore.of(TINY, TINY, times, survival);
        assertThat(score.at(0)).isCloseTo(.22972034729727875, within(1e-12));
        assertThat(score.at(1)).isCloseTo(.23293432245435228, within(1e-12));
        assertThat(score.at(2)).isCloseTo(.05940832054521184, within(1e-12));
        assertThat(score.integrated()).isCloseTo(.18874932818779877, within(1e-12));
        Measured measured =
                Bootstrap.ofCustomers(8, 1).interval(score.measure()).orElseThrow();
        assertThat(measured.value()).isCloseTo(score.integrated(), within(1e-12));
        assertThat(measured.low()).isLessThan(measured.value());
    }

    @Test
    void concordance_is_what_comparing_every_pair_gives() {
        Random random = new Random(12);
        for (int round = 0; round < 60; round++) {
            Lifetimes lifetimes = random(random, 2 + random.nextInt(40));
            double[] risk = random.ints(lifetimes.size(), 0, 6).asDoubleStream().toArray();
            int[] times = random.ints(lifetimes.size(), 0, 4).toArray();
            double naive = naive(lifetimes, risk, times);
            assertThat(Concordance.harrell(lifetimes, risk).of(times)).isEqualTo(naive);
        }
    }

    @Test
    void the_opposite_order_is_as_wrong_as_the_order_is_right() {
        Random random = new Random(13);
        for (int round = 0; round < 60; round++) {
            Lifetimes lifetimes = random(random, 5 + random.nextInt(40));
            double[] risk = random.doubles(lifetimes.size()).toArray();
            double[] opposite = Arrays.stream(risk).map(r -> -r).toArray();
            Concordance.harrell(lifetimes, risk)
                    .value()
                    .ifPresent(value -> assertThat(Concordance.harrell(lifetimes, opposite)
                                    .value()
                                    .orElseThrow())
                            .isCloseTo(1 - value, within(1e-12)));
            Concordance.uno(lifetimes, lifetimes, risk, 5)
                    .value()
                    .ifPresent(value -> assertThat(Concordance.uno(lifetimes, lifetimes, opposite, 5)
                                    .value()
                                    .orElseThrow())
                            .isCloseTo(1 - value, within(1e-12)));
        }
    }

    @Test
    void without_censoring_uno_is_harrell_and_the_score_is_the_plain_one() {
        Lifetimes all = KaplanMeierTest.lifetimes("1 2 3 4 5 6");
        double[] risk = {3, 9, 2, 8, 1, 7};
        assertThat(Concordance.uno(all, all, risk, 100).value())
                .isEqualTo(Concordance.harrell(all, risk).value());
        double[] chances = {.1, .3, .2, .9, .8, .4};
        double[][] survival =
                Arrays.stream(chances).mapToObj(chance -> new double[] {chance}).toArray(double[][]::new);
        BrierScore score = BrierScore.of(all, all, new double[] {3}, survival);
        double plain = Scores.brier(chances, new boolean[] {false, false, false, true, true, true});
        assertThat(score.integrated()).isCloseTo(plain, within(1e-12));
        assertThat(score.at(0)).isCloseTo(plain, within(1e-12));
    }

    @Test
    void unequal_times_count_by_the_time_between_them() {
        double[][] survival = new double[8][];
        Arrays.setAll(survival, i -> new double[] {.9, .8, .3});
        BrierScore score = BrierScore.of(TINY, TINY, new double[] {1, 2, 6}, survival);
        double area = (score.at(0) + score.at(1)) / 2 + 4 * (score.at(1) + score.at(2)) / 2;
        assertThat(score.integrated()).isCloseTo(area / 5, within(1e-12));
    }

    @Test
    void the_knowing_beats_the_ignorant_beyond_chance() {
        Random random = new Random(14);
        int n = 800;
        double[] duration = new double[n];
        boolean[] left = new boolean[n];
        double[] rate = new double[n];
        for (int i = 0; i < n; i++) {
            rate[i] = .02 * Math.exp(1.5 * random.nextGaussian());
            double leaves = -Math.log(random.nextDouble()) / rate[i];
            double seen = 80 * random.nextDouble();
            duration[i] = Math.min(leaves, seen);
            left[i] = leaves < seen;
        }
        Lifetimes lifetimes = Lifetimes.of(duration, left);
        double[] times = {10, 20, 40};
        KaplanMeier curve = KaplanMeier.of(lifetimes);
        double[][] knowing = new double[n][3];
        double[][] ignorant = new double[n][3];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                knowing[i][k] = Math.exp(-rate[i] * times[k]);
                ignorant[i][k] = curve.survival(times[k]);
            }
        }
        Bootstrap bootstrap = Bootstrap.ofCustomers(n, 2);
        Difference difference = bootstrap
                .difference(
                        BrierScore.of(lifetimes, lifetimes, times, knowing).measure(),
                        BrierScore.of(lifetimes, lifetimes, times, ignorant).measure())
                .orElseThrow();
        assertThat(difference.high()).isNegative();
        Measured order =
                bootstrap.interval(Concordance.harrell(lifetimes, rate)).orElseThrow();
        assertThat(order.low()).isGreaterThan(.7);
        assertThat(order.customers()).isEqualTo(n);
        assertThat(bootstrap.interval(Concordance.harrell(lifetimes, new double[n])))
                .hasValue(new Measured(.5, .5, .5, n));
    }

    @Test
    void a_zero_is_a_zero_whatever_its_sign() {
        Lifetimes two = Lifetimes.of(new double[] {-0.0, 0, 1}, new boolean[] {true, true, false});
        assertThat(KaplanMeier.of(two).steps()).hasSize(1);
        assertThat(Concordance.harrell(two, new double[] {-0.0, 0, 0}).value()).hasValue(.5);
        assertThat(Concordance.harrell(two, new double[] {0, 0, -0.0}).value()).hasValue(.5);
    }

    @Test
    void where_nobody_can_be_compared_there_is_no_concordance() {
        Lifetimes none = KaplanMeierTest.lifetimes("1+ 2+");
        assertThat(Concordance.harrell(none, new double[2]).value()).isEmpty();
        assertThat(Concordance.harrell(KaplanMeierTest.lifetimes("2 2"), new double[] {1, 2})
                        .value())
                .isEmpty();
        assertThat(Concordance.uno(TINY, TINY, RISK, 1).value()).isEmpty();
        assertThat(Bootstrap.ofCustomers(2, 1).interval(Concordance.harrell(none, new double[2])))
                .isEmpty();
    }

    @Test
    void what_cannot_be_measured_is_refused() {
        refused("8 and 2", () -> Concordance.harrell(TINY, new double[2]));
        refused("finite", () -> Concordance.harrell(KaplanMeierTest.lifetimes("1"), new double[] {Double.NaN}));
        refused("none", () -> Concordance.uno(TINY, TINY, RISK, 0));
        refused("none", () -> Concordance.uno(TINY, TINY, RISK, Double.NaN));
        refused("rows", () -> Concordance.harrell(TINY, RISK).of(new int[3]));
        Lifetimes shorter = KaplanMeierTest.lifetimes("1 2 3+");
        refused("in sight", () -> Concordance.uno(shorter, TINY, RISK, 7));
        double[][] survival = new double[8][1];
        refused("in sight", () -> BrierScore.of(shorter, TINY, new double[] {5}, survival));
        refused("seen at 7.0", () -> BrierScore.of(TINY, TINY, new double[] {7}, survival));
        refused("Times rise", () -> BrierScore.of(TINY, TINY, new double[] {-1}, survival));
        refused("Times rise", () -> BrierScore.of(TINY, TINY, new double[] {Double.NaN}, survival));
        refused("Times rise", () -> BrierScore.of(TINY, TINY, new double[] {2, 2}, new double[8][2]));
        refused("0 times", () -> BrierScore.of(TINY, TINY, new double[0], new double[8][0]));
        refused("2 for 8", () -> BrierScore.of(TINY, TINY, new double[] {1}, new double[2][1]));
        refused("Customer 0", () -> BrierScore.of(TINY, TINY, new double[] {1, 2}, survival));
        double[][] noChance = new double[8][1];
        noChance[5][0] = 1.5;
        refused("Customer 5", () -> BrierScore.of(TINY, TINY, new double[] {1}, noChance));
        noChance[5][0] = Double.NaN;
        refused("Customer 5", () -> BrierScore.of(TINY, TINY, new double[] {1}, noChance));
        noChance[5][0] = -.1;
        refused("Customer 5", () -> BrierScore.of(TINY, TINY, new double[] {1}, noChance));
    }

    @Test
    void at_the_beginning_everybody_is_still_there() {
        double[][] survival = new double[8][1];
        Arrays.setAll(survival, i -> new double[] {1});
        assertThat(BrierScore.of(TINY, TINY, new double[] {0}, survival).at(0)).isZero();
    }

    private static Lifetimes random(Random random, int customers) {
        boolean[] left = new boolean[customers];
        for (int i = 0; i < customers; i++) {
            left[i] = random.nextInt(3) > 0;
        }
        return Lifetimes.of(random.ints(customers, 1, 9).asDoubleStream().toArray(), left);
    }

    private static double naive(Lifetimes lifetimes, double[] risk, int[] times) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < risk.length; i++) {
            for (int j = 0; j < risk.length; j++) {
                boolean later = lifetimes.duration(j) > lifetimes.duration(i)
                        || (lifetimes.duration(j) == lifetimes.duration(i) && !lifetimes.left(j));
                if (lifetimes.left(i) && later) {
                    double counts = times[i] * times[j];
                    pairs += counts;
                    won += risk[i] > risk[j] ? counts : risk[i] == risk[j] ? counts / 2 : 0;
                }
            }
        }
        return won / pairs;
    }

    private static void refused(String why, Runnable asked) {
        assertThatIllegalArgumentException().isThrownBy(asked::run).withMessageContaining(why);
    }
}
