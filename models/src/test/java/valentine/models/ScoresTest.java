package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private final Random random = new Random(17);

    @Test
    void auc_with_ties_is_what_comparing_every_pair_gives() {
        double[] predicted = new double[400];
        boolean[] outcome = new boolean[400];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = random.nextInt(12) / 12.0;
            outcome[i] = random.nextDouble() < predicted[i];
        }
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < predicted.length; i++) {
            for (int j = 0; j < predicted.length; j++) {
                if (outcome[i] && !outcome[j]) {
                    pairs++;
                    won += predicted[i] > predicted[j] ? 1 : predicted[i] == predicted[j] ? .5 : 0;
                }
            }
        }
        assertThat(Scores.auc(predicted, outcome)).isCloseTo(won / pairs, within(1e-12));
    }

    @Test
    void auc_knows_perfect_reversed_and_no_ranking() {
        boolean[] outcome = {false, false, true, true};
        assertThat(Scores.auc(new double[] {.1, .2, .3, .4}, outcome)).isEqualTo(1);
        assertThat(Scores.auc(new double[] {.4, .3, .2, .1}, outcome)).isEqualTo(0);
        assertThat(Scores.auc(new double[] {.4, .4, .4, .4}, outcome)).isEqualTo(.5);
        assertThat(Scores.auc(new double[] {.4, .3}, new boolean[2])).isEqualTo(.5);
    }

    @Test
    void log_loss_and_brier_are_what_the_hand_computes() {
        double[] predicted = {.9, .2};
        boolean[] outcome = {true, true};
        assertThat(Scores.logLoss(predicted, outcome)).isCloseTo(-(Math.log(.9) + Math.log(.2)) / 2, within(1e-15));
        assertThat(Scores.brier(predicted, outcome)).isCloseTo((.01 + .64) / 2, within(1e-15));
        assertThat(Scores.logLoss(new double[] {0}, new boolean[] {true})).isCloseTo(15 * Math.log(10), within(1e-9));
    }

    @Test
    void the_better_prediction_has_the_smaller_log_loss_beyond_chance() {
        double[] knowing = new double[2_000];
        double[] ignorant = new double[2_000];
        boolean[] outcome = new boolean[2_000];
        for (int i = 0; i < outcome.length; i++) {
            knowing[i] = random.nextDouble();
            ignorant[i] = .5;
            outcome[i] = random.nextDouble() < knowing[i];
        }
        Difference difference = Scores.logLossDifference(knowing, ignorant, outcome);
        double expected = Scores.logLoss(knowing, outcome) - Scores.logLoss(ignorant, outcome);
        assertThat(difference.mean()).isCloseTo(expected, within(1e-12));
        assertThat(difference.high()).isNegative();
        assertThat(difference.high() - difference.low()).isBetween(.02, .1);
        assertThat(Scores.logLossDifference(knowing, knowing, outcome)).isEqualTo(new Difference(0, 0, 0, 2_000));
    }

    @Test
    void lift_compares_the_foremost_with_all_and_splits_ties_in_proportion() {
        boolean[] outcome = {true, false, false, false};
        assertThat(Scores.lift(new double[] {.9, .1, .1, .1}, outcome, .25)).isEqualTo(4);
        assertThat(Scores.lift(new double[] {.5, .5, .5, .5}, outcome, .25)).isEqualTo(1);
        assertThat(Scores.lift(new double[] {.9, .9, .1, .1}, outcome, .25)).isEqualTo(2);
        assertThat(Scores.lift(new double[] {.9, .1}, new boolean[2], .5)).isEqualTo(1);
    }

    @Test
    void what_is_no_chance_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Scores.brier(new double[] {1.2}, new boolean[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> Scores.auc(new double[] {Double.NaN}, new boolean[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> Scores.logLoss(new double[0], new boolean[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(new double[] {.5}, new boolean[1], 0))
                .withMessageContaining("bins");
    }

    @Test
    void honest_chances_are_found_calibrated() {
        double[] predicted = new double[50_000];
        boolean[] outcome = new boolean[predicted.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = random.nextDouble();
            outcome[i] = random.nextDouble() < predicted[i];
        }
        Calibration calibration = Calibration.of(predicted, outcome, 10);
        assertThat(calibration.bins()).hasSize(10).allSatisfy(bin -> {
            assertThat(bin.observed().total()).isEqualTo(5_000);
            assertThat(bin.predicted()).isCloseTo(bin.observed().value(), within(.03));
        });
        assertThat(calibration.customers()).isEqualTo(50_000);
        assertThat(calibration.error()).isLessThan(.01);
        assertThat(calibration.slope()).isCloseTo(1, within(.05));
        assertThat(calibration.intercept()).isCloseTo(0, within(.05));
        assertThat(calibration.meanPredicted()).isCloseTo(calibration.observed(), within(.01));
    }

    @Test
    void the_error_that_chance_alone_would_show_is_what_a_thousand_honest_draws_show() {
        for (double top : new double[] {1, .01}) {
            double[] predicted = new double[1_000];
            for (int i = 0; i < predicted.length; i++) {
                predicted[i] = top * i / predicted.length;
            }
            double sum = 0;
            double byChance = 0;
            for (int draw = 0; draw < 1_000; draw++) {
                boolean[] outcome = new boolean[predicted.length];
                for (int i = 0; i < outcome.length; i++) {
                    outcome[i] = random.nextDouble() < predicted[i];
                }
                Calibration calibration = Calibration.of(predicted, outcome, 10);
                sum += calibration.error();
                byChance = calibration.errorByChance();
            }
            assertThat(byChance).isCloseTo(sum / 1_000, withinPercentage(2));
        }
    }

    @Test
    void one_coin_is_half_a_customer_off_and_the_certain_never() {
        assertThat(Calibration.of(new double[] {.5}, new boolean[] {true}, 1).errorByChance())
                .isCloseTo(.5, within(1e-12));
        assertThat(Calibration.of(new double[] {0, 0, 1, 1}, new boolean[] {false, false, true, true}, 2)
                        .errorByChance())
                .isZero();
        // Of two coins one comes half of the time; else one too many or too few.
        assertThat(Calibration.of(new double[] {.5, .5}, new boolean[2], 1).errorByChance())
                .isCloseTo(.25, within(1e-12));
    }

    @Test
    void customers_with_equal_chances_share_a_bin() {
        double[] predicted = new double[1000];
        boolean[] outcome = new boolean[1000];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = i < 700 ? .2 : .2 + i / 2000.0;
            outcome[i] = i % 5 == 0;
        }
        Calibration calibration = Calibration.of(predicted, outcome, 10);
        assertThat(calibration.bins()).hasSize(4);
        assertThat(calibration.bins().getFirst().predicted()).isCloseTo(.2, within(1e-12));
        assertThat(calibration.bins().getFirst().observed()).isEqualTo(Share.of(140, 700));
        assertThat(calibration.bins().stream().mapToLong(bin -> bin.observed().total()))
                .containsExactly(700L, 100L, 100L, 100L);
    }

    @Test
    void a_share_has_the_interval_of_wilson() {
        Share share = Share.of(8, 10);
        assertThat(share.value()).isEqualTo(.8);
        assertThat(share.low()).isCloseTo(.4901625, within(1e-6));
        assertThat(share.high()).isCloseTo(.9433178, within(1e-6));
        assertThat(Share.of(0, 10).low()).isZero();
        assertThat(Share.of(10, 10).high()).isEqualTo(1);
        assertThat(Share.of(0, 0)).isEqualTo(new Share(0, 0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Share.of(3, 2));
    }
}
