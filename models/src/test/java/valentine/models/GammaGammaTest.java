package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
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
    void customers_who_do_not_differ_and_tails_without_a_mean_are_named() {
        Random random = new Random(9);
        int[] frequency = frequencies(random, 3_000);
        double[] alike = new double[frequency.length];
        double[] wild = new double[frequency.length];
        for (int i = 0; i < alike.length; i++) {
            alike[i] = frequency[i] == 0 ? 0 : 20 * Shop.gamma(random, 4 * frequency[i]) / frequency[i];
            wild[i] = 1 / Shop.gamma(random, .4);
        }
        assertThat(((Unfit) GammaGamma.fit(frequency, alike)).why()).contains("do not differ");
        assertThat(((Unfit) GammaGamma.fit(frequency, wild)).why()).contains("no mean");
        int[] often = new int[3_000];
        Arrays.setAll(often, i -> 1 + 400 * (i % 2));
        assertThat(((Unfit) GammaGamma.fit(
                                often,
                                Arrays.stream(wild).map(m -> Math.pow(m, .2)).toArray()))
                        .why())
                .contains("own same amount");
    }

    @Test
    void ten_customers_are_enough_and_nine_are_not() {
        int[] frequency = new int[10];
        double[] mean = new double[10];
        Arrays.setAll(frequency, i -> 1 + i % 3);
        Arrays.setAll(mean, i -> 10 + i * i);
        assertThat(GammaGamma.fit(frequency, mean).toString()).doesNotContain("too few");
        mean[3] = 0;
        assertThat(GammaGamma.fit(frequency, mean).toString()).contains("too few returning customers with spend: 9");
    }

    @Test
    void where_no_mean_exists_their_own_or_the_average_rate_stands_in() {
        assertThat(new GammaGamma(2, .5, 3).expectedSpend(0, 0)).isCloseTo(12, within(1e-12));
        assertThat(new GammaGamma(.2, .5, 3).expectedSpend(1, 7)).isEqualTo(7);
        assertThat(new GammaGamma(.5, .5, 3).expectedSpend(1, 7)).isEqualTo(7);
        assertThat(new GammaGamma(2, .5, 3).expectedSpend(1, 7)).isCloseTo(2 * 10 / 1.5, within(1e-12));
    }

    @Test
    void a_sample_is_each_sixteenth_customer_in_the_unit_of_all() {
        int[] frequency = new int[100_000];
        double[] mean = new double[frequency.length];
        Arrays.setAll(frequency, i -> 1 + i % 5);
        Arrays.setAll(mean, i -> 1 + i % 997);
        SpendSurface sample = Objects.requireNonNull(SpendSurface.sample(frequency, mean, 2));
        double[] gradient = new double[3];
        double told = sample.at(new double[] {3, 4, 5}, gradient);

        GammaGamma model = new GammaGamma(3, 4, 5);
        double sum = 0;
        for (int i = 0; i < frequency.length; i += 16) {
            sum += model.logLikelihood(frequency[i], mean[i] / 2);
        }
        assertThat(sample.customers()).isEqualTo(6_250);
        assertThat(told).isCloseTo(sum, within(1e-6));
        assertThat(SpendSurface.sample(Arrays.copyOf(frequency, 99_999), Arrays.copyOf(mean, 99_999), 2))
                .isNull();
    }

    @Test
    void what_is_no_spend_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GammaGamma(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PUBLISHED.logLikelihood(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> PUBLISHED.logLikelihood(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> PUBLISHED.expectedSpend(-1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> PUBLISHED.expectedSpend(1, -3));
        assertThatIllegalArgumentException().isThrownBy(() -> GammaGamma.fit(new int[1], new double[2]));
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
