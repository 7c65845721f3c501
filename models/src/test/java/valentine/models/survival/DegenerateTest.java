package valentine.models.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever tiny or odd data come in, out comes a model of sound numbers or a sentence.
class DegenerateTest {
    private final Random random = new Random(5);

    @Test
    void every_cohort_gives_sound_numbers_or_a_sentence() {
        for (int round = 0; round < 400; round++) {
            Renewals renewals = renewals();
            sound(ShiftedBetaGeometric.fit(renewals), 2);
            sound(BetaDiscreteWeibull.fit(renewals), 3);
        }
    }

    @Test
    void all_lifetimes_with_anything_known_give_sound_numbers_or_a_sentence() {
        for (int round = 0; round < 500; round++) {
            int customers = 1 + random.nextInt(random.nextBoolean() ? 6 : 40);
            Lifetimes lifetimes = lifetimes(customers);
            Covariates known = known(customers);
            for (double ridge : new double[] {0, 1}) {
                switch (Cox.fit(lifetimes, known, ridge)) {
                    case NoModel none -> assertThat(none.why()).isNotBlank().doesNotEndWith(".");
                    case CoxFit.Fitted fit -> sound(fit, lifetimes, known);
                }
            }
        }
    }

    private static void sound(RetentionFit fit, int parameters) {
        switch (fit) {
            case NoModel none -> assertThat(none.why()).isNotBlank().doesNotEndWith(".");
            case RetentionFit.Alike alike -> {
                assertThat(alike.retention()).isStrictlyBetween(0.0, 1.0);
                assertThat(alike.logLikelihood()).isFinite();
            }
            case RetentionFit.Fitted fitted -> {
                assertThat(fitted.logLikelihood()).isFinite();
                assertThat(fitted.standardErrors())
                        .hasSize(parameters)
                        .allSatisfy(error -> assertThat(error).isPositive().isFinite());
                assertThat(fitted.model().survival(40))
                        .isBetween(0.0, fitted.model().survival(39));
                assertThat(fitted.model().residualLifetime(2, .1)).isBetween(0.0, 11.000001);
            }
        }
    }

    private static void sound(CoxFit.Fitted fit, Lifetimes lifetimes, Covariates known) {
        assertThat(fit.logLikelihood()).isFinite().isLessThanOrEqualTo(1e-9);
        assertThat(fit.model().coefficients()).allSatisfy(effect -> {
            assertThat(effect.value()).isFinite();
            assertThat(effect.standardError()).isFinite();
        });
        for (int i = 0; i < lifetimes.size(); i++) {
            assertThat(fit.model().survival(lifetimes.duration(i), known.row(i)))
                    .isBetween(0.0, 1.0);
        }
    }

    private Renewals renewals() {
        double[] survivors = new double[1 + random.nextInt(12)];
        survivors[0] = 1 + random.nextInt(random.nextBoolean() ? 20 : 5_000);
        double usual = random.nextDouble();
        for (int i = 1; i < survivors.length; i++) {
            double share = random.nextInt(10) == 0 ? 1 : random.nextInt(4) == 0 ? random.nextDouble() : usual;
            survivors[i] = Math.floor(survivors[i - 1] * share);
        }
        return Renewals.ofSurvivors(survivors);
    }

    private Lifetimes lifetimes(int customers) {
        boolean[] left = new boolean[customers];
        for (int i = 0; i < customers; i++) {
            left[i] = random.nextInt(3) > 0;
        }
        int longest = 1 + random.nextInt(12);
        return Lifetimes.of(random.ints(customers, 0, longest).asDoubleStream().toArray(), left);
    }

    private Covariates known(int customers) {
        Covariates known = Covariates.of(customers);
        int kind = random.nextInt(3);
        for (int column = random.nextInt(4); column > 0; column--) {
            double[] values = new double[customers];
            for (int i = 0; i < customers; i++) {
                values[i] = switch (kind) {
                    case 0 -> random.nextInt(2);
                    case 1 -> 1e6 * random.nextGaussian();
                    default -> Math.exp(5 * random.nextGaussian());
                };
            }
            known = known.with("column " + column, values);
        }
        return known;
    }
}
