package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BetaTest {
    @Test
    void with_whole_numbers_it_is_the_sum_of_binomial_chances() {
        assertThat(new Beta(1, 1).below(0.3)).isEqualTo(0.3, within(1e-13));
        assertThat(new Beta(2, 1).below(0.3)).isEqualTo(0.09, within(1e-13));
        assertThat(new Beta(1, 3).below(0.3)).isEqualTo(1 - 0.343, within(1e-13));
        // P(X >= 3) of 7 trials at 0.4.
        double atLeast = 0;
        for (int k = 3; k <= 7; k++) {
            double ways = 1;
            for (int i = 0; i < k; i++) ways = ways * (7 - i) / (i + 1);
            atLeast += ways * Math.pow(0.4, k) * Math.pow(0.6, 7 - k);
        }
        assertThat(new Beta(3, 5).below(0.4)).isEqualTo(atLeast, within(1e-14));
    }

    @Test
    void the_arcsine_law_is_met() {
        for (double x : new double[] {1e-12, 0.01, 0.2, 0.5, 0.9, 0.999}) {
            assertThat(new Beta(0.5, 0.5).below(x))
                    .isCloseTo(2 / Math.PI * Math.asin(Math.sqrt(x)), withinPercentage(1e-10));
        }
        assertThat(new Beta(0.5, 0.5).quantile(0.25)).isEqualTo(0.5 - Math.sqrt(0.5) / 2, within(1e-14));
    }

    @Test
    void a_quantile_leads_back_to_its_probability_wherever_it_lies() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            Beta beta = new Beta(Math.exp(8 * random.nextDouble() - 3), Math.exp(8 * random.nextDouble() - 3));
            double probability = random.nextDouble();
            double chance = beta.quantile(probability);
            assertThat(chance).isBetween(0.0, 1.0);
            if (chance > 1e-300 && chance < 1 - 1e-6) {
                assertThat(beta.below(chance)).as(beta + " " + probability).isEqualTo(probability, within(1e-9));
            }
        }
    }

    @Test
    void it_grows_from_nothing_to_everything() {
        Beta beta = new Beta(2_000_000, 3_000_000);
        assertThat(beta.below(0)).isZero();
        assertThat(beta.below(1)).isEqualTo(1);
        assertThat(beta.quantile(0)).isZero();
        assertThat(beta.quantile(1)).isEqualTo(1);
        double half = 1.959964 * Math.sqrt(beta.variance());
        assertThat(beta.quantile(0.975)).isEqualTo(beta.mean() + half, within(1e-6));
        double before = 0;
        for (double x = 0.001; x < 1; x += 0.001) {
            double below = new Beta(0.3, 4).below(x);
            assertThat(below).isGreaterThanOrEqualTo(before);
            before = below;
        }
    }

    @Test
    void what_is_no_distribution_is_refused() {
        assertThatThrownBy(() -> new Beta(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Beta(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Beta(1, 1).quantile(1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
