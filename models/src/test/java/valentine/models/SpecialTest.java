package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpecialTest {

    @Test
    void gamma_functions_have_their_known_values() {
        assertThat(Special.logGamma(.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-14));
        assertThat(Special.logGamma(101)).isCloseTo(363.73937555556349, within(1e-12));
        assertThat(Special.digamma(1)).isCloseTo(-.57721566490153286, within(1e-14));
        assertThat(Special.digamma(.5)).isCloseTo(-1.9635100260214235, within(1e-14));
    }

    @Test
    void rising_products_keep_their_digits_for_any_base_and_length() {
        for (double base : new double[] {1e-5, .3, 7, 1e3, 1e9}) {
            double sum = 0;
            for (int n = 0; n < 3000; n++) {
                assertThat(Special.logRising(base, n)).isCloseTo(sum, within(1e-13 * Math.max(1, Math.abs(sum))));
                sum += Math.log(base + n);
            }
        }
        assertThat(Special.logRising(2.5, .75))
                .isCloseTo(Special.logGamma(3.25) - Special.logGamma(2.5), within(1e-13));
    }

    @Test
    void gauss_nodes_integrate_polynomials_exactly() {
        Gauss gauss = Gauss.of(8);
        double sum = 0;
        for (int i = 0; i < gauss.size(); i++) {
            sum += gauss.weight(i) * Math.pow(gauss.node(i), 15);
        }
        assertThat(sum).isCloseTo(1.0 / 16, within(1e-15));
    }

    @Test
    void the_inverse_undoes_a_matrix_and_refuses_what_is_not_positive() {
        double[][] matrix = {{4, 1, .5}, {1, 3, -.2}, {.5, -.2, 2}};
        double[] back = Symmetric.times(Symmetric.inverse(matrix), Symmetric.times(matrix, new double[] {1, 2, 3}));
        assertThat(back).containsExactly(new double[] {1, 2, 3}, within(1e-12));
        assertThat(Symmetric.inverse(new double[][] {{1, 2}, {2, 1}})).isNull();
    }

    @Test
    void a_rising_product_past_the_largest_double_has_a_logarithm() {
        assertThat(Special.logRising(1e30, 15)).isCloseTo(15 * Math.log(1e30), within(1e-9));
        assertThat(new Nbd(1e30, 1e30).logLikelihood(12, 1, 2)).isFinite();
    }
}
