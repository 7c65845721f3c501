package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is learned from few answers, from many, and from answers that tell nothing.
class FondnessFitsTest {
    private static final int ANSWER = 0;
    private static final int COMPLAINT = 1;

    @Test
    void twenty_nine_answers_leave_everything_as_it_was_chosen_and_thirty_do_not() {
        Fondness few = FondnessFits.learn(answers(29), 100, defaults());
        // One good and one bad are counted in advance, and an answer of today counts once.
        double share = (22 + 1) / (29 + 2.0);
        assertThat(few.mean()).isCloseTo(share, within(1e-6));
        assertThat(few.strength()).isEqualTo(2);
        assertThat(few.halfLife()).isEqualTo(365);
        assertThat(few.lukewarm()).isEqualTo(.35);
        assertThat(few.weights()).containsExactly(1.0, .6);
        assertThat(few.meanError()).isCloseTo(Math.sqrt(share * (1 - share) / 32), within(1e-6));
        assertThat(few.afterLast().get(3)).isCloseTo((22 + share) / 30, within(1e-6));

        Fondness enough = FondnessFits.learn(answers(30), 100, defaults());
        assertThat(enough.meanError()).isNotCloseTo(Math.sqrt(.2 / 33), within(1e-3));
    }

    @Test
    void answers_of_people_who_never_answer_twice_say_nothing_of_the_half_life() {
        Fondness learned = FondnessFits.learn(answers(200), 100, defaults());
        assertThat(learned.halfLife()).isEqualTo(365);
        assertThat(learned.strength()).isCloseTo(2, within(.01));
        assertThat(learned.mean()).isCloseTo(.75, within(.03));
        // Of first answers thirty count.
        assertThat(learned.meanError()).isCloseTo(Math.sqrt(.1875 / 30), within(.005));
    }

    @Test
    void feelings_that_turn_are_forgotten_soon_and_those_that_stay_are_kept() {
        assertThat(FondnessFits.learn(moods(.35, 40, .85), 801, defaults()).halfLife())
                .isLessThanOrEqualTo(90);
        assertThat(FondnessFits.learn(moods(0, 100, .65), 2_001, defaults()).halfLife())
                .isGreaterThanOrEqualTo(730);
    }

    @Test
    void what_all_later_answers_have_in_common_is_said_where_nothing_can_be_checked() {
        for (int share = 0; share <= 1; share++) {
            Pieces.Gathering gathering = new Pieces.Gathering();
            for (int i = 0; i < 1_500; i++) gathering.add(i / 5, i % 5 * 30, ANSWER, share);
            assertThat(FondnessJudgement.of(gathering.pieces(), 200, defaults()).notes())
                    .containsExactly(
                            "Not checked on your own past: all later answers were " + (share == 0 ? "bad." : "good."));
        }
    }

    @Test
    void the_days_of_a_check_add_up_to_all_of_it() {
        FondnessProof proof = Objects.requireNonNull(
                FondnessJudgement.of(moods(.1, 40, .85), 801, defaults()).proof());
        assertThat(proof.cuts().stream().mapToInt(FondnessProof.Cut::answers).sum())
                .isEqualTo(proof.answers());
        assertThat(proof.cuts().stream().mapToInt(FondnessProof.Cut::good).sum())
                .isEqualTo(proof.good());
        assertThat(proof.cuts()).allMatch(cut -> cut.good() > 0 && cut.good() < cut.answers());
        assertThat(proof.calibration().customers()).isEqualTo(proof.answers());
        // How far a log loss of so many coins and more is from its mean.
        assertThat(proof.trial(Fondness.Way.EVIDENCE).margin() * Math.sqrt(proof.answers()))
                .isBetween(.3, 2.0);
    }

    @Test
    void the_mean_pulls_on_who_is_hardly_known_and_on_everybody_told_by_it() {
        Fondness fondness = FondnessFits.learn(answers(10), 100, defaults());
        assertThat(fondness.pull(new Beta(1, 1))).isEqualTo(1);
        assertThat(fondness.pull(new Beta(5, 3))).isEqualTo(.25);
        assertThat(fondness.by(Fondness.Way.MEAN).pull(new Beta(5, 3))).isEqualTo(1);
        assertThat(fondness.with(List.of(2.0, 3.0, 4.0)).weights()).containsExactly(2.0, 3.0, 4.0);
    }

    @Test
    void pieces_are_counted_by_kind_and_day_however_many_and_in_whatever_order() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        for (int i = 2_999; i >= 0; i--) gathering.add(i % 7, i, i % 3, i % 2);
        Pieces pieces = gathering.pieces();
        assertThat(pieces.size()).isEqualTo(3_000);
        assertThat(pieces.customers()).isEqualTo(7);
        assertThat(pieces.answers(300, 1)).isEqualTo(100);
        assertThat(pieces.answers(300, 2)).isEqualTo(200);
        assertThat(pieces.answers(1e9, 3)).isEqualTo(3_000);
        for (int i = pieces.from(3); i < pieces.until(3, 1e9); i++) {
            assertThat((int) pieces.day(i)).isEqualTo(3 + 7 * (i - pieces.from(3)));
            assertThat(pieces.kind(i)).isEqualTo((int) pieces.day(i) % 3);
            assertThat(pieces.share(i)).isEqualTo((int) pieces.day(i) % 2);
        }
    }

    @Test
    void what_is_no_default_is_refused() {
        assertThat(defaults().strength()).isEqualTo(2);
        assertThat(FondnessDefaults.of(2, List.of(1.0, .6)).answers()).isEqualTo(2);
        assertThat(FondnessDefaults.of(1, Collections.nCopies(127, 1.0)).weights())
                .hasSize(127);
        assertThatIllegalArgumentException().isThrownBy(() -> FondnessDefaults.of(0, List.of(1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> FondnessDefaults.of(2, List.of(1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> FondnessDefaults.of(1, List.of(1.0, 0.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> FondnessDefaults.of(1, Collections.nCopies(128, 1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new FondnessDefaults(1, List.of(1.0), 2, 365, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FondnessDefaults(1, List.of(1.0), 0, 365, .5));
    }

    private static FondnessDefaults defaults() {
        return FondnessDefaults.of(1, List.of(1.0, .6));
    }

    /// Each of a customer of their own, just now, three of four good.
    private static Pieces answers(int number) {
        Pieces.Gathering gathering = new Pieces.Gathering();
        for (int i = 0; i < number; i++) gathering.add(i, 99.9999, ANSWER, i % 4 == 1 ? 0 : 1);
        gathering.add(0, 99.99999, COMPLAINT, 0);
        return gathering.pieces();
    }

    /// Of 200 people, half of them fond to begin with, who may turn before each answer.
    private static Pieces moods(double turning, int step, double clear) {
        Pieces.Gathering gathering = new Pieces.Gathering();
        Random random = new Random(9);
        for (int customer = 0; customer < 200; customer++) {
            boolean fond = random.nextBoolean();
            for (double day = 0; day < 20 * step; day += step) {
                fond = random.nextDouble() < turning ? random.nextBoolean() : fond;
                gathering.add(customer, day, ANSWER, random.nextDouble() < (fond ? clear : 1 - clear) ? 1 : 0);
            }
        }
        return gathering.pieces();
    }
}
