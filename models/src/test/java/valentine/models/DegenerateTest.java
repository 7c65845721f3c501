package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import valentine.models.discrete.BgBb;

/// Shops about which nothing can be said: every fit says so in a sentence, and never in a number.
class DegenerateTest {

    @Test
    void three_customers_are_too_few() {
        Summaries three = Summaries.of(new int[] {0, 1, 4}, new int[] {0, 9, 50}, new int[] {60, 60, 60});
        everyFit(three).forEach((name, fit) -> assertThat(fit).as(name).contains("too few customers: 3"));
    }

    @Test
    void one_order_in_all_is_too_little() {
        Summaries one = Summaries.of(new int[] {0}, new int[] {0}, new int[] {40});
        everyFit(one).forEach((name, fit) -> assertThat(fit).as(name).contains("too few customers: 1"));
    }

    @Test
    void orders_all_on_one_day_are_no_time_in_which_anybody_could_come_back() {
        Summaries oneDay = Summaries.of(new int[500], new int[500], new int[500]);
        everyFit(oneDay)
                .forEach((name, fit) ->
                        assertThat(fit).as(name).containsAnyOf("nobody came back", "nobody had an opportunity"));
    }

    @Test
    void ten_million_customers_with_one_order_each_are_many_of_whom_nobody_came_back() {
        int[] age = new int[10_000_000];
        Arrays.setAll(age, i -> i % 900);
        int[] none = new int[age.length];
        Summaries all = Summaries.of(none, none, age);
        everyFit(all).forEach((name, fit) -> assertThat(fit).as(name).contains("nobody came back"));
    }

    @Test
    void spend_of_nobody_or_of_three_is_too_little() {
        assertThat(GammaGamma.fit(new int[100], new double[100])).isInstanceOf(Unfit.class);
        assertThat(GammaGamma.fit(new int[] {1, 2, 3}, new double[] {9, 8, 7}))
                .isEqualTo(new Unfit("too few returning customers with spend: 3"));
        assertThat(GammaGamma.fit(new int[0], new double[0])).isInstanceOf(Unfit.class);
    }

    @Test
    void one_robot_among_ordinary_people_ends_in_finite_answers() {
        int[] frequency = new int[60];
        int[] recency = new int[60];
        int[] age = new int[60];
        for (int i = 0; i < 60; i++) {
            age[i] = 200 + i;
            frequency[i] = i % 3;
            recency[i] = i % 3 == 0 ? 0 : 10 * (1 + i % 7);
        }
        frequency[7] = 3_000;
        recency[7] = age[7];
        everyFit(Summaries.of(frequency, recency, age), false)
                .forEach((name, fit) -> assertThat(fit).as(name).doesNotContain("NaN", "Infinity"));
    }

    @Test
    void everybody_alike_and_everybody_seen_today_end_in_finite_answers() {
        int[] four = new int[300];
        int[] today = new int[300];
        Arrays.fill(four, 4);
        Arrays.fill(today, 100);
        everyFit(Summaries.of(four, today, today))
                .forEach((name, fit) -> assertThat(fit).as(name).doesNotContain("NaN", "Infinity"));
        int[] third = Arrays.copyOf(today, 300);
        Arrays.fill(third, 33);
        everyFit(Summaries.of(four, third, today))
                .forEach((name, fit) -> assertThat(fit).as(name).doesNotContain("NaN", "Infinity"));
        int[] ones = new int[300];
        Arrays.fill(ones, 1);
        everyFit(Summaries.of(ones, ones, today))
                .forEach((name, fit) -> assertThat(fit).as(name).doesNotContain("NaN", "Infinity"));
    }

    private static Map<String, String> everyFit(Summaries all) {
        return everyFit(all, true);
    }

    private static Map<String, String> everyFit(Summaries all, boolean opportunities) {
        Map<String, String> fits = new LinkedHashMap<>();
        fits.put("NBD", Fit.nbd(all).toString());
        fits.put("BG/NBD", Fit.bgNbd(all).toString());
        fits.put("MBG/NBD", Fit.mbgNbd(all).toString());
        fits.put("Pareto/NBD", Fit.paretoNbd(all).toString());
        fits.put("BG/CNBD-k", Fit.bgCnbd(all, 0).toString());
        fits.put("MBG/CNBD-k", Fit.mbgCnbd(all, 0).toString());
        if (opportunities) {
            fits.put("BG/BB", BgBb.fit(all).toString());
        }
        if (all.customers() < 1000) {
            int[] frequency = new int[all.customers()];
            int[] recency = new int[all.customers()];
            int[] age = new int[all.customers()];
            double[][] covariates = new double[all.customers()][1];
            for (int i = 0; i < frequency.length; i++) {
                frequency[i] = all.frequency(all.group(i));
                recency[i] = (int) all.recency(all.group(i));
                age[i] = (int) all.age(all.group(i));
                covariates[i][0] = i % 2;
            }
            fits.put(
                    "covariates",
                    CovariateFit.paretoNbd(frequency, recency, age, 1, covariates)
                            .toString());
        }
        return fits;
    }
}
