package valentine.effort;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.team.Firms;
import valentine.web.LastCounted;

/// What the conversations of the last year (of the last in which any began) took customers, and how they went, counted
/// behind the pages and kept for a few minutes.
@Component
class EffortFigures {
    static final Duration YEAR = Duration.ofDays(365);

    // Index conversation_asked. What a file brought may have ended long ago.
    private static final String LAST_ASKED =
            "SELECT max(asked_at) AS at FROM conversation.conversation WHERE asked_at < :now";

    private final Matters matters;
    private final Tally tally;
    private final Firms firms;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final TransactionTemplate together;
    private final LastCounted<Figures> counted;

    EffortFigures(
            Matters matters,
            Tally tally,
            Firms firms,
            Clock clock,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.matters = matters;
        this.tally = tally;
        this.firms = firms;
        this.clock = clock;
        this.jdbc = jdbc;
        this.together = new TransactionTemplate(transactions);
        this.counted = new LastCounted<>("effort", clock, this::make);
    }

    /// @param until the end of the year looked at
    /// @param all of all conversations
    /// @param by the groups of each facet, the largest first, months in their order
    /// @param top the matters that took most, by group; of all under [Facet#ALL] and the empty key
    record Figures(
            Instant at,
            Instant until,
            Counted all,
            Map<Facet, List<Counted>> by,
            Map<Place, List<Matter>> top,
            Median median) {
        Figures {
            by = Map.copyOf(by);
            top = Map.copyOf(top);
        }

        List<Counted> of(Facet facet) {
            return by.getOrDefault(facet, List.of());
        }
    }

    /// A group of a facet.
    record Place(Facet facet, String key) {}

    /// The customer in the middle of all who wrote in that year.
    ///
    /// @param waited over those customers who waited at all
    record Median(
            long customers,
            long conversations,
            long repeats,
            long transfers,
            long switches,
            @Nullable Duration waited) {}

    /// What was counted last, behind the page.
    Optional<Figures> latest() {
        return counted.latest();
    }

    /// The same for who waits for nothing.
    Optional<Figures> known() {
        return counted.known();
    }

    /// Lets the next who looks count anew.
    void anew() {
        counted.anew();
    }

    private Figures make() {
        Instant now = clock.instant();
        Instant until = until(now);
        return java.util.Objects.requireNonNull(together.execute(_ -> {
            matters.lay(until.minus(YEAR), until);
            return tally.of(now, until, firms.ours().zone());
        }));
    }

    /// Now, or the end of a time after which nobody asked anything for a year.
    private Instant until(Instant now) {
        Instant last = jdbc.sql(LAST_ASKED)
                .param("now", Matters.utc(now))
                .query((row, _) -> Optional.ofNullable(row.getObject("at", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElse(now);
        return last.isBefore(now.minus(YEAR)) ? last.plusSeconds(1) : now;
    }
}
