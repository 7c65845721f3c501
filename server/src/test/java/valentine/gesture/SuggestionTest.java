package valentine.gesture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import valentine.customer.CustomerId;
import valentine.history.Fact;
import valentine.history.Kind;

class SuggestionTest {
    private static final CustomerId ANNA = new CustomerId(1);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-10T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void a_complaint_that_nobody_answered_comes_before_everything() {
        Suggestion suggestion = suggest(regular(), fact(Kind.RETURN, 1), fact(Kind.COMPLAINT, 2));

        assertThat(suggestion.gesture()).isEqualTo(Gesture.ANSWER_COMPLAINT);
        assertThat(suggestion.why()).isEqualTo("Complained on Sunday: “Cup broken”. Nobody has answered yet.");
    }

    @Test
    void an_answered_complaint_is_not_brought_up_again() {
        assertThat(suggest(regular(), fact(Kind.MESSAGE_OUT, 1), fact(Kind.COMPLAINT, 2))
                        .gesture())
                .isEqualTo(Gesture.WRITE_PERSONALLY);
    }

    @Test
    void what_we_attended_to_from_here_is_not_brought_up_again() {
        Standing attended = standing(null, 5, CLOCK.instant().minus(Duration.ofDays(1)));

        assertThat(suggest(attended, fact(Kind.COMPLAINT, 2)).gesture()).isEqualTo(Gesture.WRITE_PERSONALLY);
    }

    @Test
    void a_broken_promise_wants_to_be_kept() {
        Suggestion suggestion = suggest(regular(), fact(Kind.MESSAGE_OUT, 1), fact(Kind.PROMISE_BROKEN, 1));

        assertThat(suggestion.gesture()).isEqualTo(Gesture.KEEP_PROMISE);
        assertThat(suggestion.why()).isEqualTo("We broke a promise yesterday: “Cup broken”.");
    }

    @Test
    void a_low_answer_wants_a_call() {
        assertThat(suggest(regular(), answer("Would you recommend us?", 6, null))
                        .gesture())
                .isEqualTo(Gesture.CALL_AND_LISTEN);
        assertThat(suggest(regular(), answer("Would you recommend us?", 7, null))
                        .gesture())
                .isEqualTo(Gesture.WRITE_PERSONALLY);
        assertThat(suggest(regular(), answer("Happy?", 2, null)).gesture()).isEqualTo(Gesture.CALL_AND_LISTEN);
        assertThat(suggest(regular(), answer("Happy?", 4, null)).gesture()).isEqualTo(Gesture.WRITE_PERSONALLY);
        assertThat(suggest(regular(), answer("Happy?", 4, 10.0)).why()).isEqualTo("Gave us 4 of 10 on Sunday.");
    }

    @Test
    void a_fresh_return_is_asked_about() {
        assertThat(suggest(regular(), fact(Kind.RETURN, 5)).gesture()).isEqualTo(Gesture.ASK_ABOUT_RETURN);
        assertThat(suggest(regular(), fact(Kind.RETURN, 60)).gesture()).isEqualTo(Gesture.WRITE_PERSONALLY);
    }

    @Test
    void without_trouble_it_depends_on_what_they_are_to_us() {
        assertThat(suggest(standing("Berg & Sons", 5, null)).gesture()).isEqualTo(Gesture.ASK_ABOUT_SEASON);
        assertThat(suggest(standing(null, 1, null)).gesture()).isEqualTo(Gesture.ASK_ABOUT_FIRST_ORDER);
        assertThat(suggest(regular()).why()).isEqualTo("Silent for 112 days.");
    }

    private static Suggestion suggest(Standing standing, Fact... facts) {
        return Suggestion.of(standing, List.of(facts), CLOCK, ZoneOffset.UTC);
    }

    private static Standing regular() {
        return standing(null, 5, null);
    }

    private static Standing standing(@Nullable String account, int orders, @Nullable Instant attendedAt) {
        return new Standing(
                ANNA, "Anna", account, orders, BigDecimal.TEN, BigDecimal.ONE, 0.5, "Silent for 112 days.", attendedAt);
    }

    private static Fact fact(Kind kind, int daysAgo) {
        return new Fact(
                ANNA,
                CLOCK.instant().minus(Duration.ofDays(daysAgo)),
                kind,
                "Cup broken.",
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private static Fact answer(String question, double score, @Nullable Double scale) {
        return new Fact(
                ANNA,
                CLOCK.instant().minus(Duration.ofDays(2)),
                Kind.SURVEY_ANSWER,
                question,
                OptionalDouble.of(score),
                scale == null ? OptionalDouble.empty() : OptionalDouble.of(scale));
    }
}
