package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountScoresTest {
    @Test
    void expected_counts_are_compared_with_what_came() {
        CountScores scores =
                CountScores.of(new double[] {1, 2, 0.5, 4}, new int[] {0, 2, 1, 6}, new int[] {0, 1, 0, 9}, 3);
        assertThat(scores.customers()).isEqualTo(4);
        assertThat(scores.expected()).isEqualTo(7.5 / 4);
        assertThat(scores.came()).isEqualTo(9 / 4.0);
        assertThat(scores.meanAbsoluteError()).isEqualTo(3.5 / 4);
        assertThat(scores.rootMeanSquaredError()).isCloseTo(Math.sqrt(5.25 / 4), within(1e-15));
        assertThat(scores.bias()).isEqualTo(-1.5 / 4);
        assertThat(scores.biasShare().orElseThrow()).isCloseTo(-1.5 / 9, within(1e-15));
        assertThat(scores.byFrequency())
                .containsExactly(
                        new CountScores.Group(0, 2, .75, .5),
                        new CountScores.Group(1, 1, 2, 2),
                        new CountScores.Group(3, 1, 4, 6));
    }

    @Test
    void where_nothing_came_there_is_no_percentage() {
        CountScores scores = CountScores.of(new double[] {1}, new int[] {0}, new int[] {0}, 0);
        assertThat(scores.biasShare()).isEmpty();
        assertThat(scores.bias()).isEqualTo(1);
    }

    @Test
    void what_is_no_count_is_refused() {
        int[] none = {0};
        refused("equally many", new double[0], new int[0], new int[0], 7);
        refused("equally many", new double[1], new int[2], none, 7);
        refused("equally many", new double[1], none, new int[2], 7);
        refused("frequency is not negative", new double[1], none, none, -1);
        refused("index 0", new double[] {-1}, none, none, 7);
        refused("index 0", new double[] {Double.NaN}, none, none, 7);
        refused("index 0", new double[] {Double.POSITIVE_INFINITY}, none, none, 7);
        refused("index 0", new double[1], new int[] {-1}, none, 7);
        refused("index 0", new double[1], none, new int[] {-1}, 7);
    }

    private static void refused(String why, double[] expected, int[] came, int[] frequency, int most) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountScores.of(expected, came, frequency, most))
                .withMessageContaining(why);
    }
}
