package valentine.models.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurvivalTrialTest {
    private static final int CUSTOMERS = 1_200;
    private static final double[] TIMES = {6, 12, 24};

    private final Random random = new Random(21);
    private final double[] charge = random.doubles(CUSTOMERS).toArray();
    private final List<String> contract = IntStream.range(0, CUSTOMERS)
            .mapToObj(i -> random.nextInt(3) == 0 ? "yearly" : "monthly")
            .toList();
    private final Lifetimes lifetimes = lifetimes();
    private final Covariates known =
            Covariates.of(CUSTOMERS).with("charge", charge).with("contract", contract);

    @Test
    void who_knows_the_contract_beats_who_knows_nothing_and_who_knows_all_beats_both() {
        SurvivalTrial trial = trial(5);
        assertThat(trial.customers()).isEqualTo(CUSTOMERS);
        assertThat(trial.left()).isEqualTo(lifetimes.leavers());
        assertThat(trial.folds()).isEqualTo(5);
        assertThat(trial.times()).containsExactly(6.0, 12.0, 24.0);
        SurvivalTrial.Tried nothing = tried(trial, 0);
        SurvivalTrial.Tried kinds = tried(trial, 1);
        SurvivalTrial.Tried cox = tried(trial, 2);
        assertThat(nothing.name()).isEqualTo("everybody");
        assertThat(nothing.behind().mean()).isZero();
        assertThat(kinds.behind().high()).isNegative();
        assertThat(cox.behind().high()).isNegative();
        assertThat(cox.score().value()).isLessThan(kinds.score().value());
        assertThat(cox.score().value())
                .isCloseTo(nothing.score().value() + cox.behind().mean(), within(1e-12));
        SurvivalTrial.Tried hazard = tried(trial, 3);
        assertThat(hazard.behind().mean()).isCloseTo(cox.behind().mean(), within(.01));
        assertThat(hazard.behind().high()).isNegative();
        assertThat(cox.harrell().orElseThrow().low())
                .isGreaterThan(kinds.harrell().orElseThrow().high() - .05);
        assertThat(cox.harrell().orElseThrow().value()).isGreaterThan(.6);
        assertThat(cox.uno().orElseThrow().value()).isGreaterThan(.6);
        assertThat(cox.brier()).hasSize(3).allSatisfy(score -> assertThat(score).isBetween(.01, .25));
        assertThat(nothing.against()).isEmpty();
        assertThat(cox.against()).hasSize(2);
        assertThat(cox.against().get(1).mean())
                .isCloseTo(cox.score().value() - kinds.score().value(), within(1e-12));
        assertThat(cox.calibrations()).extracting(SurvivalCalibration::time).containsExactly(6.0, 12.0, 24.0);
        assertThat(cox.calibration().time()).isEqualTo(12);
        assertThat(cox.calibration().error()).isLessThan(.06);
        assertThat(cox.calibration().customers()).isEqualTo(CUSTOMERS);
    }

    @Test
    void the_same_seed_deals_the_same_folds() {
        assertThat(trial(3)).isEqualTo(trial(3));
    }

    @Test
    void nobody_is_foretold_by_what_was_learned_from_them() {
        List<int[]> learned = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        LinkedHashMap<String, Learner> learners = new LinkedHashMap<>();
        learners.put("watcher", rows -> {
            learned.add(rows);
            return (Foresight.Curves) (customer, time) -> {
                asked.add(customer);
                assertThat(learned.getLast()).doesNotContain(customer);
                return .5;
            };
        });
        SurvivalTrial.of(lifetimes, learners, new double[] {6}, 7, 1);
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, CUSTOMERS).boxed().toList());
        // Dealt at random, not in turn.
        assertThat(asked.subList(0, 4)).isNotEqualTo(List.of(0, 7, 14, 21));
        assertThat(asked.subList(0, 100)).anyMatch(row -> row > 900).anyMatch(row -> row < 300);
        assertThat(learned).hasSize(7).allSatisfy(rows -> {
            assertThat(rows).doesNotHaveDuplicates();
            assertThat(rows.length).isBetween(CUSTOMERS * 6 / 7 - 1, CUSTOMERS * 6 / 7 + 1);
        });
    }

    @Test
    void who_cannot_learn_says_why_and_the_others_go_on() {
        LinkedHashMap<String, Learner> learners = new LinkedHashMap<>();
        Covariates poor = known.with("same", new double[CUSTOMERS]);
        learners.put("poor", Learner.cox(lifetimes, poor, 0));
        Lifetimes loyal = Lifetimes.of(new double[CUSTOMERS], new boolean[CUSTOMERS]);
        learners.put("loyal", Learner.hazard(loyal, known, 1));
        learners.put("everybody", Learner.everybody(lifetimes));
        SurvivalTrial trial = SurvivalTrial.of(lifetimes, learners, TIMES, 2, 1);
        assertThat(trial.entries().getFirst())
                .isEqualTo(new SurvivalTrial.Untried("poor", "'same' is the same for all"));
        assertThat(trial.entries().get(1)).isEqualTo(new SurvivalTrial.Untried("loyal", "nobody has left yet"));
        assertThat(tried(trial, 2).behind().mean()).isZero();
    }

    @Test
    void a_kind_not_met_in_learning_has_the_curve_of_everybody() {
        Lifetimes few = KaplanMeierTest.lifetimes("1 2 3 4 5+");
        Learner learner = Learner.byKind(few, List.of("a", "a", "b", "b", "c"));
        Foresight.Curves curves = (Foresight.Curves) learner.learn(new int[] {0, 1, 2, 3});
        assertThat(curves.survival(4, 2)).isEqualTo(.5);
        assertThat(curves.survival(0, 1)).isEqualTo(.5);
        assertThat(curves.survival(2, 2)).isEqualTo(1);
    }

    @Test
    void calibration_sees_who_was_not_seen_so_long() {
        Lifetimes few = KaplanMeierTest.lifetimes("1 2+ 3 4 5 6 7+ 8");
        double[] chances = {.1, .2, .2, .2, .9, .8, .7, .7};
        SurvivalCalibration calibration = SurvivalCalibration.of(few, 4, chances, 2);
        assertThat(calibration.bins()).hasSize(2);
        SurvivalCalibration.Bin low = calibration.bins().getFirst();
        assertThat(low.foretold()).isCloseTo(.175, within(1e-12));
        // 3/4 after the first, then one of two, then none.
        assertThat(low.seen()).isZero();
        assertThat(low.customers()).isEqualTo(4);
        SurvivalCalibration.Bin high = calibration.bins().getLast();
        assertThat(high).isEqualTo(new SurvivalCalibration.Bin(high.foretold(), 1, 1, 1, 4));
        assertThat(high.foretold()).isCloseTo(.775, within(1e-12));
        assertThat(calibration.error()).isCloseTo((.175 + .225) / 2, within(1e-12));
    }

    @Test
    void customers_with_equal_chances_share_a_bin() {
        Lifetimes few = KaplanMeierTest.lifetimes("1 2 3 4 5 6 7 8 9 10");
        double[] chances = {.1, .2, .2, .2, .2, .2, .2, .3, .4, .5};
        SurvivalCalibration calibration = SurvivalCalibration.of(few, 4, chances, 5);
        assertThat(calibration.bins())
                .extracting(SurvivalCalibration.Bin::customers)
                .containsExactly(7, 1, 2);
        assertThat(SurvivalCalibration.of(few, 4, chances, 1).bins()).hasSize(1);
    }

    @Test
    void what_is_no_trial_is_refused() {
        LinkedHashMap<String, Learner> learners = new LinkedHashMap<>();
        assertThatIllegalArgumentException().isThrownBy(() -> SurvivalTrial.of(lifetimes, learners, TIMES, 5, 1));
        learners.put("everybody", Learner.everybody(lifetimes));
        assertThatIllegalArgumentException().isThrownBy(() -> SurvivalTrial.of(lifetimes, learners, TIMES, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalTrial.of(lifetimes, learners, new double[0], 5, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalTrial.of(lifetimes, learners, TIMES, CUSTOMERS + 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Learner.byKind(lifetimes, List.of("a")));
        Lifetimes one = KaplanMeierTest.lifetimes("1");
        assertThatIllegalArgumentException().isThrownBy(() -> SurvivalCalibration.of(one, 1, new double[2], 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SurvivalCalibration.of(one, 1, new double[1], 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalCalibration.of(one, 1, new double[] {Double.NaN}, 1));
    }

    private SurvivalTrial trial(int folds) {
        LinkedHashMap<String, Learner> learners = new LinkedHashMap<>();
        learners.put("everybody", Learner.everybody(lifetimes));
        learners.put("contract", Learner.byKind(lifetimes, contract));
        learners.put("cox", Learner.cox(lifetimes, known, 0));
        learners.put("hazard", Learner.hazard(lifetimes, known, 1));
        return SurvivalTrial.of(lifetimes, learners, TIMES, folds, 4);
    }

    private static SurvivalTrial.Tried tried(SurvivalTrial trial, int entry) {
        return (SurvivalTrial.Tried) trial.entries().get(entry);
    }

    private Lifetimes lifetimes() {
        double[] duration = new double[CUSTOMERS];
        boolean[] left = new boolean[CUSTOMERS];
        Arrays.setAll(duration, i -> {
            double hazard =
                    .04 * Math.exp(2 * (charge[i] - .5) - (contract.get(i).equals("yearly") ? 2 : 0));
            double leaves = -Math.log(random.nextDouble()) / hazard;
            double seen = 48 * random.nextDouble();
            left[i] = leaves < seen;
            return Math.ceil(Math.min(leaves, seen));
        });
        return Lifetimes.of(duration, left);
    }
}
