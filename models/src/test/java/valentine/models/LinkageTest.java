package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkageTest {
    private static final Patterns THREE = new Patterns(2, 2, 2);
    private static final double[][] M = {{.1, .9}, {.2, .8}, {.3, .7}};
    private static final double[][] U = {{.95, .05}, {.8, .2}, {.9, .1}};

    /// m of the first field's three levels, m of the second's agreement, share of matches, log-likelihood.
    private static final double[] EXPECTED = {
        .019013305538231242,
        .07650914816980087,
        .9044775462919679,
        .9747617015352017,
        .051827996710898126,
        -585.7756937108345
    };

    private final Patterns two = new Patterns(3, 2);
    private final Linkage believed = Linkage.of(
            two, new double[][] {{.05, .15, .8}, {.1, .9}}, new double[][] {{.9, .08, .02}, {.95, .05}}, .05);

    @Test
    void patterns_are_numbered_and_read_back() {
        Patterns patterns = new Patterns(5, 2, 3);
        assertThat(patterns.count()).isEqualTo(6 * 3 * 4);
        for (int pattern = 0; pattern < patterns.count(); pattern++) {
            int[] levels = {patterns.level(pattern, 0), patterns.level(pattern, 1), patterns.level(pattern, 2)};
            assertThat(patterns.pattern(levels)).isEqualTo(pattern);
            levels[1] = 0;
            assertThat(patterns.without(pattern, 1)).isEqualTo(patterns.pattern(levels));
        }
    }

    /// By hand: weights log2(.9/.05), log2(.8/.2) = 2 and log2(.3/.9); odds 1/999 · 18 · 4 / 3 = 24/999.
    @Test
    void weights_are_bits_and_the_prior_odds_are_multiplied() {
        Linkage linkage = Linkage.of(THREE, M, U, .001);
        assertThat(linkage.weight(0, 2)).isCloseTo(4.169925001442312, within(1e-12));
        assertThat(linkage.weight(1, 2)).isCloseTo(2, within(1e-12));
        assertThat(linkage.weight(2, 1)).isCloseTo(-1.584962500721156, within(1e-12));
        assertThat(linkage.probability(THREE.pattern(2, 2, 1))).isCloseTo(24.0 / 1023, within(1e-14));
        assertThat(linkage.weight(THREE.pattern(2, 2, 1))).isCloseTo(Math.log(24) / Math.log(2), within(1e-12));
    }

    @Test
    void what_cannot_be_compared_says_nothing() {
        Linkage linkage = Linkage.of(THREE, M, U, .001);
        assertThat(linkage.weight(1, 0)).isZero();
        assertThat(linkage.weight(THREE.pattern(2, 0, 2)))
                .isCloseTo(linkage.weight(0, 2) + linkage.weight(2, 2), within(1e-12));
        assertThat(linkage.probability(0)).isCloseTo(.001, within(1e-15));
    }

    /// Three fields of two levels have as many free shares as there are chances to learn: exact shares give them back.
    @Test
    void exact_shares_of_three_fields_give_back_what_made_them() {
        LinkageFit.Fitted fit = fitted(LinkageFit.of(List.of(exact(.04)), null, start(0, 0)));

        for (int field = 0; field < 3; field++) {
            assertThat(fit.linkage().m(field, 2)).isCloseTo(M[field][1], within(1e-5));
            assertThat(fit.linkage().u(field, 2)).isCloseTo(U[field][1], within(1e-6));
        }
        assertThat(fit.linkage().prior()).isCloseTo(.04, within(1e-6));
    }

    /// Computed apart, pair by pair in another language, to the last digit.
    @Test
    void a_small_example_with_missing_values_comes_out_as_computed_elsewhere() {
        Comparisons sample = new Comparisons(two);
        int[][] table = {
            {3, 2, 40},
            {3, 1, 7},
            {2, 2, 6},
            {2, 1, 30},
            {1, 1, 900},
            {1, 2, 25},
            {0, 2, 12},
            {3, 0, 9},
            {1, 0, 50},
            {0, 0, 5}
        };
        for (int[] row : table) {
            sample.add(two.pattern(row[0], row[1]), row[2]);
        }
        Comparisons strangers = new Comparisons(two);
        // Exactly the believed u, so that it is known and held.
        strangers.add(two.pattern(1, 1), 0);

        LinkageFit.Fitted fit =
                fitted(LinkageFit.of(List.of(sample), strangers, new LinkageFit.Belief(believed, 10, 1)));

        assertThat(fit.linkage().m(0, 1)).isCloseTo(EXPECTED[0], within(1e-7));
        assertThat(fit.linkage().m(0, 2)).isCloseTo(EXPECTED[1], within(1e-7));
        assertThat(fit.linkage().m(0, 3)).isCloseTo(EXPECTED[2], within(1e-7));
        assertThat(fit.linkage().m(1, 2)).isCloseTo(EXPECTED[3], within(1e-7));
        assertThat(fit.linkage().prior()).isCloseTo(EXPECTED[4], within(1e-7));
        assertThat(fit.logLikelihood()).isCloseTo(EXPECTED[5], within(1e-6));
    }

    @Test
    void simulated_records_give_back_the_truth_also_from_samples_chosen_by_a_field() {
        Random random = new Random(4);
        Comparisons byFirst = new Comparisons(THREE);
        Comparisons bySecond = new Comparisons(THREE);
        Comparisons strangers = new Comparisons(THREE);
        double matchesByFirst = 0;
        for (int i = 0; i < 400_000; i++) {
            boolean match = random.nextInt(20) == 0;
            int[] levels = drawn(random, match);
            if (i < 200_000) {
                if (match) matchesByFirst++;
                byFirst.add(THREE.pattern(0, levels[1], levels[2]));
            } else {
                bySecond.add(THREE.pattern(levels[0], 0, levels[2]));
            }
            strangers.add(THREE.pattern(drawn(random, false)));
        }

        LinkageFit.Fitted fit = fitted(LinkageFit.of(List.of(byFirst, bySecond), strangers, start(10, 100)));

        for (int field = 0; field < 3; field++) {
            assertThat(fit.linkage().u(field, 2)).isCloseTo(U[field][1], within(.005));
            assertThat(fit.linkage().m(field, 2)).isCloseTo(M[field][1], within(.06));
        }
        assertThat(fit.matches().getFirst()).isCloseTo(matchesByFirst, within(.2 * matchesByFirst));
    }

    @Test
    void counting_everything_twice_changes_nothing_learned() {
        Comparisons twice = exact(.04);
        twice.add(exact(.04));
        Linkage once =
                fitted(LinkageFit.of(List.of(exact(.04)), null, start(0, 0))).linkage();
        Linkage doubled =
                fitted(LinkageFit.of(List.of(twice), null, start(0, 0))).linkage();

        for (int pattern = 0; pattern < THREE.count(); pattern++) {
            assertThat(doubled.weight(pattern)).isCloseTo(once.weight(pattern), within(1e-6));
        }
    }

    @Test
    void the_order_of_the_fields_changes_nothing_learned() {
        Comparisons turned = new Comparisons(THREE);
        Comparisons straight = exact(.04);
        for (int pattern = 0; pattern < THREE.count(); pattern++) {
            turned.add(
                    THREE.pattern(THREE.level(pattern, 2), THREE.level(pattern, 1), THREE.level(pattern, 0)),
                    straight.count(pattern));
        }
        Linkage one =
                fitted(LinkageFit.of(List.of(straight), null, start(0, 0))).linkage();
        Linkage other =
                fitted(LinkageFit.of(List.of(turned), null, start(0, 0))).linkage();

        assertThat(other.m(2, 2)).isCloseTo(one.m(0, 2), within(1e-6));
        assertThat(other.u(0, 2)).isCloseTo(one.u(2, 2), within(1e-6));
    }

    @Test
    void the_prior_is_the_mean_probability_over_all_pairs() {
        Linkage linkage = Linkage.of(THREE, M, U, .5).withPriorAmong(exact(.04), 4e9);

        double sum = 0;
        for (int pattern = 0; pattern < THREE.count(); pattern++) {
            sum += exact(.04).count(pattern) * linkage.probability(pattern);
        }
        assertThat(linkage.prior()).isCloseTo(sum / 4e9, within(1e-12));
        assertThat(Linkage.of(THREE, M, U, .5)
                        .withPriorAmong(exact(.04), exact(.04).pairs())
                        .prior())
                .isCloseTo(.04, within(1e-5));
        assertThat(Linkage.of(THREE, M, U, .5)
                        .withPriorAmong(new Comparisons(THREE), 1000)
                        .prior())
                .isCloseTo(1e-4, within(1e-12));
    }

    @Test
    void too_little_or_one_sided_data_are_said_to_be_that() {
        Comparisons nothing = new Comparisons(THREE);
        assertThat(LinkageFit.of(List.of(nothing), null, start(0, 0))).isInstanceOf(Unfit.class);
        nothing.add(0, 1000);
        assertThat(LinkageFit.of(List.of(nothing), null, start(10, 10))).isInstanceOf(Unfit.class);

        Comparisons differing = new Comparisons(THREE);
        differing.add(THREE.pattern(1, 1, 1), 1_000_000);
        assertThat(LinkageFit.of(List.of(differing), null, start(10, 10))).isInstanceOf(Unfit.class);

        Comparisons agreeing = new Comparisons(THREE);
        agreeing.add(THREE.pattern(2, 2, 2), 1_000_000);
        assertThat(LinkageFit.of(List.of(agreeing), null, start(0, 0))).isInstanceOf(Unfit.class);
    }

    /// Where hardly anything agrees by chance, whoever was chosen for agreeing is nearly always one.
    @Test
    void all_that_were_chosen_may_be_matches_where_strangers_tell_chance() {
        Comparisons chosen = new Comparisons(THREE);
        chosen.add(THREE.pattern(0, 2, 2), 600);
        chosen.add(THREE.pattern(0, 2, 1), 250);
        chosen.add(THREE.pattern(0, 1, 2), 150);

        LinkageFit.Fitted fit = fitted(LinkageFit.of(List.of(chosen), strangers(), start(10, 10)));

        assertThat(fit.matches().getFirst()).isBetween(900.0, 1000.0);
        assertThat(fit.linkage().m(1, 2)).isCloseTo(.85, within(.02));
        assertThat(fit.linkage().m(2, 2)).isCloseTo(.75, within(.02));
        assertThat(fit.linkage().u(1, 2)).isLessThan(.01);
    }

    @Test
    void a_level_never_seen_stays_possible() {
        Comparisons sample = new Comparisons(THREE);
        sample.add(THREE.pattern(2, 2, 0), 50);
        sample.add(THREE.pattern(1, 1, 0), 5_000);
        for (LinkageFit.Belief belief : List.of(start(0, 0), start(10, 10))) {
            Linkage linkage =
                    fitted(LinkageFit.of(List.of(sample), strangers(), belief)).linkage();
            for (int pattern = 0; pattern < THREE.count(); pattern++) {
                assertThat(linkage.weight(pattern)).isFinite();
                assertThat(linkage.probability(pattern)).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void impossible_arguments_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(Patterns::new);
        assertThatIllegalArgumentException().isThrownBy(() -> new Patterns(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Patterns(2_000, 2_000, 2_000));
        assertThatIllegalArgumentException().isThrownBy(() -> THREE.pattern(3, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Linkage.of(THREE, M, U, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Linkage.of(THREE, M, U, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linkage.of(THREE, new double[][] {{0, 1}, {.5, .5}, {.5, .5}}, U, .1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linkage.of(THREE, new double[][] {{.5, .4}, {.5, .5}, {.5, .5}}, U, .1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Linkage.of(THREE, M, U, .1).withPriorAmong(exact(.04), 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new LinkageFit.Belief(believed, -1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkageFit.of(List.of(new Comparisons(two)), null, start(0, 0)));
    }

    private static int[] drawn(Random random, boolean match) {
        int[] levels = new int[3];
        for (int field = 0; field < 3; field++) {
            levels[field] = random.nextDouble() < (match ? M : U)[field][1] ? 2 : 1;
        }
        return levels;
    }

    /// A thousand million pairs in exactly the shares that the chances say.
    private static Comparisons exact(double prior) {
        Comparisons sample = new Comparisons(THREE);
        for (int a = 1; a <= 2; a++) {
            for (int b = 1; b <= 2; b++) {
                for (int c = 1; c <= 2; c++) {
                    double matches = prior * M[0][a - 1] * M[1][b - 1] * M[2][c - 1];
                    double others = (1 - prior) * U[0][a - 1] * U[1][b - 1] * U[2][c - 1];
                    sample.add(THREE.pattern(a, b, c), Math.round(1e9 * (matches + others)));
                }
            }
        }
        return sample;
    }

    private static Comparisons strangers() {
        Comparisons strangers = new Comparisons(THREE);
        strangers.add(THREE.pattern(1, 1, 1), 9_000);
        strangers.add(THREE.pattern(2, 2, 2), 10);
        return strangers;
    }

    private static LinkageFit.Belief start(double matches, double strangers) {
        double[][] m = {{.3, .7}, {.3, .7}, {.3, .7}};
        double[][] u = {{.7, .3}, {.7, .3}, {.7, .3}};
        return new LinkageFit.Belief(Linkage.of(THREE, m, u, .1), matches, strangers);
    }

    private static LinkageFit.Fitted fitted(LinkageFit fit) {
        assertThat(fit).isInstanceOf(LinkageFit.Fitted.class);
        return (LinkageFit.Fitted) fit;
    }
}
