package valentine.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import valentine.models.Share;
import valentine.models.ShareDifference;

class KeptRateTest {
    @Test
    void a_small_group_is_drawn_to_the_mean_and_gets_no_verdict() {
        List<KeptRate> rates = KeptRate.of(List.of(
                counted("Vienna", 800, 1000),
                counted("Graz", 790, 1000),
                counted("Linz", 820, 1000),
                counted("Wels", 0, 1)));
        KeptRate small = rates.getLast();
        assertThat(small.shrunk().value()).isGreaterThan(0.6);
        assertThat(small.verdict()).isEmpty();
    }

    @Test
    void a_branch_that_breaks_most_is_named() {
        List<KeptRate> rates = KeptRate.of(
                List.of(counted("Vienna", 900, 1000), counted("Graz", 910, 1000), counted("Linz", 500, 1000)));
        assertThat(rates)
                .extracting(KeptRate::verdict)
                .containsExactly("better than the others", "better than the others", "worse than the others");
        assertThat(rates.getLast().seen()).isEqualTo("500 of 1000");
    }

    @Test
    void lateness_is_told_as_people_say_it() {
        assertThat(KeptRate.words(Duration.ofSeconds(20))).isEqualTo("1 min");
        assertThat(KeptRate.words(Duration.ofMinutes(90))).isEqualTo("1 h");
        assertThat(KeptRate.words(Duration.ofHours(80))).isEqualTo("3 days");
        assertThat(KeptRate.words(null)).isEqualTo("–");
    }

    @Test
    void a_difference_that_may_be_chance_is_told_with_its_interval_too() {
        assertThat(KeptPage.Page.against(difference(30, 60, 36, 60)))
                .isEqualTo("That may be chance: between 27 points less often and 8 more.");
        assertThat(KeptPage.Page.against(difference(20, 60, 40, 60)))
                .isEqualTo("That is 33 points (16 to 48) less often.");
    }

    @Test
    void stars_that_may_differ_by_chance_are_told_with_their_interval_too() {
        SaidAfter said = new SaidAfter(
                new SaidAfter.Scores(100, 4.3, 1), new SaidAfter.Scores(50, 4.2, 1), new SaidAfter.Scores(50, 2.3, 1));

        assertThat(said.against(said.late())).isEqualTo("That may be chance: between 0.44 stars fewer and 0.24 more.");
        assertThat(said.against(said.broken())).isEqualTo("That is 2.00 stars fewer (1.66 to 2.34).");
    }

    private static ShareDifference difference(long ones, long of, long others, long ofOthers) {
        return ShareDifference.of(Share.of(ones, of), Share.of(others, ofOthers));
    }

    private static KeptRate.Counted counted(String group, long kept, long total) {
        return new KeptRate.Counted(group, kept, total, null, null);
    }
}
