package valentine.staying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final int NOW = 1_000;

    private final Outlook outlook = new Outlook(
            180,
            new Formula(Candidate.MBG_NBD, List.of(0.8, 40.0, 0.8, 2.5), 0, 0, 0, 1, null, null),
            new Formula(Candidate.MBG_NBD, List.of(0.8, 40.0, 0.8, 2.5), 0, 0, 0, 1, null, null),
            new Pace(40, 2.5, 45, 3, 0.8, 60),
            new Spending(List.of(), 30),
            0.05);

    @Test
    void bands_begin_at_their_thresholds() {
        assertThat(Band.of(0.5)).isEqualTo(Band.IN_TOUCH);
        assertThat(Band.of(0.4999)).isEqualTo(Band.COOLING);
        assertThat(Band.of(0.25)).isEqualTo(Band.COOLING);
        assertThat(Band.of(0.1)).isEqualTo(Band.LOSING_TOUCH);
        assertThat(Band.of(0)).isEqualTo(Band.GONE_QUIET);
        assertThat(Band.LOSING_TOUCH.label()).isEqualTo("losing touch");
    }

    @Test
    void a_long_silence_is_the_strongest_reason_and_counts_against_staying() {
        Standing standing = outlook.standing(new Known(12, NOW - 530, NOW - 112, 360, 330, 3, 0, List.of()), null, NOW);

        assertThat(standing.reasons().getFirst().label())
                .isEqualTo("Silent for 112 days. Usually comes back within 38 days.");
        assertThat(standing.reasons().getFirst().weight()).isNegative();
        assertThat(standing.reasons().get(1).label()).isEqualTo("12 orders in 14 months.");
    }

    @Test
    void who_bought_once_is_told_what_most_others_do() {
        Standing standing = outlook.standing(new Known(1, NOW - 200, NOW - 200, 30, 0, 1, 0, List.of()), null, NOW);

        assertThat(standing.reasons())
                .extracting(Reason::label)
                .containsExactly("Bought once, 200 days ago. Most who come back do so within 45 days.");
    }

    @Test
    void many_returns_are_named() {
        Standing standing = outlook.standing(new Known(5, NOW - 100, NOW - 3, 30, 10, 3, 2, List.of()), null, NOW);

        assertThat(standing.reasons()).extracting(Reason::label).contains("Returned 2 of the last 3 orders.");
    }

    @Test
    void who_is_drifting_deserves_attention_by_what_is_at_risk_and_how_sure_we_are() {
        Standing drifting = outlook.standing(new Known(12, NOW - 530, NOW - 112, 360, 330, 3, 0, List.of()), null, NOW);
        Standing here = outlook.standing(new Known(12, NOW - 430, NOW - 2, 360, 330, 3, 0, List.of()), null, NOW);
        Standing gone = outlook.standing(new Known(12, NOW - 990, NOW - 700, 360, 330, 3, 0, List.of()), null, NOW);

        assertThat(drifting.atRisk()).isEqualTo(drifting.yearlyValue() * (1 - drifting.staying()));
        assertThat(drifting.attention()).isEqualTo(drifting.atRisk() * 12 / 14);
        assertThat(here.band()).isEqualTo(Band.IN_TOUCH);
        assertThat(here.attention()).isZero();
        assertThat(gone.band()).isEqualTo(Band.GONE_QUIET);
        assertThat(gone.attention()).isZero();
    }

    @Test
    void nobody_is_in_touch_who_is_silent_for_longer_than_is_usual() {
        Formula hopeful = new Formula(Candidate.BG_NBD, List.of(0.8, 40.0, 0.01, 10.0), 0, 0, 0, 1, null, null);
        Outlook bright = new Outlook(180, hopeful, hopeful, outlook.pace(), outlook.spending(), 0.05);
        Standing busy = bright.standing(new Known(12, NOW - 530, NOW - 100, 360, 330, 3, 0, List.of()), null, NOW);

        assertThat(busy.staying()).isGreaterThan(0.5);
        assertThat(busy.band()).isEqualTo(Band.COOLING);
        assertThat(busy.attention()).isPositive();
    }

    @Test
    void what_is_only_likely_is_never_said_to_be_certain() {
        assertThat(Words.percent(0.9999)).isEqualTo("over 99 %");
        assertThat(Words.percent(0.0001)).isEqualTo("under 1 %");
        assertThat(Words.percent(0.614)).isEqualTo("61 %");
    }
}
