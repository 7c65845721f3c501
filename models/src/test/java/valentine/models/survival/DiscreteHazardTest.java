package valentine.models.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import valentine.models.Logistic;

class DiscreteHazardTest {
    private static final int CUSTOMERS = 3_000;

    private final Random random = new Random(31);
    private final double[] yearly = IntStream.range(0, CUSTOMERS)
            .mapToDouble(i -> random.nextBoolean() ? 1 : 0)
            .toArray();
    private final Covariates known = Covariates.of(CUSTOMERS).with("yearly", yearly);
    private final Lifetimes lifetimes = lifetimes();

    @Test
    void it_is_the_logistic_regression_of_customers_period_by_period() {
        int rows = IntStream.range(0, CUSTOMERS)
                .map(i -> (int) lifetimes.duration(i))
                .sum();
        double[][] columns = new double[4][rows];
        boolean[] leaves = new boolean[rows];
        int row = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            for (int period = 1; period <= lifetimes.duration(i); period++) {
                double time = Math.log(period);
                columns[0][row] = time;
                columns[1][row] = time * time;
                columns[2][row] = yearly[i];
                columns[3][row] = yearly[i] * time;
                leaves[row++] = period == lifetimes.duration(i) && lifetimes.left(i);
            }
        }
        Logistic regression = Logistic.fit(columns, leaves, null, 0);
        DiscreteHazard model =
                fitted(DiscreteHazard.fit(lifetimes, known, 1e-6)).model();
        for (int period : new int[] {1, 2, 7, 20}) {
            double time = Math.log(period);
            for (double year : new double[] {0, 1}) {
                double expected = regression.probability(time, time * time, year, year * time);
                assertThat(model.hazard(period, year)).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void the_log_likelihood_is_that_of_what_every_customer_did() {
        HazardFit.Fitted fit = fitted(DiscreteHazard.fit(lifetimes, known, .5));
        double sum = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            int last = (int) lifetimes.duration(i);
            double before = lifetimes.left(i) ? last - 1 : last;
            sum += Math.log(fit.model().survival(before, yearly[i]));
            sum += lifetimes.left(i) ? Math.log(fit.model().hazard(last, yearly[i])) : 0;
        }
        assertThat(fit.logLikelihood()).isCloseTo(sum, within(1e-8 * Math.abs(sum)));
        assertThat(fit.customers()).isEqualTo(CUSTOMERS);
        assertThat(fit.left()).isEqualTo(lifetimes.leavers());
    }

    @Test
    void an_effect_that_fades_with_time_is_found() {
        DiscreteHazard model =
                fitted(DiscreteHazard.fit(lifetimes, known, 1e-3)).model();
        // Planted: half the odds at first, the same after a while.
        assertThat(ratio(model, 1)).isCloseTo(Math.exp(-1.5), within(.06));
        assertThat(ratio(model, 20)).isCloseTo(1, within(.35));
        for (int period = 1; period < 15; period++) {
            assertThat(model.hazard(period, 0)).isCloseTo(planted(period, 0), within(.02));
            assertThat(model.hazard(period, 1)).isCloseTo(planted(period, 1), within(.02));
        }
    }

    @Test
    void survival_is_the_product_of_staying_and_the_hazard_stays_after_the_last_period() {
        DiscreteHazard model = fitted(DiscreteHazard.fit(lifetimes, known, 1)).model();
        double survival = 1;
        for (int period = 1; period <= 40; period++) {
            survival *= 1 - model.hazard(period, 1);
            assertThat(model.survival(period, 1)).isCloseTo(survival, within(1e-12));
            assertThat(model.survival(period + .9, 1)).isCloseTo(survival, within(1e-12));
        }
        assertThat(model.survival(0, 1)).isEqualTo(1);
        assertThat(model.survival(.9, 1)).isEqualTo(1);
        assertThat(model.hazard(24, 0)).isEqualTo(model.hazard(1_000, 0));
        assertThat(model.hazard(20, 0)).isNotEqualTo(model.hazard(24, 0));
        assertThat(model.survival(1e9, 0)).isZero();
    }

    @Test
    void begun_periods_count_for_those_who_left_only() {
        Covariates none = Covariates.of(4);
        Lifetimes broken = Lifetimes.of(new double[] {0, .4, 1.9, 2.5}, new boolean[] {true, true, false, false});
        Lifetimes whole = Lifetimes.of(new double[] {1, 1, 1, 2}, new boolean[] {true, true, false, false});
        double expected = fitted(DiscreteHazard.fit(whole, none, 1)).model().hazard(1);
        assertThat(fitted(DiscreteHazard.fit(broken, none, 1)).model().hazard(1))
                .isCloseTo(expected, within(1e-9));
        assertThat(expected).isCloseTo(.5, within(1e-3));
    }

    @Test
    void three_periods_have_the_hazards_that_were_seen() {
        double[] duration = new double[100];
        boolean[] left = new boolean[100];
        for (int i = 0; i < 100; i++) {
            duration[i] = i < 90 ? 1 : i < 95 ? 2 : 3;
            left[i] = i < 96;
        }
        DiscreteHazard model = fitted(DiscreteHazard.fit(Lifetimes.of(duration, left), Covariates.of(100), 1))
                .model();
        assertThat(model.hazard(1)).isCloseTo(.9, within(1e-4));
        assertThat(model.hazard(2)).isCloseTo(.5, within(1e-4));
        assertThat(model.hazard(3)).isCloseTo(.2, within(1e-4));
        assertThat(model.survival(3)).isCloseTo(.04, within(1e-4));
    }

    @Test
    void a_few_enormous_values_do_not_lead_astray() {
        for (int round = 0; round < 8; round++) {
            double[] money = IntStream.range(0, CUSTOMERS)
                    .mapToDouble(i -> Math.exp(5 * random.nextGaussian()))
                    .toArray();
            Covariates more = Covariates.of(CUSTOMERS).with("money", money);
            double knowing = fitted(DiscreteHazard.fit(lifetimes, more, 1e-6)).logLikelihood();
            double ignorant = fitted(DiscreteHazard.fit(lifetimes, Covariates.of(CUSTOMERS), 1))
                    .logLikelihood();
            assertThat(knowing).isBetween(ignorant - 1e-3, ignorant + 20);
        }
    }

    @Test
    void what_separates_and_what_never_changes_stay_finite() {
        double[] leaves = IntStream.range(0, CUSTOMERS)
                .mapToDouble(i -> lifetimes.left(i) ? 1 : 0)
                .toArray();
        Covariates telling = known.with("leaves", leaves).with("same", new double[CUSTOMERS]);
        DiscreteHazard model =
                fitted(DiscreteHazard.fit(lifetimes, telling, .1)).model();
        assertThat(model.hazard(5, 1, 1, 0)).isBetween(.001, .999);
        assertThat(model.hazard(5, 1, 0, 0)).isBetween(0.0, .01);
        assertThat(model.hazard(5, 1, 1, 7)).isEqualTo(model.hazard(5, 1, 1, 0));
    }

    @Test
    void what_tells_too_little_says_so() {
        Covariates none = Covariates.of(2);
        assertThat(DiscreteHazard.fit(KaplanMeierTest.lifetimes("1+ 2+"), none, 1))
                .isEqualTo(new NoModel("nobody has left yet"));
        assertThat(DiscreteHazard.fit(KaplanMeierTest.lifetimes("1 1"), none, 1))
                .isEqualTo(new NoModel("everybody left in the first period"));
    }

    @Test
    void what_is_no_hazard_is_refused() {
        Covariates two = Covariates.of(2);
        Lifetimes seen = KaplanMeierTest.lifetimes("1 3+");
        for (double ridge : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused("ridge", () -> DiscreteHazard.fit(seen, two, ridge));
        }
        refused("2 and 3", () -> DiscreteHazard.fit(seen, Covariates.of(3), 1));
        refused("longer periods", () -> DiscreteHazard.fit(KaplanMeierTest.lifetimes("1 5001"), two, 1));
        DiscreteHazard model =
                fitted(DiscreteHazard.fit(seen, two.with("x", 1, 2), 1)).model();
        refused("first period", () -> model.hazard(0, 1));
        refused("1 covariates", () -> model.hazard(1));
        refused("not finite", () -> model.survival(1, Double.NaN));
        refused("No time", () -> model.survival(-1, 1));
        refused("No time", () -> model.survival(Double.NaN, 1));
        refused("No time", () -> model.survival(Double.POSITIVE_INFINITY, 1));
    }

    private static double ratio(DiscreteHazard model, int period) {
        double one = model.hazard(period, 1);
        double other = model.hazard(period, 0);
        return one / (1 - one) / (other / (1 - other));
    }

    private static double planted(int period, double year) {
        double odds = -1.5 - .3 * Math.log(period) + year * (-1.5 + .5 * Math.log(period));
        return 1 / (1 + Math.exp(-odds));
    }

    private Lifetimes lifetimes() {
        double[] duration = new double[CUSTOMERS];
        boolean[] left = new boolean[CUSTOMERS];
        Arrays.setAll(duration, i -> {
            int seen = 1 + random.nextInt(24);
            int period = 1;
            while (period < seen && random.nextDouble() >= planted(period, yearly[i])) {
                period++;
            }
            left[i] = period < seen || random.nextDouble() < planted(period, yearly[i]);
            return period;
        });
        return Lifetimes.of(duration, left);
    }

    private static HazardFit.Fitted fitted(HazardFit fit) {
        assertThat(fit).isInstanceOf(HazardFit.Fitted.class);
        return (HazardFit.Fitted) fit;
    }

    private static void refused(String why, Runnable asked) {
        assertThatIllegalArgumentException().isThrownBy(asked::run).withMessageContaining(why);
    }
}
