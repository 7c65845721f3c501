package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FondnessTest {
    private static final int ANSWER = 0;
    private static final int COMPLAINT = 1;
    private static final FondnessDefaults DEFAULTS = FondnessDefaults.of(1, List.of(1.0, 0.6));

    @Test
    void evidence_moves_the_chance_away_from_the_mean_and_narrows_it() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        gathering.add(0, 10, ANSWER, 1);
        gathering.add(1, 10, COMPLAINT, 0);
        gathering.add(2, 10, ANSWER, 0.5);
        gathering.add(3, 200, ANSWER, 1);
        Pieces pieces = gathering.pieces();
        Fondness fondness = fondness(Fondness.Way.EVIDENCE, 100);

        assertThat(fondness.told(pieces, 0, 10)).isEqualTo(new Beta(1.2, 0.8));
        assertThat(fondness.told(pieces, 0, 10.001).good()).isEqualTo(2.2, within(1e-4));
        assertThat(fondness.told(pieces, 0, 110)).isEqualTo(new Beta(1.7, 0.8));
        assertThat(fondness.told(pieces, 1, 110)).isEqualTo(new Beta(1.2, 1.1));
        assertThat(fondness.told(pieces, 2, 110).good()).isEqualTo(1.2 + 0.5 * 0.35, within(1e-12));
        assertThat(fondness.told(pieces, 3, 110).mean()).isEqualTo(0.6);
        assertThat(fondness.worth(pieces, 0, 110)).isEqualTo(0.5);
        assertThat(fondness.toldWithout(pieces, 1, 110, pieces.from(1))).isEqualTo(new Beta(1.2, 0.8));
        Beta fresh = fondness.told(pieces, 0, 10.001);
        assertThat(fresh.quantile(0.975) - fresh.quantile(0.025))
                .isLessThan(new Beta(1.2, 0.8).quantile(0.975) - new Beta(1.2, 0.8).quantile(0.025));
    }

    @Test
    void the_simpler_ways_look_at_the_last_answer_or_at_nothing() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        gathering.add(0, 1, ANSWER, 0);
        gathering.add(0, 2, ANSWER, 1);
        gathering.add(0, 3, COMPLAINT, 0);
        Pieces pieces = gathering.pieces();

        assertThat(fondness(Fondness.Way.MEAN, 100).told(pieces, 0, 5).mean()).isEqualTo(0.6);
        assertThat(fondness(Fondness.Way.LAST_ANSWER, 100).told(pieces, 0, 5).mean())
                .isEqualTo(0.8, within(1e-12));
        assertThat(fondness(Fondness.Way.LAST_ANSWER, 100).told(pieces, 0, 2).mean())
                .isEqualTo(0.2, within(1e-12));
        assertThat(fondness(Fondness.Way.LAST_ANSWER, 100).told(pieces, 0, 1).mean())
                .isEqualTo(0.55, within(1e-12));
    }

    @Test
    void the_slopes_of_the_likelihood_are_those_of_its_hill() {
        FondnessRows rows = FondnessRows.of(people(40, 0.5, 3), 1_501, 200, 1_000, DEFAULTS);
        double[] at = {0.55, 1.7, 0.4, 0.9, 0.3};
        double[] slopes = new double[at.length];
        rows.at(at, slopes);
        for (int i = 0; i < at.length; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += 1e-6;
            down[i] -= 1e-6;
            double slope = (rows.at(up, new double[5]) - rows.at(down, new double[5])) / 2e-6;
            assertThat(slopes[i]).isEqualTo(slope, within(1e-5 * Math.max(1, Math.abs(slope))));
        }
    }

    @Test
    void without_fading_it_is_the_likelihood_of_the_beta_binomial() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        boolean[] answers = {true, true, false, true};
        for (int i = 0; i < answers.length; i++) gathering.add(0, 1e-9 * i, ANSWER, answers[i] ? 1 : 0);
        FondnessRows rows = FondnessRows.of(gathering.pieces(), 1e-8, 1e15, 1_000, DEFAULTS);
        // Weights at one and everything at its default, so that nothing is drawn anywhere.
        double told = rows.at(new double[] {0.6, 2, 0.35, 1, 0.6}, new double[5]);
        double expected = Special.logRising(1.2, 3) + Special.logRising(0.8, 1) - Special.logRising(2, 4);
        assertThat(told).isEqualTo(expected, within(1e-9));
    }

    @Test
    void what_people_are_like_is_learned_from_their_answers() {
        Fondness learned = FondnessFits.learn(people(4_000, 0.0, 8), 1_501, DEFAULTS);
        assertThat(learned.mean()).isEqualTo(0.6, within(0.03));
        assertThat(learned.strength() / learned.weights().getFirst()).isBetween(1.0, 3.5);
        assertThat(learned.halfLife()).isGreaterThanOrEqualTo(730);
        assertThat(learned.meanError()).isBetween(0.001, 0.02);
    }

    @Test
    @Tag("slow")
    void where_feelings_change_the_half_life_is_short() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        Random random = new Random(9);
        for (int customer = 0; customer < 1_500; customer++) {
            boolean fond = random.nextBoolean();
            for (double day = 0; day < 1_500; day += 40) {
                fond = random.nextDouble() < 0.25 ? random.nextBoolean() : fond;
                gathering.add(customer, day, ANSWER, random.nextDouble() < (fond ? 0.9 : 0.1) ? 1 : 0);
            }
        }
        Pieces pieces = gathering.pieces();
        assertThat(FondnessFits.learn(pieces, 1_501, DEFAULTS).halfLife()).isLessThanOrEqualTo(180);
        FondnessProof proof = FondnessJudgement.of(pieces, 1_501, DEFAULTS).proof();
        assertThat(proof).isNotNull();
        assertThat(proof.winner()).isNotEqualTo(Fondness.Way.MEAN);
    }

    @Test
    void a_complaint_weighs_more_where_it_foretells_more() {
        Fondness strong = FondnessFits.learn(people(4_000, 0.9, 5), 1_501, DEFAULTS);
        Fondness weak = FondnessFits.learn(people(4_000, 0.0, 5), 1_501, DEFAULTS);
        assertThat(strong.weights().get(COMPLAINT))
                .isGreaterThan(3 * weak.weights().get(COMPLAINT));
    }

    @Test
    void people_who_differ_are_told_apart_and_it_is_shown_on_their_past() {
        FondnessJudgement judgement = FondnessJudgement.of(people(3_000, 0.5, 8), 1_501, DEFAULTS);
        FondnessProof proof = judgement.proof();
        assertThat(proof).isNotNull();
        assertThat(proof.winner()).isEqualTo(Fondness.Way.EVIDENCE);
        assertThat(proof.gain().high()).isNegative();
        assertThat(proof.cuts()).hasSize(7);
        assertThat(proof.calibration().error()).isLessThan(0.05);
        assertThat(proof.trial(Fondness.Way.EVIDENCE).logLoss())
                .isLessThan(proof.trial(Fondness.Way.LAST_ANSWER).logLoss());
        assertThat(judgement.notes()).isEmpty();
    }

    @Test
    void where_answers_are_mere_chance_the_mean_is_used() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            gathering.add(i / 5, i % 5 * 50 + random.nextDouble(), ANSWER, random.nextDouble() < 0.7 ? 1 : 0);
        }
        FondnessJudgement judgement = FondnessJudgement.of(gathering.pieces(), 1_501, DEFAULTS);
        assertThat(judgement.proof()).isNotNull();
        assertThat(judgement.fondness().way()).isEqualTo(Fondness.Way.MEAN);
        assertThat(judgement.fondness().mean()).isEqualTo(0.7, within(0.03));
    }

    @Test
    void everybody_at_the_mean_is_told_how_answers_were_and_not_what_is_believed_before_any_complaint() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        for (int customer = 0; customer < 400; customer++) {
            gathering.add(customer, 10, COMPLAINT, 0);
            gathering.add(customer, 20 + customer % 7, ANSWER, customer % 4 == 0 ? 0 : 1);
        }
        Pieces pieces = gathering.pieces();
        Fondness learned = FondnessFits.learn(pieces, 30, DEFAULTS);
        assertThat(learned.mean()).isGreaterThan(0.77);
        assertThat(learned.by(Fondness.Way.MEAN).told(pieces, 0, 30).mean()).isEqualTo(0.75, within(0.005));
    }

    @Test
    void what_comes_later_changes_nothing_that_was_told_before() {
        Pieces.Gathering before = new Pieces.Gathering();
        Pieces.Gathering after = new Pieces.Gathering();
        Random random = new Random(2);
        for (int customer = 0; customer < 400; customer++) {
            for (int day = 0; day < 400; day += 40) {
                double share = random.nextInt(3) / 2.0;
                before.add(customer, day, ANSWER, share);
                after.add(customer, day, ANSWER, share);
            }
            after.add(customer, 400, ANSWER, 0);
            after.add(customer, 401, COMPLAINT, 0);
        }
        FondnessJudgement then = FondnessJudgement.of(before.pieces(), 400, DEFAULTS);
        FondnessJudgement now = FondnessJudgement.of(after.pieces(), 400, DEFAULTS);
        assertThat(now.fondness()).isEqualTo(then.fondness());
        assertThat(now.proof()).isEqualTo(then.proof());
        assertThat(now.fondness().told(after.pieces(), 7, 400))
                .isEqualTo(then.fondness().told(before.pieces(), 7, 400));
    }

    @Test
    void nobody_or_nothing_to_differ_by_gives_a_value_and_a_sentence() {
        FondnessJudgement nobody = FondnessJudgement.of(new Pieces.Gathering().pieces(), 100, DEFAULTS);
        assertThat(nobody.fondness().mean()).isEqualTo(0.5);
        assertThat(nobody.proof()).isNull();
        assertThat(nobody.notes()).hasSize(2).allMatch(note -> note.endsWith("."));

        for (double share : new double[] {0, 0.5, 1}) {
            Pieces.Gathering gathering = new Pieces.Gathering();
            for (int i = 0; i < 900; i++) gathering.add(i / 3, i % 3 * 30, ANSWER, share);
            Pieces same = gathering.pieces();
            FondnessJudgement judgement = FondnessJudgement.of(same, 100, DEFAULTS);
            assertThat(judgement.proof()).isNull();
            assertThat(judgement.notes()).isNotEmpty();
            Beta told = judgement.fondness().told(same, 0, 100);
            assertThat(told.mean()).isBetween(0.0, 1.0);
            assertThat(told.quantile(0.025)).isLessThanOrEqualTo(told.quantile(0.975));
            assertThat(judgement.fondness().meanError()).isFinite();
        }
    }

    @Test
    void all_on_one_moment_is_no_past() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        for (int i = 0; i < 500; i++) gathering.add(i % 100, 7, ANSWER, i % 2);
        FondnessJudgement judgement = FondnessJudgement.of(gathering.pieces(), 8, DEFAULTS);
        assertThat(judgement.proof()).isNull();
        assertThat(judgement.fondness().mean()).isCloseTo(0.5, withinPercentage(5));
    }

    @Test
    void what_is_no_piece_is_refused() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        assertThatThrownBy(() -> gathering.add(0, 1, ANSWER, 1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gathering.add(0, Double.NaN, ANSWER, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gathering.add(-1, 1, ANSWER, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FondnessDefaults.of(3, List.of(1.0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pieces_may_come_in_any_order() {
        Pieces.Gathering gathering = new Pieces.Gathering();
        gathering.add(1, 9, ANSWER, 1);
        gathering.add(0, 5, COMPLAINT, 0);
        gathering.add(1, 2, ANSWER, 0);
        Pieces pieces = gathering.pieces();
        assertThat(pieces.customers()).isEqualTo(2);
        assertThat(pieces.day(pieces.from(1))).isEqualTo(2);
        assertThat(pieces.until(1, 9)).isEqualTo(2);
        assertThat(pieces.share(2)).isEqualTo(1);
    }

    private static Fondness fondness(Fondness.Way way, double halfLife) {
        return new Fondness(way, 0.6, 2, halfLife, 0.35, List.of(1.0, 0.6), List.of(0.8, 0.5, 0.2, 0.55), 1, 0.01);
    }

    /// Everybody has a chance of their own, beta with mean 0.6 and strength 2; complaints come to the unhappy.
    private static Pieces people(int customers, double complaining, int answers) {
        Pieces.Gathering gathering = new Pieces.Gathering();
        Random random = new Random(customers);
        for (int customer = 0; customer < customers; customer++) {
            double own = new Beta(1.2, 0.8).quantile(random.nextDouble());
            for (int i = 0; i < answers; i++) {
                double day = 50 * i + 40 * random.nextDouble();
                gathering.add(customer, day, ANSWER, random.nextDouble() < own ? 1 : 0);
                boolean unhappy =
                        complaining == 0 ? random.nextDouble() < 0.3 : random.nextDouble() < complaining * (1 - own);
                if (unhappy) gathering.add(customer, day + 5, COMPLAINT, 0);
            }
        }
        return gathering.pieces();
    }
}
