package valentine.effort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import valentine.models.Share;

class RateTest {
    private static final int SEEDS = 400;
    private static final int GROUPS = 12;

    @Test
    void a_group_that_truly_differs_is_found_and_the_others_are_not_named() {
        int found = 0;
        int wrong = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Share> shares = IntStream.range(0, GROUPS)
                    .mapToObj(group -> drawn(random, 300, group == 0 ? 0.60 : 0.80))
                    .toList();
            List<Rate> rates = rates(Measure.IN_A_DAY, shares);
            if (rates.getFirst().verdict().equals("worse than the others")) found++;
            wrong += (int) rates.stream()
                    .skip(1)
                    .filter(rate -> rate.verdict().startsWith("worse"))
                    .count();
        }
        assertThat(found).isEqualTo(SEEDS);
        assertThat(wrong).isLessThan(SEEDS * (GROUPS - 1) / 100);
    }

    @Test
    void of_groups_that_do_not_differ_hardly_one_is_named() {
        int named = 0;
        int plain = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Share> shares = IntStream.range(0, GROUPS)
                    .mapToObj(_ -> drawn(random, 20 + random.nextInt(300), 0.3))
                    .toList();
            for (Rate rate : rates(Measure.REPEATED, shares)) {
                if (rate.rest().significant()) plain++;
                if (!rate.verdict().isEmpty()) named++;
            }
        }
        int compared = SEEDS * GROUPS;
        assertThat((double) plain / compared).as("the interval alone").isBetween(0.03, 0.07);
        assertThat((double) named / compared).isLessThan(0.01);
    }

    @Test
    void a_small_group_is_drawn_to_the_mean_and_gets_no_verdict() {
        List<Rate> rates = rates(
                Measure.SETTLED,
                List.of(Share.of(800, 1000), Share.of(790, 1000), Share.of(820, 1000), Share.of(0, 3)));
        assertThat(rates.getLast().shrunk().value()).isGreaterThan(0.2);
        assertThat(rates.getLast().verdict()).isEmpty();
    }

    @Test
    void an_interval_is_rounded_outwards() {
        assertThat(Rate.between(Share.of(0, 1_000))).isEqualTo("0 to 1 %");
        assertThat(Rate.words(Share.of(1_234, 5_678))).isEqualTo("1,234 of 5,678");
        assertThat(Rate.value(Share.of(0, 0))).isEqualTo("–");
    }

    @Test
    void whether_more_is_better_depends_on_what_is_asked() {
        List<Share> shares = List.of(Share.of(50, 1000), Share.of(60, 1000), Share.of(300, 1000));
        assertThat(rates(Measure.REPEATED, shares).getLast().verdict()).isEqualTo("worse than the others");
        assertThat(rates(Measure.PRAISE, shares).getLast().verdict()).isEqualTo("better than the others");
    }

    @Test
    void the_interval_of_the_median_holds_it_as_often_as_it_says() {
        List<Double> quantiles = Middle.quantiles();
        for (int size : new int[] {6, 9, 30, 100, 1_000}) {
            int held = 0;
            SplittableRandom random = new SplittableRandom(size);
            for (int round = 0; round < 2_000; round++) {
                // True median 6,931 seconds.
                long[] sorted = IntStream.range(0, size)
                        .mapToLong(_ -> Math.round(-10_000 * Math.log(1 - random.nextDouble())))
                        .sorted()
                        .toArray();
                Middle middle = Middle.of(
                        size,
                        quantiles.stream()
                                .map(q -> sorted[Math.clamp((long) Math.ceil(q * size) - 1, 0, size - 1)])
                                .toList());
                Duration truth = Duration.ofSeconds(6_931);
                if (middle.low().compareTo(truth) <= 0 && middle.high().compareTo(truth) >= 0) held++;
            }
            assertThat(held / 2_000.0).as("of " + size).isGreaterThan(0.935);
        }
    }

    @Test
    void of_few_there_is_a_median_and_no_interval() {
        List<Long> alike = Middle.quantiles().stream().map(_ -> 7_200L).toList();
        assertThat(Middle.of(5, alike).between()).isEmpty();
        assertThat(Middle.of(6, alike).between()).isEqualTo("2 h to 2 h");
        assertThat(Middle.of(0, List.of()).value()).isEqualTo("–");
        assertThat(Middle.quantiles().get(Middle.quantiles().size() / 2)).isCloseTo(0.5, within(0.0));
    }

    @Test
    void one_customer_is_odd_only_where_chance_hardly_makes_it() {
        assertThat(EffortPanel.isOdd(2, 5, 1_000, 10_000)).isFalse();
        assertThat(EffortPanel.isOdd(4, 5, 1_000, 10_000)).isTrue();
        assertThat(EffortPanel.isOdd(5, 5, 19, 19)).as("too few others").isFalse();
        assertThat(EffortPanel.isOdd(0, 5, 1_000, 10_000)).isFalse();
    }

    private static List<Rate> rates(Measure measure, List<Share> shares) {
        return Rate.of(
                measure,
                shares,
                Share.of(
                        shares.stream().mapToLong(Share::successes).sum(),
                        shares.stream().mapToLong(Share::total).sum()));
    }

    private static Share drawn(SplittableRandom random, int size, double chance) {
        boolean[] came = new boolean[size];
        for (int i = 0; i < size; i++) came[i] = random.nextDouble() < chance;
        return Share.of(IntStream.range(0, size).filter(i -> came[i]).count(), size);
    }
}
