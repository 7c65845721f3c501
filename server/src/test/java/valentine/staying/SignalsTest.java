package valentine.staying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final int DAYS = 500;

    @Test
    void what_went_back_and_whether_orders_grow_speak_as_of_the_day() {
        Past.Gathering gathering = new Past.Gathering();
        gathering.add(0, 10, 10, true);
        gathering.add(0, 20, 10, true);
        gathering.add(0, 25, -10, false);
        gathering.add(0, 30, 40, true);
        Past past = gathering.past();

        assertThat(past.signals(0, 20)).isEmpty();
        assertThat(past.signals(0, 29)).containsExactly(.5, 0);
        assertThat(past.signals(0, 30)[0]).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(past.signals(0, 30)[1]).isCloseTo(Math.log(25 / 20.0), within(1e-12));
    }

    @Test
    void what_another_module_knows_helps_to_foretell() {
        Past past = shop();
        double[] plain = chances(past, Candidate.LAYERED);
        // Even customers stay, and somebody knows.
        double[] told = chances(past.with(List.of((customer, _) -> customer % 2)), Candidate.LAYERED);

        assertThat(apart(told, past)).isGreaterThan(apart(plain, past) + .05);
    }

    @Test
    void what_is_known_later_changes_no_earlier_score() {
        Past past = shop();
        int then = DAYS - 200;
        Signal quiet = (customer, _) -> customer % 2;
        Signal complaints = (customer, day) -> day > then && customer % 3 == 0 ? 2 : customer % 2;

        assertThat(alone(past.with(List.of(complaints)), then)).isEqualTo(alone(past.with(List.of(quiet)), then));
        assertThat(alone(past.with(List.of(complaints)), DAYS)).isNotEqualTo(alone(past.with(List.of(quiet)), DAYS));
    }

    @Test
    void a_formula_learned_before_there_were_signals_still_tells() {
        Formula old = new Formula(
                Candidate.LAYERED, List.of(.1, -.2, .3, -.1, .2, .1, -.1, .1, .5), 90, 900, 0, 1, null, null);
        Pace pace = new Pace(30, 2, 40, 3, 1, 60);

        assertThat(old.chance(pace, 3, 90, 100, 90, new double[] {.5, 1}))
                .isEqualTo(old.chance(pace, 3, 90, 100, 90, Signals.NONE));
    }

    @Test
    void one_customer_is_scored_as_with_everybody() {
        Past past = shop().with(List.of((customer, _) -> customer % 2));
        Judgement judgement = Judgement.of(past, DAYS, 90);
        Outlook outlook = judgement.alone().get(Candidate.LAYERED);
        double[] all = outlook.staying(judgement.everybody().snapshot());

        for (int i = 0; i < all.length; i += 17) {
            Known known = past.known(judgement.everybody().snapshot().customer[i], DAYS);
            assertThat(outlook.standing(known, null, DAYS).staying()).isEqualTo(all[i]);
        }
    }

    /// All that every candidate tells of everybody as of a day.
    private static Map<Candidate, List<Double>> alone(Past past, int day) {
        Judgement judgement = Judgement.of(past, day, 90);
        Snapshot snapshot = judgement.everybody().snapshot();
        Map<Candidate, List<Double>> all = new EnumMap<>(Candidate.class);
        judgement
                .alone()
                .forEach((candidate, outlook) -> all.put(
                        candidate,
                        Arrays.stream(outlook.staying(snapshot)).boxed().toList()));
        assertThat(all).containsKey(Candidate.LAYERED);
        return all;
    }

    private static double[] chances(Past past, Candidate candidate) {
        Judgement judgement = Judgement.of(past, DAYS, 90);
        return judgement.alone().get(candidate).staying(judgement.everybody().snapshot());
    }

    private static double apart(double[] chances, Past past) {
        Snapshot snapshot = Snapshot.of(past, DAYS);
        double odd = 0;
        double even = 0;
        for (int i = 0; i < chances.length; i++) {
            if (snapshot.customer[i] % 2 == 0) {
                even += chances[i];
            } else {
                odd += chances[i];
            }
        }
        return (odd - even) / chances.length;
    }

    /// Odd customers leave five times more rarely.
    private static Past shop() {
        Random random = new Random(3);
        Past.Gathering gathering = new Past.Gathering();
        for (int customer = 0; customer < 500; customer++) {
            double leaves = customer % 2 == 0 ? .25 : .05;
            double day = random.nextInt(DAYS - 100);
            do {
                gathering.add(customer, (int) day, 10 + 10 * random.nextDouble(), true);
                day += 1 - 60 * Math.log(1 - random.nextDouble());
            } while (day <= DAYS && random.nextDouble() > leaves);
        }
        return gathering.past();
    }
}
