package valentine.conversation;

import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// How long customers waited for the first word of a person: from their first message to our first public reply.
@Service
public class Responses {
    // Index conversation_asked.
    private static final String FIRST = """
            SELECT count(*) AS asked, count(first_reply_at) AS answered,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_reply_at - asked_at))
                    FILTER (WHERE first_reply_at IS NOT NULL) AS median,
                percentile_disc(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM first_reply_at - asked_at))
                    FILTER (WHERE first_reply_at IS NOT NULL) AS p90
            FROM conversation.conversation
            WHERE merged_into IS NULL AND asked_at >= :from AND asked_at < :until
            """;

    private final JdbcClient jdbc;

    Responses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Of so many conversations so many were answered, half of them within the median, nine of ten within the other.
    public record Figures(long asked, long answered, Duration median, Duration ninetieth) {}

    /// Of all conversations that were asked for the first time in a span of time, in calendar hours.
    public Figures first(Instant from, Instant until) {
        return jdbc.sql(FIRST)
                .param("from", ConversationTable.utc(from))
                .param("until", ConversationTable.utc(until))
                .query((row, _) -> new Figures(
                        row.getLong("asked"),
                        row.getLong("answered"),
                        seconds(row.getDouble("median")),
                        seconds(row.getDouble("p90"))))
                .single();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
