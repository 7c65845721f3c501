package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.function.Function;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MaximumTest {
    private static final double[] START = {0.5, 50, 0.5, 100};
    private static final double[] LOWER = {1e-4, 1e-4, 1e-4, 1e-4};
    private static final double[] UPPER = {1e6, 1e6, 1e6, 1e6};

    private final Histories all = Shop.paretoNbd(150_000, 1.1, 40, .8, 200).histories();

    @Test
    void a_climb_that_begins_on_a_sample_ends_on_the_same_top_with_the_same_errors() {
        assertThat(Objects.requireNonNull(all.sample()).size()).isLessThan(all.size() / 6);

        ends(SilentLeavingSurface::new);
        ends(some -> new LeavingAfterPurchaseSurface(some, 0));
        ends(some -> new LeavingAfterPurchaseSurface(some, 1));
    }

    private void ends(Function<Histories, Surface> likelihood) {
        Surface surface = likelihood.apply(all);
        Surface sample = likelihood.apply(Objects.requireNonNull(all.sample()));
        Maximum plain = Maximum.of(surface, null, START, LOWER, UPPER);
        Maximum sampled = Maximum.of(surface, sample, START, LOWER, UPPER);

        assertThat(sampled.evaluations()).isLessThan(plain.evaluations());
        for (int i = 0; i < START.length; i++) {
            assertThat(sampled.parameters()[i]).isCloseTo(plain.parameters()[i], Percentage.withPercentage(1e-7));
            assertThat(sampled.standardErrors().get(i))
                    .isCloseTo(plain.standardErrors().get(i), Percentage.withPercentage(1e-2));
        }
    }
}
