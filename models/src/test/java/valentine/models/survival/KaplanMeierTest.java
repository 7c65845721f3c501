package valentine.models.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KaplanMeierTest {
    /// Acute myelogenous leukaemia (Miller 1997), the example of R's survival package.
    static final Lifetimes MAINTAINED = lifetimes("9 13 13+ 18 23 28+ 31 34 45+ 48 161+");

    static final Lifetimes NOT_MAINTAINED = lifetimes("5 5 8 8 12 16+ 23 27 30 33 43 45");

    @Test
    void the_maintained_patients_have_the_published_curve() {
        KaplanMeier curve = KaplanMeier.of(MAINTAINED);
        assertThat(curve.customers()).isEqualTo(11);
        assertThat(curve.left()).isEqualTo(7);
        assertThat(curve.observedUntil()).isEqualTo(161);
        assertThat(curve.steps())
                .extracting(KaplanMeier.Step::time)
                .containsExactly(9.0, 13.0, 18.0, 23.0, 31.0, 34.0, 48.0);
        assertThat(curve.steps()).extracting(KaplanMeier.Step::atRisk).containsExactly(11, 10, 8, 7, 5, 4, 2);
        step(curve.steps().get(0), .9090909090909091, .5080802057699296, .9866738226678231);
        step(curve.steps().get(3), .6136363636363636, .265752040001286, .8352992432502215);
        step(curve.steps().get(6), .1840909090909091, .011738480123189583, .5250148427266416);
        assertThat(curve.median()).hasValue(31);
        assertThat(curve.quantile(.1)).isEmpty();
        assertThat(curve.quantile(.95)).hasValue(9);
        assertThat(curve.quantile(1)).hasValue(9);
    }

    @Test
    void once_nobody_is_left_the_interval_reaches_from_zero_to_where_it_did() {
        KaplanMeier curve = KaplanMeier.of(NOT_MAINTAINED);
        assertThat(curve.steps()).extracting(KaplanMeier.Step::left).containsExactly(2, 2, 1, 1, 1, 1, 1, 1, 1);
        step(curve.steps().get(7), .09722222222222225, .005746305695863833, .3489038611107498);
        step(curve.steps().get(8), 0, 0, .3489038611107498);
        assertThat(curve.median()).hasValue(23);
        assertThat(curve.quantile(0)).hasValue(45);
    }

    @Test
    void between_its_steps_the_curve_stays() {
        KaplanMeier curve = KaplanMeier.of(MAINTAINED);
        assertThat(curve.survival(0)).isEqualTo(1);
        assertThat(curve.survival(8.99)).isEqualTo(1);
        assertThat(curve.survival(9)).isCloseTo(10 / 11.0, within(1e-15));
        assertThat(curve.survival(17)).isCloseTo(.8181818181818182, within(1e-15));
        assertThat(curve.survival(1000)).isCloseTo(.1840909090909091, within(1e-15));
        assertThatIllegalArgumentException().isThrownBy(() -> curve.survival(Double.NaN));
    }

    @Test
    void without_censoring_the_curve_is_the_share_still_there() {
        Random random = new Random(4);
        double[] duration = random.ints(500, 0, 40).asDoubleStream().toArray();
        boolean[] left = new boolean[500];
        Arrays.fill(left, true);
        KaplanMeier curve = KaplanMeier.of(Lifetimes.of(duration, left));
        for (int t = 0; t < 45; t++) {
            double time = t;
            double still = Arrays.stream(duration).filter(d -> d > time).count() / 500.0;
            assertThat(curve.survival(t)).isCloseTo(still, within(1e-12));
        }
        double mean = Arrays.stream(duration).average().orElseThrow();
        assertThat(curve.meanUntil(39)).isCloseTo(mean, within(1e-9));
    }

    @Test
    void curves_fall_within_their_intervals_whatever_was_seen() {
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            int n = 1 + random.nextInt(30);
            double[] duration = random.ints(n, 0, 10).asDoubleStream().toArray();
            boolean[] left = new boolean[n];
            for (int i = 0; i < n; i++) {
                left[i] = random.nextBoolean();
            }
            double before = 1;
            for (KaplanMeier.Step step :
                    KaplanMeier.of(Lifetimes.of(duration, left)).steps()) {
                assertThat(step.survival()).isLessThan(before).isBetween(step.low(), step.high());
                assertThat(step.low()).isBetween(0.0, 1.0);
                assertThat(step.high()).isBetween(0.0, 1.0);
                before = step.survival();
            }
        }
    }

    @Test
    void where_nobody_left_there_is_no_step_and_no_median() {
        KaplanMeier curve = KaplanMeier.of(Lifetimes.of(new double[] {1, 2}, new boolean[2]));
        assertThat(curve.steps()).isEmpty();
        assertThat(curve.survival(5)).isEqualTo(1);
        assertThat(curve.median()).isEmpty();
        assertThat(curve.meanUntil(2)).isEqualTo(2);
    }

    @Test
    void the_mean_counts_no_further_than_asked() {
        KaplanMeier curve = KaplanMeier.of(lifetimes("2 4 6 8"));
        assertThat(curve.meanUntil(0)).isZero();
        assertThat(curve.meanUntil(2)).isEqualTo(2);
        assertThat(curve.meanUntil(5)).isCloseTo(2 + .75 * 2 + .5, within(1e-12));
        assertThat(curve.meanUntil(8)).isCloseTo(5, within(1e-12));
        assertThat(curve.median()).hasValue(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.meanUntil(9))
                .withMessageContaining("8.0");
        assertThatIllegalArgumentException().isThrownBy(() -> curve.meanUntil(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> curve.quantile(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> curve.quantile(-.1));
    }

    @Test
    void what_is_no_lifetime_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Lifetimes.of(new double[0], new boolean[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Lifetimes.of(new double[2], new boolean[1]));
        for (double duration : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Lifetimes.of(new double[] {1, duration}, new boolean[2]))
                    .withMessageContaining("index 1");
        }
    }

    @Test
    void lifetimes_are_copied_and_chosen_by_row() {
        double[] duration = {1, 2, 3};
        Lifetimes lifetimes = Lifetimes.of(duration, new boolean[] {true, false, true});
        duration[0] = 9;
        Lifetimes chosen = lifetimes.select(new int[] {2, 0, 1});
        assertThat(chosen.size()).isEqualTo(3);
        assertThat(chosen.duration(1)).isEqualTo(1);
        assertThat(chosen.left(0)).isTrue();
        assertThat(chosen.left(2)).isFalse();
        assertThat(chosen.leavers()).isEqualTo(2);
    }

    /// Durations, those last seen marked by a plus.
    static Lifetimes lifetimes(String text) {
        String[] parts = text.split(" ");
        boolean[] left = new boolean[parts.length];
        for (int i = 0; i < parts.length; i++) {
            left[i] = !parts[i].endsWith("+");
        }
        return Lifetimes.of(
                Arrays.stream(parts)
                        .mapToDouble(part -> Double.parseDouble(part.replace("+", "")))
                        .toArray(),
                left);
    }

    private static void step(KaplanMeier.Step step, double survival, double low, double high) {
        assertThat(step.survival()).isCloseTo(survival, within(1e-12));
        assertThat(step.low()).isCloseTo(low, within(1e-12));
        assertThat(step.high()).isCloseTo(high, within(1e-12));
    }
}
