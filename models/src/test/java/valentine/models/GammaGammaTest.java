package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class GammaGammaTest {
    private static final GammaGamma PUBLISHED = new GammaGamma(6.25, 3.74, 15.44);

    @Test
    void published_customers_get_the_published_spend() {
        assertThat(PUBLISHED.expectedSpend(2, 22.35)).isCloseTo(24.663713910761, within(1e-9));
        assertThat(PUBLISHED.logLikelihood(2, 22.35)).isCloseTo(-3.5513167597317, within(1e-10));
        assertThat(PUBLISHED.expectedSpend(7, 73.74)).isCloseTo(71.469670896967, within(1e-9));
        assertThat(PUBLISHED.logLikelihood(7, 73.74)).isCloseTo(-6.0548673107222, within(1e-10));
    }

    @Test
    void who_never_came_back_spends_as_the_population() {
        assertThat(PUBLISHED.expectedSpend(0, 0)).isCloseTo(6.25 * 15.44 / 2.74, within(1e-9));
    }

    @Test
    void simulated_parameters_are_found_again_in_any_currency() {
        Random random = new Random(4);
        int[] frequency = frequencies(random, 20_000);
        double[] mean = new double[frequency.length];
        for (int i = 0; i < mean.length; i++) {
            double rate = Shop.gamma(random, 3.7) / 15;
            mean[i] = frequency[i] == 0 ? 0 : Shop.gamma(random, 6 * frequency[i]) / rate / frequency[i];
        }
        SpendFit.Fitted euro = (SpendFit.Fitted) GammaGamma.fit(frequency, mean);
        SpendFit.Fitted yen = (SpendFit.Fitted)
                GammaGamma.fit(frequency, Arrays.stream(mean).map(m -> m * 1e6).toArray());

        assertThat(euro.model().p())
                .isCloseTo(6, within(4 * euro.standardErrors().get(0)));
        assertThat(euro.model().q())
                .isCloseTo(3.7, within(4 * euro.standardErrors().get(1)));
        assertThat(yen.model().p()).isCloseTo(euro.model().p(), Percentage.withPercentage(1e-5));
        assertThat(yen.model().gamma()).isCloseTo(1e6 * euro.model().gamma(), Percentage.withPercentage(1e-5));
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += mean[i] > 0 ? euro.model().logLikelihood(frequency[i], mean[i]) : 0;
        }
        assertThat(euro.logLikelihood()).isCloseTo(sum, within(1e-6));
    }

    @Test
    void spend_that_no_model_explains_is_a_reason_and_not_a_number() {
        assertThat(unfit(i -> 9.99)).contains("the same");
        assertThat(unfit(i -> i < 995 ? 0 : 12)).contains("too few");
        assertThat(unfit(i -> -3)).contains("too few");
    }

    @Test
    void who_always_spends_the_same_is_expected_to_go_on() {
        Random random = new Random(6);
        int[] frequency = new int[1000];
        double[] mean = new double[1000];
        for (int i = 0; i < mean.length; i++) {
            frequency[i] = 1 + i % 4;
            mean[i] = 60 / Shop.gamma(random, 4);
        }
        SpendFit.Fitted fit = (SpendFit.Fitted) GammaGamma.fit(frequency, mean);
        assertThat(fit.model().expectedSpend(4, 33)).isCloseTo(33, Percentage.withPercentage(1));
    }

    @Test
    void a_few_enormous_orders_do_not_break_the_fit() {
        Random random = new Random(8);
        int[] frequency = frequencies(random, 5_000);
        double[] mean = new double[frequency.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = Math.exp(3 + random.nextGaussian()) * (i % 500 == 0 ? 1e6 : 1);
        }
        SpendFit fit = GammaGamma.fit(frequency, mean);
        assertThat(fit.toString()).doesNotContain("NaN", "Infinity");
    }

    private static String unfit(DoubleUnaryOperator spend) {
        int[] frequency = new int[1000];
        double[] mean = new double[1000];
        for (int i = 0; i < mean.length; i++) {
            frequency[i] = 1 + i % 4;
            mean[i] = spend.applyAsDouble(i);
        }
        return ((Unfit) GammaGamma.fit(frequency, mean)).why();
    }

    private static int[] frequencies(Random random, int customers) {
        int[] frequency = new int[customers];
        Arrays.setAll(frequency, i -> (int) (-3 * Math.log(1 - random.nextDouble())));
        return frequency;
    }
}
