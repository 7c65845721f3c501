package valentine.staying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PastTest {
    private final Past.Gathering gathering = new Past.Gathering();

    @Test
    void what_is_bought_on_one_day_is_one_occasion_and_the_first_is_no_repeat() {
        gathering.add(0, 100, 5, true);
        gathering.add(0, 100, 7, true);
        gathering.add(0, 130, 3, true);

        Known known = gathering.past().known(0, 200);

        assertThat(known).isEqualTo(new Known(2, 100, 130, 15, 3, 2, 0, List.of(0.0, Math.log(3 / 7.5))));
        assertThat(known.frequency()).isEqualTo(1);
    }

    @Test
    void returns_reduce_money_and_are_no_occasion() {
        gathering.add(0, 90, -4, false);
        gathering.add(0, 100, 10, true);
        gathering.add(0, 110, -10, false);
        Past past = gathering.past();

        assertThat(past.known(0, 95)).isNull();
        assertThat(past.known(0, 200)).isEqualTo(new Known(1, 100, 100, -4, -10, 1, 1, List.of(1.0, 0.0)));
    }

    @Test
    void any_order_of_arrival_makes_the_same_past() {
        gathering.add(1, 120, 3, true);
        gathering.add(0, 130, 2, true);
        gathering.add(1, 100, 5, true);
        gathering.add(0, 110, 1, true);
        gathering.add(1, 100, 4, true);
        Past past = gathering.past();

        assertThat(past.known(0, 200)).isEqualTo(new Known(2, 110, 130, 3, 2, 2, 0, List.of(0.0, Math.log(2 / 1.5))));
        assertThat(past.known(1, 200)).isEqualTo(new Known(2, 100, 120, 12, 3, 2, 0, List.of(0.0, Math.log(3 / 6.0))));
        assertThat(past.known(1, 110)).isEqualTo(new Known(1, 100, 100, 9, 0, 1, 0, List.of()));
    }

    @Test
    void the_pail_leaks_when_silence_passes_the_horizon() {
        gathering.add(0, 100, 1, true);
        gathering.add(0, 120, 1, true);
        gathering.add(0, 200, 1, true);

        assertThat(Movement.of(gathering.past(), 0, 260, 50))
                .containsExactly(
                        new Movement(Movement.Way.IN, 100),
                        new Movement(Movement.Way.OUT, 171),
                        new Movement(Movement.Way.BACK, 200),
                        new Movement(Movement.Way.OUT, 251));
        assertThat(Movement.of(gathering.past(), 0, 250, 50)).hasSize(3);
    }
}
