package valentine.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;

/// Adds many interactions at once to the end of the history, where [History] adds one.
///
/// Every method belongs into one transaction, begun by [#lock].
@Component
public class Log {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7130001)";
    private static final String KNOWN_SOURCE = "SELECT id FROM history.source WHERE name = :name";
    private static final String SOURCE = """
            INSERT INTO history.source (name) VALUES (:name)
            ON CONFLICT (name) DO UPDATE SET name = excluded.name
            RETURNING id
            """;
    private static final String KNOWN = """
            SELECT m.message_id, m.lines
            FROM unnest(CAST(:messages AS text[])) AS given (message_id)
            JOIN history.message m ON m.source = :source AND m.message_id = given.message_id
            """;
    // A range of the primary key.
    private static final String BEGINNING = """
            SELECT m.message_id
            FROM history.source s JOIN history.message m ON m.source = s.id
            WHERE s.name = :source AND m.message_id >= :from AND m.message_id < :until
            LIMIT :most
            """;
    private static final int MOST_BEGINNING = 100;
    private static final String FURTHER = """
            UPDATE history.message m
            SET lines = m.lines || CAST(given.lines AS bigint[])
            FROM unnest(CAST(:messages AS text[]), CAST(:lines AS text[])) AS given (message_id, lines)
            WHERE m.source = :source AND m.message_id = given.message_id
            """;
    private static final String COPY_MESSAGES =
            "COPY history.message (source, message_id, lines) FROM STDIN WITH (FORMAT binary)";
    private static final String COPY_INTERACTIONS = """
            COPY history.interaction
                (customer, at, kind, channel, direction, title, amount, currency, properties, source, message_id)
            FROM STDIN WITH (FORMAT binary)
            """;
    private static final String TELL = "SELECT pg_notify('history', '')";

    private final JdbcClient jdbc;
    private final DataSource dataSource;

    Log(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    /// One interaction to be added.
    ///
    /// @param properties JSON
    /// @param lines the digests of its lines, each taken once for ever
    /// @param further the message that this one adds lines to, if it does
    public record Entry(
            CustomerId customer,
            Instant at,
            String kind,
            String channel,
            String direction,
            String title,
            @Nullable BigDecimal amount,
            String currency,
            String properties,
            String messageId,
            List<Long> lines,
            @Nullable String further) {
        public Entry {
            lines = List.copyOf(lines);
        }

        /// As [History] would add it.
        public static Entry of(Interaction one, JsonMapper json) {
            return new Entry(
                    one.customer(),
                    one.at(),
                    one.kind().key(),
                    Objects.requireNonNullElse(one.channel(), ""),
                    one.direction().key(),
                    one.title(),
                    null,
                    "",
                    json.writeValueAsString(one.properties()),
                    one.messageId(),
                    List.of(),
                    null);
        }
    }

    /// Lets one writer in after the other, whichever process they live in, so that what is asked before adding stays
    /// true.
    public void lock() {
        jdbc.sql(LOCK).query(_ -> {});
    }

    /// The number of a source, which is made known where it is new.
    public int source(String name) {
        Optional<Integer> known =
                jdbc.sql(KNOWN_SOURCE).param("name", name).query(Integer.class).optional();
        // To write it again would keep everybody waiting who adds to it now.
        if (known.isPresent()) return known.get();
        return jdbc.sql(SOURCE)
                .param("name", name)
                .query((row, _) -> row.getInt("id"))
                .single();
    }

    /// The first messages of a source whose id begins with this; outside a transaction too.
    public List<String> beginning(String source, String start) {
        int last = start.length() - 1;
        return jdbc.sql(BEGINNING)
                .param("source", source)
                .param("from", start)
                .param("until", start.substring(0, last) + (char) (start.charAt(last) + 1))
                .param("most", MOST_BEGINNING)
                .query((row, _) -> row.getString("message_id"))
                .list();
    }

    /// Which of these messages were taken before, each with its lines.
    public Map<String, long[]> known(int source, Collection<String> messages) {
        Map<String, long[]> known = new HashMap<>();
        jdbc.sql(KNOWN)
                .param("source", source)
                .param("messages", messages.toArray(String[]::new))
                .query(row -> {
                    Long[] lines = (Long[]) row.getArray("lines").getArray();
                    long[] plain = new long[lines.length];
                    for (int i = 0; i < plain.length; i++) plain[i] = lines[i];
                    known.put(row.getString("message_id"), plain);
                });
        return known;
    }

    /// Adds these; none of their messages may be known.
    public void add(int source, List<Entry> entries) {
        CopyRows.copy(dataSource, COPY_MESSAGES, 3, rows -> {
            for (Entry entry : entries) {
                rows.row()
                        .number(source)
                        .text(entry.messageId())
                        .numbers(entry.further() == null ? entry.lines() : List.of());
            }
        });
        List<Entry> further =
                entries.stream().filter(entry -> entry.further() != null).toList();
        if (!further.isEmpty()) {
            jdbc.sql(FURTHER)
                    .param("source", source)
                    .param("messages", further.stream().map(Entry::further).toArray(String[]::new))
                    .param(
                            "lines",
                            further.stream().map(entry -> lines(entry.lines())).toArray(String[]::new))
                    .update();
        }
        CopyRows.copy(dataSource, COPY_INTERACTIONS, 11, rows -> {
            for (Entry entry : entries) {
                rows.row()
                        .number(entry.customer().value())
                        .at(entry.at())
                        .text(entry.kind())
                        .text(orNothing(entry.channel()))
                        .text(orNothing(entry.direction()))
                        .text(entry.title())
                        .amount(entry.amount())
                        .text(orNothing(entry.currency()))
                        .json(entry.properties())
                        .number(source)
                        .text(entry.messageId());
            }
        });
        jdbc.sql(TELL).query(_ -> {});
    }

    private static @Nullable String orNothing(String value) {
        return value.isEmpty() ? null : value;
    }

    private static String lines(List<Long> lines) {
        StringBuilder text = new StringBuilder("{");
        for (long line : lines) {
            if (text.length() > 1) text.append(',');
            text.append(line);
        }
        return text.append('}').toString();
    }
}
