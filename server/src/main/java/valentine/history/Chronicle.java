package valentine.history;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;

/// What happened with a customer as programs read it: every field, newest first, from where the last page ended.
@Service
public class Chronicle {
    /// Stands after everything.
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    // For each of the customer's profiles a walk backwards along the primary key (customer, at, id), of which no more
    // than a page is read.
    private static final String READ = """
            SELECT i.id, i.at, i.kind, i.channel, i.direction, i.title, i.amount, i.currency, i.properties, i.message_id,
                   i.received_at, s.name AS source
            FROM (
                SELECT page.*
                FROM unnest(:profiles::bigint[]) AS asked (profile)
                CROSS JOIN LATERAL (
                    SELECT id, at, kind, channel, direction, title, amount, currency, properties, message_id,
                           received_at, source
                    FROM history.interaction
                    WHERE customer = asked.profile AND (at, id) < (:at, :id)
                        AND (:kinds::text[] IS NULL OR kind = ANY (:kinds::text[]))
                    ORDER BY at DESC, id DESC
                    LIMIT :limit
                ) page
                ORDER BY page.at DESC, page.id DESC
                LIMIT :limit
            ) i
            JOIN history.source s ON s.id = i.source
            ORDER BY i.at DESC, i.id DESC
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Chronicle(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// One interaction, as it stands in the log.
    public record Line(
            long id,
            Instant at,
            String kind,
            @Nullable String channel,
            @Nullable String direction,
            String title,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            JsonNode properties,
            String source,
            String messageId,
            Instant receivedAt) {}

    /// A place in the chronicle: what is read next lies before it.
    ///
    /// @param id ties at the same moment: those with a smaller number are read, all at 0 are read already
    public record Place(Instant at, long id) {
        public static final Place NEWEST = new Place(END, 0);

        /// Just after everything that happened until this moment.
        public static Place after(Instant moment) {
            return moment.isBefore(END) ? new Place(moment, Long.MAX_VALUE) : NEWEST;
        }
    }

    /// At most so many interactions of these profiles before a place, newest first; no kinds are all kinds.
    public List<Line> read(Collection<CustomerId> profiles, Collection<String> kinds, Place before, int limit) {
        return jdbc.sql(READ)
                .param("profiles", profiles.stream().map(CustomerId::value).toArray(Long[]::new))
                .param("kinds", kinds.isEmpty() ? null : kinds.toArray(String[]::new))
                .param("at", before.at().atOffset(ZoneOffset.UTC))
                .param("id", before.id())
                .param("limit", limit)
                .query((row, _) -> line(row))
                .list();
    }

    private Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("kind"),
                row.getString("channel"),
                row.getString("direction"),
                row.getString("title"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                json.readTree(row.getString("properties")),
                row.getString("source"),
                row.getString("message_id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant());
    }
}
