package valentine.models.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoxTest {
    private static final Lifetimes LEUKAEMIA =
            KaplanMeierTest.lifetimes("9 13 13+ 18 23 28+ 31 34 45+ 48 161+ 5 5 8 8 12 16+ 23 27 30 33 43 45");
    private static final Covariates NOT_MAINTAINED = Covariates.of(23)
            .with(
                    "not maintained",
                    IntStream.range(0, 23).mapToDouble(i -> i < 11 ? 0 : 1).toArray());

    private static final Lifetimes TIED =
            KaplanMeierTest.lifetimes("3 5 5 5+ 8 9 9+ 12 12 12 12+ 15 16+ 18 18 20+ 22 22+ 25 30+");
    private static final Covariates KNOWN = Covariates.of(20)
            .with("age", 61, 45, 70, 52, 66, 58, 49, 63, 55, 72, 40, 68, 50, 47, 59, 44, 53, 41, 57, 48)
            .with("kind", 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1);

    @Test
    void maintenance_of_chemotherapy_has_the_published_effect() {
        CoxFit.Fitted fit = fitted(Cox.fit(LEUKAEMIA, NOT_MAINTAINED));
        Coefficient effect = fit.model().coefficients().getFirst();
        assertThat(effect.name()).isEqualTo("not maintained");
        assertThat(effect.value()).isCloseTo(.915532575015, within(1e-10));
        assertThat(effect.standardError()).isCloseTo(.511934275172, within(1e-10));
        assertThat(effect.hazardRatio()).isCloseTo(2.498, within(5e-4));
        assertThat(effect.low()).isCloseTo(.9159, within(5e-4));
        assertThat(effect.high()).isCloseTo(6.8139, within(5e-3));
        assertThat(fit.logLikelihood()).isCloseTo(-41.03261559645837, within(1e-10));
        assertThat(fit.nullLogLikelihood()).isCloseTo(-42.72483926276023, within(1e-10));
        assertThat(fit.customers()).isEqualTo(23);
        assertThat(fit.left()).isEqualTo(18);
    }

    @Test
    void the_baseline_is_that_of_breslow_for_the_average_customer() {
        Cox model = fitted(Cox.fit(LEUKAEMIA, NOT_MAINTAINED)).model();
        assertThat(model.cumulativeHazard(4.9)).isZero();
        assertThat(model.cumulativeHazard(5)).isCloseTo(.07869300384022439, within(1e-10));
        assertThat(model.cumulativeHazard(8.5)).isCloseTo(.16831305923704615, within(1e-10));
        assertThat(model.cumulativeHazard(12)).isCloseTo(.27411946685843, within(1e-10));
        assertThat(model.cumulativeHazard(1000)).isCloseTo(2.493874924627357, within(1e-9));
        assertThat(model.risk(12 / 23.0)).isCloseTo(1, within(1e-12));
        double ratio = model.risk(1) / model.risk(0);
        assertThat(ratio).isCloseTo(Math.exp(.915532575015), within(1e-9));
        assertThat(model.survival(12, 1)).isCloseTo(Math.exp(-.27411946685843 * model.risk(1)), within(1e-12));
    }

    @Test
    void ties_after_efron_and_two_columns_give_what_a_plain_newton_gives() {
        CoxFit.Fitted fit = fitted(Cox.fit(TIED, KNOWN));
        List<Coefficient> effects = fit.model().coefficients();
        assertThat(effects.get(0).value()).isCloseTo(.11635709953626756, within(1e-10));
        assertThat(effects.get(1).value()).isCloseTo(.6045839807243336, within(1e-10));
        assertThat(effects.get(0).standardError()).isCloseTo(.042593672544242754, within(1e-10));
        assertThat(effects.get(1).standardError()).isCloseTo(.6187662445580422, within(1e-10));
        assertThat(fit.logLikelihood()).isCloseTo(-24.786445562796633, within(1e-10));
        assertThat(fit.nullLogLikelihood()).isCloseTo(-29.773268951305916, within(1e-10));
        assertThat(fit.model().cumulativeHazard(5)).isCloseTo(.08593184636337621, within(1e-10));
        assertThat(fit.model().cumulativeHazard(30)).isCloseTo(1.7954758253048102, within(1e-9));
    }

    @Test
    void what_is_known_may_be_in_any_unit_and_any_order() {
        double[] ages = IntStream.range(0, 20)
                .mapToDouble(i -> 1e6 - 1000 * KNOWN.row(i)[0])
                .toArray();
        double[] kinds =
                IntStream.range(0, 20).mapToDouble(i -> KNOWN.row(i)[1]).toArray();
        Covariates turned = Covariates.of(20).with("kind", kinds).with("age", ages);
        List<Integer> rows = IntStream.range(0, 20).boxed().collect(Collectors.toList());
        Collections.shuffle(rows, new Random(3));
        int[] order = rows.stream().mapToInt(i -> i).toArray();
        CoxFit.Fitted fit = fitted(Cox.fit(TIED.select(order), turned.select(order)));
        assertThat(fit.model().coefficients().get(1).value()).isCloseTo(-.00011635709953626756, within(1e-12));
        assertThat(fit.model().coefficients().get(0).value()).isCloseTo(.6045839807243336, within(1e-8));
        assertThat(fit.logLikelihood()).isCloseTo(-24.786445562796633, within(1e-9));
    }

    @Test
    void planted_effects_are_found_again() {
        Random random = new Random(6);
        int n = 4_000;
        double[] charge = new double[n];
        double[] yearly = new double[n];
        double[] duration = new double[n];
        boolean[] left = new boolean[n];
        for (int i = 0; i < n; i++) {
            charge[i] = 20 + 80 * random.nextDouble();
            yearly[i] = random.nextBoolean() ? 1 : 0;
            double hazard = .05 * Math.exp(.02 * (charge[i] - 60) - 1.5 * yearly[i]);
            double leaves = -Math.log(random.nextDouble()) / hazard;
            double seen = 60 * random.nextDouble();
            duration[i] = Math.ceil(Math.min(leaves, seen));
            left[i] = leaves < seen;
        }
        Cox model = fitted(Cox.fit(
                        Lifetimes.of(duration, left),
                        Covariates.of(n).with("charge", charge).with("yearly", yearly)))
                .model();
        Coefficient first = model.coefficients().get(0);
        Coefficient second = model.coefficients().get(1);
        assertThat(first.value()).isCloseTo(.02, within(4 * first.standardError()));
        assertThat(second.value()).isCloseTo(-1.5, within(4 * second.standardError()));
        assertThat(first.standardError()).isBetween(.0005, .003);
        assertThat(model.survival(12, 60, 0)).isCloseTo(Math.exp(-.05 * 12), within(.04));
        assertThat(model.survival(40, 60, 1)).isCloseTo(Math.exp(-.05 * 40 * Math.exp(-1.5)), within(.04));
    }

    @Test
    void survival_falls_from_one_and_the_riskier_leave_sooner() {
        Cox model = fitted(Cox.fit(TIED, KNOWN)).model();
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            double age = 200 * random.nextDouble();
            double before = 1;
            for (int t = 0; t < 40; t++) {
                double now = model.survival(t, age, 0);
                assertThat(now).isBetween(0.0, before);
                assertThat(model.survival(t, age, 1)).isLessThanOrEqualTo(now);
                before = now;
            }
        }
        assertThat(model.survival(10, 1e9, 0)).isZero();
        assertThat(model.survival(10, -1e9, 0)).isEqualTo(1);
        assertThat(model.survival(0, 1e9, 0)).isEqualTo(1);
    }

    @Test
    void a_few_enormous_values_do_not_lead_astray() {
        Random random = new Random(16);
        int n = 2_000;
        double[] money = new double[n];
        double[] duration = new double[n];
        boolean[] left = new boolean[n];
        for (int i = 0; i < n; i++) {
            money[i] = Math.exp(2 * random.nextGaussian());
            double leaves = -Math.log(random.nextDouble()) / (.05 * Math.exp(.03 * Math.min(money[i], 400)));
            duration[i] = Math.min(leaves, 30);
            left[i] = leaves < 30;
        }
        CoxFit.Fitted fit =
                fitted(Cox.fit(Lifetimes.of(duration, left), Covariates.of(n).with("money", money)));
        Coefficient effect = fit.model().coefficients().getFirst();
        assertThat(effect.value()).isCloseTo(.03, within(.01));
        assertThat(fit.logLikelihood()).isGreaterThan(fit.nullLogLikelihood());
        PartialLikelihood likelihood = new PartialLikelihood(
                Lifetimes.of(duration, left), Standardised.of(Covariates.of(n).with("money", money)), 1);
        double deviation =
                1 / Standardised.of(Covariates.of(n).with("money", money)).scales()[0];
        likelihood.at(new double[] {effect.value() * deviation});
        assertThat(likelihood.slope()[0]).isCloseTo(0, within(1e-6));
    }

    @Test
    void without_anything_known_the_curve_is_that_of_nelson_and_aalen() {
        CoxFit.Fitted fit = fitted(Cox.fit(LEUKAEMIA, Covariates.of(23)));
        assertThat(fit.model().coefficients()).isEmpty();
        assertThat(fit.model().cumulativeHazard(8)).isCloseTo(2 / 23.0 + 2 / 21.0, within(1e-12));
        assertThat(fit.logLikelihood()).isEqualTo(fit.nullLogLikelihood());
    }

    @Test
    void a_ridge_shrinks_and_always_has_an_answer() {
        double free = fitted(Cox.fit(LEUKAEMIA, NOT_MAINTAINED))
                .model()
                .coefficients()
                .getFirst()
                .value();
        double shrunk = fitted(Cox.fit(LEUKAEMIA, NOT_MAINTAINED, 5))
                .model()
                .coefficients()
                .getFirst()
                .value();
        assertThat(shrunk).isBetween(.2 * free, .8 * free);
        // At the top the slope is the ridge times the standardised coefficient.
        double deviation = Math.sqrt(12 / 23.0 * 11 / 23.0);
        double above = slope(LEUKAEMIA, NOT_MAINTAINED, shrunk * deviation);
        assertThat(above).isCloseTo(5 * shrunk * deviation, within(1e-5));
        Covariates poor = KNOWN.with("same", new double[20]).with("age again", KNOWN.column(0));
        List<Coefficient> effects = fitted(Cox.fit(TIED, poor, .1)).model().coefficients();
        assertThat(effects.get(2).value()).isZero();
        assertThat(effects.get(3).value()).isCloseTo(effects.get(0).value(), within(1e-9));
        CoxFit separated =
                Cox.fit(KaplanMeierTest.lifetimes("1 2 3+ 4+"), Covariates.of(4).with("x", 1, 1, 0, 0), .1);
        assertThat(fitted(separated).model().coefficients().getFirst().value()).isBetween(.5, 20.0);
    }

    @Test
    void what_tells_too_little_says_so() {
        Covariates two = Covariates.of(2).with("x", 1, 2);
        unknown("nobody has left yet", Cox.fit(KaplanMeierTest.lifetimes("1+ 2+"), two));
        unknown("only one customer has left yet", Cox.fit(KaplanMeierTest.lifetimes("1 2+"), two));
        unknown("nobody can be compared", Cox.fit(KaplanMeierTest.lifetimes("2 2"), two));
        unknown("'same' is the same for all", Cox.fit(TIED, KNOWN.with("same", filled(20, 7))));
        unknown("'double' follows from", Cox.fit(TIED, KNOWN.with("double", doubled(KNOWN.column(0)))));
        unknown(
                "'x' separates",
                Cox.fit(KaplanMeierTest.lifetimes("1 2 3+ 4+"), Covariates.of(4).with("x", 1, 1, 0, 0)));
        unknown(
                "'x' separates",
                Cox.fit(KaplanMeierTest.lifetimes("1 2 3 4"), Covariates.of(4).with("x", 4, 3, 2, 1)));
        double[] neverLeaves =
                IntStream.range(0, 20).mapToDouble(i -> TIED.left(i) ? 0 : 1).toArray();
        unknown("'loyal' separates", Cox.fit(TIED, KNOWN.with("loyal", neverLeaves)));
    }

    @Test
    void rows_that_left_before_anybody_could_be_compared_tell_nothing_apart() {
        // Differs only among those last seen before anybody left.
        CoxFit fit = Cox.fit(
                KaplanMeierTest.lifetimes("1+ 1+ 2 3 4 5+"), Covariates.of(6).with("x", 1, 2, 3, 3, 3, 3));
        unknown("'x'", fit);
    }

    @Test
    void kinds_become_columns_for_all_but_the_most_frequent() {
        Covariates known =
                Covariates.of(5).with("contract", List.of("monthly", "yearly", "monthly", "two years", "yearly"));
        assertThat(known.names()).containsExactly("contract: two years", "contract: yearly");
        assertThat(known.row(1)).containsExactly(0, 1);
        assertThat(known.row(0)).containsExactly(0, 0);
        assertThat(known.size()).isEqualTo(5);
        Covariates chosen = known.select(new int[] {3, 1});
        assertThat(chosen.size()).isEqualTo(2);
        assertThat(chosen.row(0)).containsExactly(1, 0);
        assertThat(Covariates.of(2).with("all", List.of("one", "one")).names()).isEmpty();
    }

    @Test
    void what_is_no_covariate_is_refused() {
        refused("customers", () -> Covariates.of(0));
        refused("name of its own", () -> Covariates.of(1).with(" ", 1));
        refused("name of its own", () -> Covariates.of(1).with("x", 1).with("x", 1));
        refused("2 entries for 1", () -> Covariates.of(1).with("x", 1, 2));
        refused("index 1", () -> Covariates.of(2).with("x", 1, Double.NaN));
        refused("2 kinds for 1", () -> Covariates.of(1).with("x", List.of("a", "b")));
        refused("2 kinds for 3", () -> Covariates.of(3).with("x", List.of("a", "a")));
        refused("20 and 23", () -> Cox.fit(TIED, NOT_MAINTAINED));
        refused("ridge", () -> Cox.fit(TIED, KNOWN, -1));
        refused("ridge", () -> Cox.fit(TIED, KNOWN, Double.NaN));
        refused("ridge", () -> Cox.fit(TIED, KNOWN, Double.POSITIVE_INFINITY));
        Cox model = fitted(Cox.fit(TIED, KNOWN)).model();
        refused("2 covariates expected", () -> model.risk(1));
        refused("not finite", () -> model.risk(1, Double.NaN));
        refused("No time", () -> model.survival(Double.NaN, 1, 1));
    }

    /// The derivative of the partial log-likelihood by one coefficient, from both sides.
    private static double slope(Lifetimes lifetimes, Covariates known, double at) {
        PartialLikelihood likelihood = new PartialLikelihood(lifetimes, Standardised.of(known), 1);
        double nudge = 1e-5;
        return (likelihood.at(new double[] {at + nudge}) - likelihood.at(new double[] {at - nudge})) / (2 * nudge);
    }

    private static double[] filled(int size, double value) {
        double[] filled = new double[size];
        Arrays.fill(filled, value);
        return filled;
    }

    private static double[] doubled(double[] column) {
        return Arrays.stream(column).map(value -> 3 - 2 * value).toArray();
    }

    private static CoxFit.Fitted fitted(CoxFit fit) {
        assertThat(fit).isInstanceOf(CoxFit.Fitted.class);
        return (CoxFit.Fitted) fit;
    }

    private static void unknown(String why, CoxFit fit) {
        assertThat(fit)
                .isInstanceOfSatisfying(
                        NoModel.class, none -> assertThat(none.why()).contains(why));
    }

    private static void refused(String why, Runnable asked) {
        assertThatIllegalArgumentException().isThrownBy(asked::run).withMessageContaining(why);
    }
}
