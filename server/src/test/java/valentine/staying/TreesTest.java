package valentine.staying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreesTest {
    private final double[][] rows = new double[2_000][2];
    private final double[] score = new double[rows.length];
    private final boolean[] outcome = new boolean[rows.length];
    private final double[] weight = new double[rows.length];

    TreesTest() {
        Random random = new Random(3);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {random.nextDouble(), random.nextDouble()};
            weight[i] = 1;
            // Only the corner comes more often, which no straight line tells.
            outcome[i] = random.nextDouble() < (rows[i][0] > 0.5 && rows[i][1] > 0.5 ? 0.9 : 0.5);
        }
    }

    @Test
    void a_corner_that_no_line_tells_is_learned_and_learned_the_same_again() {
        assertThat(Trees.canLearn()).isTrue();
        List<Double> trees = Trees.learn(rows, score, outcome, weight);

        assertThat(Trees.score(trees, new double[] {0.8, 0.8})).isBetween(1.0, 3.0);
        assertThat(Trees.score(trees, new double[] {0.2, 0.2})).isBetween(-0.5, 0.5);
        assertThat(Trees.learn(rows, score, outcome, weight)).isEqualTo(trees);
    }
}
