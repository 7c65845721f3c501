package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GainTest {
    @Test
    void the_foremost_quarter_holds_half_of_those_who_came() {
        Gain gain = Gain.of(new double[] {.9, .1, .5, .3}, new boolean[] {true, false, false, true}, 4);
        assertThat(gain.points())
                .containsExactly(
                        new Gain.Point(0, 0),
                        new Gain.Point(.25, .5),
                        new Gain.Point(.5, .5),
                        new Gain.Point(.75, 1),
                        new Gain.Point(1, 1));
        assertThat(gain.points()).extracting(Gain.Point::lift).containsExactly(1.0, 2.0, 1.0, 4 / 3.0, 1.0);
        assertThat(gain.customers()).isEqualTo(4);
        assertThat(gain.came()).isEqualTo(2);
    }

    @Test
    void equal_chances_count_in_proportion() {
        Gain gain = Gain.of(new double[] {.5, .5, .5, .5, .1}, new boolean[] {true, true, false, false, true}, 5);
        assertThat(gain.points().get(1).found()).isCloseTo(1 / 6.0, within(1e-15));
        assertThat(gain.points().get(3).found()).isCloseTo(1 / 2.0, within(1e-15));
        assertThat(gain.points().get(4).found()).isCloseTo(2 / 3.0, within(1e-15));
    }

    @Test
    void where_nobody_came_the_curve_is_the_diagonal() {
        Gain gain = Gain.of(new double[] {.9, .1}, new boolean[2], 2);
        assertThat(gain.points()).containsExactly(new Gain.Point(0, 0), new Gain.Point(.5, .5), new Gain.Point(1, 1));
    }

    @Test
    void the_curve_rises_to_one_and_its_lift_is_the_lift() {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            double[] predicted = new double[1 + random.nextInt(60)];
            boolean[] outcome = new boolean[predicted.length];
            for (int i = 0; i < predicted.length; i++) {
                predicted[i] = random.nextInt(8) / 8.0;
                outcome[i] = random.nextBoolean();
            }
            Gain gain = Gain.of(predicted, outcome, 10);
            assertThat(gain.points()).hasSize(11).extracting(Gain.Point::found).isSorted();
            assertThat(gain.points().getLast().found()).isCloseTo(1, within(1e-12));
            for (Gain.Point point : gain.points().subList(1, 11)) {
                assertThat(point.lift()).isCloseTo(Scores.lift(predicted, outcome, point.share()), within(1e-9));
            }
        }
    }

    @Test
    void a_curve_without_steps_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gain.of(new double[] {.5}, new boolean[1], 0))
                .withMessageContaining("steps");
    }
}
