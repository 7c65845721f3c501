package valentine.staying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final int NOW = Shop.OPENED + 720;

    private final Past past = Shop.past(2_000, 720, 1);

    @Test
    void the_winner_is_the_simplest_that_nothing_clearly_beats() {
        Proof proof = Objects.requireNonNull(Judgement.of(past, NOW, 90).proof());
        List<Proof.Trial> runners = proof.trials().stream()
                .filter(trial -> trial.candidate().mayWin())
                .toList();
        double best = runners.stream().mapToDouble(Proof.Trial::logLoss).min().orElseThrow();

        assertThat(proof.trial(proof.winner()).logLoss()).isCloseTo(best, org.assertj.core.data.Offset.offset(0.02));
        assertThat(runners).allSatisfy(trial -> {
            boolean clearlyBetter = trial.behind().high() < 0;
            boolean simpler = trial.candidate().compareTo(proof.winner()) < 0;
            boolean asGood = trial.behind().low() <= 0;
            assertThat(clearlyBetter)
                    .as("%s clearly beats the winner", trial.candidate())
                    .isFalse();
            assertThat(simpler && asGood && trial.logLoss() <= best)
                    .as("%s", trial.candidate())
                    .isFalse();
        });
    }

    @Test
    void lines_to_compare_with_stand_beside_the_candidates_and_never_win() {
        Proof proof = Objects.requireNonNull(Judgement.of(past, NOW, 90).proof());

        assertThat(proof.trials())
                .extracting(Proof.Trial::candidate)
                .contains(Candidate.EVERYBODY, Candidate.SILENCE, Candidate.FREQUENCY);
        assertThat(proof.winner().isReference()).isFalse();
        assertThat(proof.isClearlyBetter()).isTrue();
    }

    @Test
    void chances_can_be_taken_at_their_word() {
        Proof proof = Objects.requireNonNull(Judgement.of(past, NOW, 90).proof());

        assertThat(proof.calibration().error()).isLessThan(0.06);
        assertThat(proof.calibration().bins()).hasSizeBetween(5, 10);
    }

    @Test
    void nothing_later_than_the_day_changes_anything() {
        Past.Gathering whole = new Past.Gathering();
        Past.Gathering until = new Past.Gathering();
        for (int customer = 0; customer < past.customers(); customer++) {
            for (int i = past.from(customer); i < past.end(customer); i++) {
                whole.add(customer, past.day[i], past.money[i], true);
                if (past.day[i] <= NOW - 100) {
                    until.add(customer, past.day[i], past.money[i], true);
                }
            }
        }
        Judgement known = Judgement.of(until.past(), NOW - 100, 90);
        Judgement tempted = Judgement.of(whole.past(), NOW - 100, 90);

        assertThat(tempted.outlook()).isEqualTo(known.outlook());
        assertThat(standings(tempted)).isEqualTo(standings(known));
    }

    @Test
    void one_customer_alone_stands_as_among_everybody() {
        Judgement judgement = Judgement.of(past, NOW, 90);
        judgement.everybody().each((customer, standing) -> {
            Known now = Objects.requireNonNull(past.known(customer, NOW));
            Known before = past.known(customer, NOW - Outlook.BEFORE);
            assertThat(judgement.outlook().standing(now, before, NOW)).isEqualTo(standing);
        });
    }

    @Test
    void a_short_history_is_checked_over_a_third_of_it_and_says_so() {
        Judgement judgement = Judgement.of(Shop.past(500, 373, 2), Shop.OPENED + 373, 180);

        assertThat(Objects.requireNonNull(judgement.proof()).horizon()).isBetween(120, 124);
        assertThat(judgement.notes()).anyMatch(note -> note.startsWith("Checked over 12") && note.contains("180"));
    }

    @Test
    void too_little_past_is_said_in_words_and_no_chance_is_certain() {
        assertGuessed(Judgement.of(one(), Shop.OPENED, 180));
        assertGuessed(Judgement.of(one(), Shop.OPENED + 1_000, 180));
        assertGuessed(Judgement.of(Shop.past(20, 720, 3), NOW, 180));
        assertGuessed(Judgement.of(Shop.past(500, 20, 4), Shop.OPENED + 20, 180));
        assertGuessed(Judgement.of(allAtOnce(1), Shop.OPENED + 700, 180));
        assertGuessed(Judgement.of(allAtOnce(700), Shop.OPENED + 700, 180));
    }

    @Test
    void a_model_that_does_not_hold_is_left_out_with_the_reason() {
        Random random = new Random(5);
        Past.Gathering steady = new Past.Gathering();
        for (int customer = 0; customer < 200; customer++) {
            double usual = 20 + 80 * random.nextDouble();
            for (double day = 100 * random.nextDouble();
                    day <= 720;
                    day += 1 - usual * Math.log(1 - random.nextDouble())) {
                steady.add(customer, Shop.OPENED + (int) day, 10, true);
            }
        }
        Judgement judgement = Judgement.of(steady.past(), NOW, 60);

        assertThat(judgement.notes()).anyMatch(note -> note.contains("was left out: "));
        judgement.everybody().each((_, standing) -> assertSound(standing));
    }

    private static Past one() {
        Past.Gathering one = new Past.Gathering();
        one.add(0, Shop.OPENED, 25, true);
        return one.past();
    }

    /// Everybody bought once, within so many days.
    private static Past allAtOnce(int days) {
        Past.Gathering once = new Past.Gathering();
        for (int customer = 0; customer < 300; customer++) {
            once.add(customer, Shop.OPENED + customer % days, 25, true);
        }
        return once.past();
    }

    private static void assertGuessed(Judgement judgement) {
        assertThat(judgement.proof()).isNull();
        assertThat(judgement.notes())
                .anyMatch(note -> note.startsWith("Not checked") || note.startsWith("Nothing could"));
        judgement.everybody().each((_, standing) -> assertSound(standing));
    }

    private static void assertSound(Standing standing) {
        assertThat(standing.staying()).isGreaterThan(0).isLessThan(1);
        assertThat(standing.expectedOrders()).isFinite().isNotNegative();
        assertThat(standing.yearlyValue()).isFinite().isNotNegative();
        assertThat(standing.reasons())
                .allSatisfy(reason -> assertThat(reason.weight()).isFinite());
    }

    private static List<Standing> standings(Judgement judgement) {
        List<Standing> standings = new ArrayList<>();
        judgement.everybody().each((_, standing) -> standings.add(standing));
        return standings;
    }
}
