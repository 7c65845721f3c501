package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueScoresTest {
    private static final double[] MONEY = {0, 0, 10, 0, 0, 20, 0, 0, 0, 70};

    @Test
    void the_right_order_has_a_gini_of_one_and_the_reverse_of_minus_one() {
        double[] reversed = {9, 9, 2, 9, 9, 1, 9, 9, 9, 0};
        assertThat(ValueScores.of(MONEY, MONEY).gini().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(ValueScores.of(reversed, MONEY).gini().orElseThrow()).isCloseTo(-1, within(1e-12));
        assertThat(ValueScores.of(new double[10], MONEY).gini().orElseThrow()).isCloseTo(0, within(1e-12));
    }

    @Test
    void the_tenth_ranked_foremost_brought_their_part_of_all_money() {
        assertThat(ValueScores.of(MONEY, MONEY).topDecile().orElseThrow()).isEqualTo(.7);
        assertThat(ValueScores.of(new double[10], MONEY).topDecile().orElseThrow())
                .isCloseTo(.1, within(1e-12));
        double[] two = {0, 0, 0, 0, 0, 5, 0, 0, 0, 5};
        assertThat(ValueScores.of(two, MONEY).topDecile().orElseThrow()).isCloseTo(.45, within(1e-12));
    }

    @Test
    void means_and_bias_are_told_of_everybody() {
        double[] expected = new double[10];
        Arrays.fill(expected, 12);
        ValueScores scores = ValueScores.of(expected, MONEY);
        assertThat(scores.customers()).isEqualTo(10);
        assertThat(scores.expected()).isEqualTo(12);
        assertThat(scores.came()).isEqualTo(10);
        assertThat(scores.biasShare().orElseThrow()).isCloseTo(.2, within(1e-12));
    }

    @Test
    void where_no_money_came_or_all_brought_the_same_nothing_is_made_up() {
        ValueScores none = ValueScores.of(new double[] {1, 2}, new double[] {-3, 3});
        assertThat(none.gini()).isEmpty();
        assertThat(none.topDecile()).isEmpty();
        assertThat(none.biasShare()).isEmpty();
        ValueScores same = ValueScores.of(new double[] {1, 2}, new double[] {3, 3});
        assertThat(same.gini()).isEmpty();
        assertThat(same.topDecile().orElseThrow()).isCloseTo(.1, within(1e-12));
    }

    @Test
    void gini_is_what_drawing_the_curve_row_by_row_gives() {
        Random random = new Random(3);
        double[] actual = IntStream.range(0, 200)
                .mapToDouble(i -> random.nextInt(3) * random.nextDouble())
                .toArray();
        double[] expected = IntStream.range(0, 200)
                .mapToDouble(i -> actual[i] + random.nextDouble())
                .toArray();
        double naive = area(expected, actual) / area(actual, actual);
        assertThat(ValueScores.of(expected, actual).gini().orElseThrow()).isCloseTo(naive, within(1e-12));
    }

    @Test
    void unlike_lengths_and_numbers_without_end_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueScores.of(new double[2], new double[1]))
                .withMessageContaining("2 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> ValueScores.of(new double[0], new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueScores.of(new double[] {Double.NaN}, new double[1]))
                .withMessageContaining("index 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueScores.of(new double[1], new double[] {Double.NEGATIVE_INFINITY}));
    }

    private static double area(double[] score, double[] actual) {
        int[] order = IntStream.range(0, score.length)
                .boxed()
                .sorted((one, other) -> Double.compare(score[other], score[one]))
                .mapToInt(i -> i)
                .toArray();
        double all = Arrays.stream(actual).sum();
        double found = 0;
        double area = 0;
        for (int row : order) {
            double before = found;
            found += actual[row] / all;
            area += (before + found) / 2 / order.length;
        }
        return area - .5;
    }
}
