package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Points from the edges of the parameter space, computed with forty digits by arbitrary-precision quadrature.
class EdgesTest {

    @Test
    void answers_at_the_edges_are_right_to_nine_digits() throws IOException {
        try (InputStream points = Objects.requireNonNull(EdgesTest.class.getResourceAsStream("edges.csv"))) {
            new String(points.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(EdgesTest::check);
        }
    }

    private static void check(String line) {
        double[] number = Arrays.stream(line.split(",", -1))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
        PurchaseModel model = line.startsWith("bg")
                ? new BgNbd(number[0], number[1], number[2], number[3])
                : line.startsWith("mbg")
                        ? new MbgNbd(number[0], number[1], number[2], number[3])
                        : new ParetoNbd(number[0], number[1], number[2], number[3]);
        int frequency = (int) number[4];
        double recency = number[5];
        double age = number[6];
        double horizon = number[7];
        near(line, model.logLikelihood(frequency, recency, age), number[8]);
        near(line, model.probabilityAlive(frequency, recency, age), number[9]);
        near(line, model.probabilityActive(frequency, recency, age, horizon), number[10]);
        near(line, model.expectedPurchases(frequency, recency, age, horizon), number[11]);
    }

    private static void near(String line, double computed, double expected) {
        assertThat(computed).as(line).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
}
