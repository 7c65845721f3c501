package valentine.models.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetentionTest {
    /// Published by Fader & Hardie (2007), customers of a cohort of 1,000 after 0 to 7 years.
    private static final Renewals REGULAR = Renewals.ofSurvivors(1000, 631, 468, 382, 326, 289, 262, 241);

    private static final Renewals HIGH_END = Renewals.ofSurvivors(1000, 869, 743, 653, 593, 551, 517, 491);

    @Test
    void the_shifted_beta_geometric_is_the_published_one_on_both_cohorts() {
        RetentionFit.Fitted regular = fitted(ShiftedBetaGeometric.fit(REGULAR));
        ShiftedBetaGeometric model = (ShiftedBetaGeometric) regular.model();
        assertThat(model.gamma()).isCloseTo(.70407729847, within(1e-9));
        assertThat(model.delta()).isCloseTo(1.182042958, within(1e-7));
        assertThat(regular.logLikelihood()).isCloseTo(-1680.2651884632867, within(1e-8));
        percentages(
                model, 62.671, 47.382, 38.797, 33.207, 29.235, 26.246, 23.902, 22.008, 20.441, 19.119, 17.986, 17.004);
        RetentionFit.Fitted highEnd = fitted(ShiftedBetaGeometric.fit(HIGH_END));
        ShiftedBetaGeometric other = (ShiftedBetaGeometric) highEnd.model();
        assertThat(other.gamma()).isCloseTo(.668088351, within(1e-7));
        assertThat(other.delta()).isCloseTo(3.806094999, within(1e-6));
        assertThat(highEnd.logLikelihood()).isCloseTo(-1611.158147391156, within(1e-8));
        percentages(
                other, 85.068, 74.686, 66.979, 60.992, 56.183, 52.222, 48.891, 46.044, 43.578, 41.417, 39.506, 37.800);
    }

    @Test
    void the_beta_discrete_weibull_is_the_maximum_found_without_derivatives() {
        RetentionFit.Fitted regular = fitted(BetaDiscreteWeibull.fit(REGULAR));
        parameters(regular, .455613944, .779325436, 1.283451370);
        assertThat(regular.logLikelihood()).isCloseTo(-1679.602832907178, within(1e-8));
        assertThat(regular.model().survival(12)).isCloseTo(.177331399974, within(1e-8));
        RetentionFit.Fitted highEnd = fitted(BetaDiscreteWeibull.fit(HIGH_END));
        parameters(highEnd, .214253342, 1.426574902, 1.723564862);
        assertThat(highEnd.logLikelihood()).isCloseTo(-1605.3142132141927, within(1e-8));
        assertThat(highEnd.model().survival(5)).isCloseTo(.552329887362, within(1e-8));
    }

    @Test
    void standard_errors_shrink_with_the_root_of_the_cohort() {
        List<Double> errors = fitted(ShiftedBetaGeometric.fit(REGULAR)).standardErrors();
        Renewals hundredfold = Renewals.ofSurvivors(100_000, 63_100, 46_800, 38_200, 32_600, 28_900, 26_200, 24_100);
        List<Double> smaller = fitted(ShiftedBetaGeometric.fit(hundredfold)).standardErrors();
        assertThat(errors).hasSize(2).allSatisfy(error -> assertThat(error).isBetween(.01, .5));
        assertThat(smaller.get(0)).isCloseTo(errors.get(0) / 10, within(1e-6));
        assertThat(smaller.get(1)).isCloseTo(errors.get(1) / 10, within(1e-6));
    }

    @Test
    void the_residual_lifetime_is_the_hypergeometric_function_of_fader_and_hardie() {
        ShiftedBetaGeometric model = new ShiftedBetaGeometric(.704077, 1.182043);
        assertThat(model.residualLifetime(0, .1)).isCloseTo(2.9644004885276334, within(1e-11));
        assertThat(model.residualLifetime(1, .1)).isCloseTo(4.10314113307546, within(1e-11));
        assertThat(model.residualLifetime(5, .1)).isCloseTo(6.264411372695379, within(1e-11));
        assertThat(model.residualLifetime(0, .01)).isCloseTo(8.501415589178944, within(1e-11));
        assertThat(model.residualLifetime(3, .001)).isCloseTo(48.768490280286834, within(1e-9));
        assertThat(model.residualLifetime(0, 1e-4)).isGreaterThan(model.residualLifetime(0, 2e-4));
        BetaDiscreteWeibull weibull = new BetaDiscreteWeibull(.5, 2, 1.4);
        assertThat(weibull.residualLifetime(0, .1)).isCloseTo(3.9420809522261187, within(1e-11));
        assertThat(weibull.residualLifetime(4, .05)).isCloseTo(8.803179721486435, within(1e-11));
    }

    @Test
    void expected_renewals_add_up_the_survival_to_come() {
        RetentionModel model = new BetaDiscreteWeibull(.5, 2, 1.4);
        double sum = (model.survival(3) + model.survival(4) + model.survival(5)) / model.survival(2);
        assertThat(model.expectedRenewals(2, 3)).isCloseTo(sum, within(1e-12));
        assertThat(model.expectedRenewals(2, 0)).isZero();
    }

    @Test
    void chances_stay_within_zero_and_one_and_survival_falls() {
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            double gamma = Math.exp(8 * random.nextGaussian() / 2);
            double delta = Math.exp(8 * random.nextGaussian() / 2);
            double c = Math.exp(random.nextGaussian() / 2);
            for (RetentionModel model :
                    List.of(new ShiftedBetaGeometric(gamma, delta), new BetaDiscreteWeibull(gamma, delta, c))) {
                assertThat(model.survival(0)).isEqualTo(1);
                double left = 0;
                for (int t = 1; t <= 30; t++) {
                    assertThat(model.survival(t)).as("%s after %s", model, t).isBetween(0.0, model.survival(t - 1));
                    assertThat(model.retention(t)).isBetween(0.0, 1.0);
                    assertThat(model.hazard(t)).isCloseTo(1 - model.retention(t), within(1e-12));
                    left += model.leaving(t);
                }
                assertThat(left).isCloseTo(1 - model.survival(30), within(1e-9));
                assertThat(model.residualLifetime(3, .2)).isBetween(0.0, 6.0);
            }
        }
    }

    @Test
    void a_weibull_that_does_not_bend_is_the_geometric() {
        RetentionModel geometric = new ShiftedBetaGeometric(.7, 1.2);
        RetentionModel weibull = new BetaDiscreteWeibull(.7, 1.2, 1);
        for (int t = 1; t < 200; t++) {
            assertThat(weibull.survival(t)).isCloseTo(geometric.survival(t), within(1e-12));
            assertThat(weibull.hazard(t)).isCloseTo(geometric.hazard(t), within(1e-12));
        }
    }

    @Test
    void planted_parameters_are_found_again() {
        Random random = new Random(8);
        int customers = 60_000;
        int[] renewed = new int[customers];
        boolean[] left = new boolean[customers];
        for (int i = 0; i < customers; i++) {
            // Beta(1, 3) by inversion; seen for 1 to 10 renewals.
            double chance = 1 - Math.pow(random.nextDouble(), 1 / 3.0);
            int seen = 1 + random.nextInt(10);
            while (renewed[i] < seen && !left[i]) {
                if (random.nextDouble() < chance) {
                    left[i] = true;
                } else {
                    renewed[i]++;
                }
            }
        }
        RetentionFit.Fitted fit = fitted(ShiftedBetaGeometric.fit(Renewals.of(renewed, left)));
        ShiftedBetaGeometric model = (ShiftedBetaGeometric) fit.model();
        assertThat(model.gamma()).isCloseTo(1, within(4 * fit.standardErrors().get(0)));
        assertThat(model.delta()).isCloseTo(3, within(4 * fit.standardErrors().get(1)));
        RetentionFit.Fitted wider = fitted(BetaDiscreteWeibull.fit(Renewals.of(renewed, left)));
        BetaDiscreteWeibull weibull = (BetaDiscreteWeibull) wider.model();
        assertThat(weibull.c()).isCloseTo(1, within(4 * wider.standardErrors().get(2)));
        assertThat(wider.logLikelihood()).isBetween(fit.logLikelihood(), fit.logLikelihood() + 8);
    }

    @Test
    void customers_and_cohorts_tell_the_same() {
        Renewals customers =
                Renewals.of(new int[] {0, 1, 1, 3, 3, 0}, new boolean[] {true, true, false, false, true, false});
        assertThat(customers.periods()).isEqualTo(4);
        table(customers, new double[] {4, 2, 2, 0}, new double[] {1, 1, 0, 1});
        Renewals oneStays = Renewals.of(new int[] {2, 0}, new boolean[] {false, true});
        table(oneStays, new double[] {1, 1}, new double[] {1, 0});
        table(oneStays.plus(customers), new double[] {5, 3, 2, 0}, new double[] {2, 1, 0, 1});
        table(customers.plus(oneStays), new double[] {5, 3, 2, 0}, new double[] {2, 1, 0, 1});
        table(Renewals.ofSurvivors(10, 7, 7, 2), new double[] {7, 7, 2}, new double[] {3, 0, 5});
        assertThat(Renewals.of(new int[1], new boolean[1]).periods()).isZero();
    }

    @Test
    void what_tells_too_little_says_so() {
        unknown("nobody has left yet", ShiftedBetaGeometric.fit(Renewals.ofSurvivors(10, 10, 10)));
        unknown("nobody has renewed yet", ShiftedBetaGeometric.fit(Renewals.ofSurvivors(10, 0, 0)));
        unknown("only 1 renewals have been seen, 2", ShiftedBetaGeometric.fit(Renewals.ofSurvivors(10, 5)));
        unknown("only 2 renewals have been seen, 3", BetaDiscreteWeibull.fit(Renewals.ofSurvivors(10, 5, 3)));
        unknown("nobody has left yet", ShiftedBetaGeometric.fit(Renewals.ofSurvivors(10)));
        unknown("after the first renewal", ShiftedBetaGeometric.fit(Renewals.ofSurvivors(100, 50, 50, 50)));
        unknown("too few renewals", BetaDiscreteWeibull.fit(Renewals.ofSurvivors(100, 50, 50, 50)));
        unknown("too few renewals", BetaDiscreteWeibull.fit(Renewals.ofSurvivors(1000, 900, 500, 20)));
        unknown("too few renewals", BetaDiscreteWeibull.fit(Renewals.ofSurvivors(4301, 4301, 1915, 852)));
        unknown("too few renewals", BetaDiscreteWeibull.fit(Renewals.ofSurvivors(73, 73, 38, 20, 20, 10)));
    }

    @Test
    void customers_who_do_not_differ_are_said_not_to_differ() {
        RetentionFit.Alike alike =
                (RetentionFit.Alike) ShiftedBetaGeometric.fit(Renewals.ofSurvivors(1000, 800, 640, 512));
        assertThat(alike.retention()).isCloseTo(.8, within(1e-12));
        assertThat(alike.why()).contains("do not differ");
        double expected = 1952 * Math.log(.8) + 488 * Math.log(.2);
        assertThat(alike.logLikelihood()).isCloseTo(expected, within(1e-9));
        assertThat(ShiftedBetaGeometric.fit(Renewals.ofSurvivors(1000, 900, 700, 400)))
                .isInstanceOf(RetentionFit.Alike.class);
    }

    @Test
    void what_is_no_cohort_and_no_model_is_refused() {
        refused("begins", () -> Renewals.ofSurvivors());
        refused("begins", () -> Renewals.ofSurvivors(0, 0));
        refused("begins", () -> Renewals.ofSurvivors(Double.NaN));
        refused("begins", () -> Renewals.ofSurvivors(Double.POSITIVE_INFINITY));
        refused("never grow", () -> Renewals.ofSurvivors(10, 11));
        refused("never grow", () -> Renewals.ofSurvivors(10, -1));
        refused("equally many", () -> Renewals.of(new int[2], new boolean[1]));
        refused("equally many", () -> Renewals.of(new int[0], new boolean[0]));
        refused("never or for ever", () -> Renewals.of(new int[] {-1}, new boolean[1]));
        refused("never or for ever", () -> Renewals.of(new int[] {Integer.MAX_VALUE}, new boolean[1]));
        refused("positive", () -> new ShiftedBetaGeometric(0, 1));
        refused("positive", () -> new BetaDiscreteWeibull(1, 1, Double.NaN));
        RetentionModel geometric = new ShiftedBetaGeometric(1, 1);
        RetentionModel weibull = new BetaDiscreteWeibull(1, 1, 2);
        for (RetentionModel model : List.of(geometric, weibull)) {
            refused("not negative", () -> model.survival(-1));
            refused("not negative", () -> model.retention(0));
            refused("not negative", () -> model.hazard(0));
            refused("not negative", () -> model.expectedRenewals(-1, 1));
            refused("not negative", () -> model.expectedRenewals(1, -1));
            refused("not negative", () -> model.residualLifetime(-1, .1));
            refused("discount", () -> model.residualLifetime(0, 0));
            refused("discount", () -> model.residualLifetime(0, Double.NaN));
            refused("discount", () -> model.residualLifetime(0, Double.POSITIVE_INFINITY));
        }
    }

    private static RetentionFit.Fitted fitted(RetentionFit fit) {
        assertThat(fit).isInstanceOf(RetentionFit.Fitted.class);
        return (RetentionFit.Fitted) fit;
    }

    private static void parameters(RetentionFit.Fitted fit, double gamma, double delta, double c) {
        BetaDiscreteWeibull model = (BetaDiscreteWeibull) fit.model();
        assertThat(model.gamma()).isCloseTo(gamma, within(1e-6));
        assertThat(model.delta()).isCloseTo(delta, within(1e-6));
        assertThat(model.c()).isCloseTo(c, within(1e-6));
        assertThat(fit.standardErrors()).hasSize(3);
    }

    private static void percentages(RetentionModel model, double... percent) {
        for (int t = 1; t <= percent.length; t++) {
            assertThat(100 * model.survival(t)).isCloseTo(percent[t - 1], within(5.1e-4));
        }
    }

    private static void table(Renewals renewals, double[] kept, double[] lost) {
        assertThat(renewals.periods()).isEqualTo(kept.length);
        for (int t = 1; t <= kept.length; t++) {
            assertThat(renewals.kept(t)).isEqualTo(kept[t - 1]);
            assertThat(renewals.lost(t)).isEqualTo(lost[t - 1]);
        }
    }

    private static void unknown(String why, RetentionFit fit) {
        assertThat(fit)
                .isInstanceOfSatisfying(
                        NoModel.class, none -> assertThat(none.why()).contains(why));
    }

    private static void refused(String why, Runnable asked) {
        assertThatIllegalArgumentException().isThrownBy(asked::run).withMessageContaining(why);
    }
}
