package valentine.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.channel.ArrivalId;
import valentine.channel.ConnectionId;
import valentine.channel.DepartureId;
import valentine.channel.ThreadId;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// What stands in each talk, in order.
@Repository
class Lines {
    private static final int MOST = 200;

    private static final String IN = """
            INSERT INTO chat.line (visitor, arrival, client, at) VALUES (:visitor, :arrival, :client, :at) RETURNING id
            """;
    private static final String OUT = """
            INSERT INTO chat.line (visitor, departure, external_id, at) VALUES (:visitor, :departure, :external, :at)
            ON CONFLICT DO NOTHING
            """;
    // Index line_visitor, then attachment_arrival and attachment_departure.
    private static final String FILES = """
            SELECT l.id AS line, f.id, f.name, f.size
            FROM chat.line l JOIN channel.attachment f ON f.arrival = l.arrival
            WHERE l.visitor = :visitor AND l.id > :after
            UNION ALL
            SELECT l.id, f.id, f.name, f.size
            FROM chat.line l JOIN channel.attachment f ON f.departure = l.departure
            WHERE l.visitor = :visitor AND l.id > :after
            ORDER BY 2
            """;
    private static final String KNOWN = "SELECT id FROM chat.line WHERE visitor = :visitor AND client = :client";
    // Index line_visitor, then primary keys and the indexes of attachments: the newest of what is asked for, the oldest
    // first.
    private static final String AFTER = """
            SELECT * FROM (
                SELECT l.id, l.client, l.at, l.arrival IS NOT NULL AS own, coalesce(a.text, d.text, '') AS text,
                    d.writer, EXISTS (SELECT FROM channel.attachment f WHERE f.arrival = l.arrival)
                        OR EXISTS (SELECT FROM channel.attachment f WHERE f.departure = l.departure) AS files
                FROM chat.line l
                LEFT JOIN channel.arrival a ON a.id = l.arrival
                LEFT JOIN channel.departure d ON d.id = l.departure
                WHERE l.visitor = :visitor AND l.id > :after
                ORDER BY l.id DESC
                LIMIT :most) newest
            ORDER BY id
            """;
    // Index line_visitor.
    private static final String DELIVERED = """
            UPDATE chat.line SET delivered_at = :now
            WHERE visitor = :visitor AND id <= :upTo AND departure IS NOT NULL AND delivered_at IS NULL
            RETURNING external_id
            """;
    private static final String READ = """
            UPDATE chat.line SET read_at = :now, delivered_at = coalesce(delivered_at, :now)
            WHERE visitor = :visitor AND id <= :upTo AND departure IS NOT NULL AND read_at IS NULL
            RETURNING external_id
            """;
    // Index line_unread.
    private static final String UNSEEN = """
            SELECT v.id, v.name, v.email, v.connection, v.customer, v.thread,
                   array_agg(l.id ORDER BY l.id) AS lines, min(l.at) AS since
            FROM chat.line l JOIN chat.visitor v ON v.id = l.visitor
            WHERE l.departure IS NOT NULL AND l.read_at IS NULL AND l.mailed_at IS NULL
              AND l.at BETWEEN :oldest AND :before
              AND v.email IS NOT NULL AND v.customer IS NOT NULL AND v.thread IS NOT NULL AND v.here_until < :now
            GROUP BY v.id
            ORDER BY min(l.id)
            LIMIT 100
            """;
    private static final String TEXTS = """
            SELECT d.text FROM chat.line l JOIN channel.departure d ON d.id = l.departure
            WHERE l.id = ANY (CAST(:ids AS bigint[])) ORDER BY l.id
            """;
    private static final String DEPARTURES =
            "SELECT departure FROM chat.line WHERE id = ANY (CAST(:ids AS bigint[])) AND departure IS NOT NULL ORDER BY id";
    private static final String MAILED = """
            UPDATE chat.line SET mailed_at = :now
            WHERE id = ANY (CAST(:ids AS bigint[])) AND read_at IS NULL AND mailed_at IS NULL
            """;
    // Indexes visitor_email and line_visitor.
    private static final String MAILED_LATELY = """
            SELECT count(DISTINCT l.mailed_at) FROM chat.visitor v JOIN chat.line l ON l.visitor = v.id
            WHERE v.email = :email AND l.mailed_at > :since
            """;

    private final JdbcClient jdbc;
    private final Turnstile turnstile;
    private final Clock clock;

    Lines(JdbcClient jdbc, Turnstile turnstile, Clock clock) {
        this.jdbc = jdbc;
        this.turnstile = turnstile;
        this.clock = clock;
    }

    /// A line as the widget shows it.
    record Line(
            long id,
            @Nullable String client,
            Instant at,
            boolean isOwn,
            String text,
            @Nullable MemberId writer,
            List<File> files) {
        Line with(List<File> those) {
            return new Line(id, client, at, isOwn, text, writer, those);
        }
    }

    /// A file as the widget offers it.
    record File(long id, String name, int size) {}

    /// Answers of ours that somebody who is gone has not seen.
    record Unseen(
            UUID visitor,
            String name,
            String email,
            ConnectionId connection,
            CustomerId customer,
            ThreadId thread,
            List<Long> lines,
            Instant since) {}

    long in(UUID visitor, ArrivalId arrival, String client) {
        return jdbc.sql(IN)
                .param("visitor", visitor)
                .param("arrival", arrival.value())
                .param("client", client)
                .param("at", now())
                .query((row, _) -> row.getLong("id"))
                .single();
    }

    void out(UUID visitor, DepartureId departure, String externalId) {
        jdbc.sql(OUT)
                .param("visitor", visitor)
                .param("departure", departure.value())
                .param("external", externalId)
                .param("at", now())
                .update();
    }

    Optional<Long> known(UUID visitor, String client) {
        return jdbc.sql(KNOWN)
                .param("visitor", visitor)
                .param("client", client)
                .query((row, _) -> row.getLong("id"))
                .optional();
    }

    List<Line> after(UUID visitor, long line) {
        return turnstile.pass(() -> {
            AtomicBoolean anyFiles = new AtomicBoolean();
            List<Line> bare = jdbc.sql(AFTER)
                    .param("visitor", visitor)
                    .param("after", line)
                    .param("most", MOST)
                    .query((row, _) -> {
                        if (row.getBoolean("files")) anyFiles.set(true);
                        return line(row);
                    })
                    .list();
            if (!anyFiles.get()) return bare;
            Map<Long, List<File>> files = files(visitor, line);
            return bare.stream()
                    .map(one -> one.with(files.getOrDefault(one.id(), List.of())))
                    .toList();
        });
    }

    /// What our messages are called that reached the widget with this.
    List<String> delivered(UUID visitor, long upTo) {
        return mark(DELIVERED, visitor, upTo);
    }

    List<String> read(UUID visitor, long upTo) {
        return mark(READ, visitor, upTo);
    }

    List<Unseen> unseen(Instant oldest, Instant before) {
        return jdbc.sql(UNSEEN)
                .param("oldest", oldest.atOffset(ZoneOffset.UTC))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("now", now())
                .query((row, _) -> new Unseen(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("email"),
                        new ConnectionId(row.getInt("connection")),
                        new CustomerId(row.getLong("customer")),
                        new ThreadId(row.getLong("thread")),
                        List.of((Long[]) row.getArray("lines").getArray()),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    List<String> texts(List<Long> lines) {
        return jdbc.sql(TEXTS)
                .param("ids", lines.toArray(Long[]::new))
                .query((row, _) -> row.getString("text"))
                .list();
    }

    List<DepartureId> departures(List<Long> lines) {
        return jdbc.sql(DEPARTURES)
                .param("ids", lines.toArray(Long[]::new))
                .query((row, _) -> new DepartureId(row.getLong("departure")))
                .list();
    }

    /// How many of them were not seen, nor went on before.
    int mailed(List<Long> lines) {
        return jdbc.sql(MAILED)
                .param("ids", lines.toArray(Long[]::new))
                .param("now", now())
                .update();
    }

    int mailedSince(String email, Instant since) {
        return jdbc.sql(MAILED_LATELY)
                .param("email", email)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private List<String> mark(String sql, UUID visitor, long upTo) {
        return jdbc.sql(sql)
                .param("visitor", visitor)
                .param("upTo", upTo)
                .param("now", now())
                .query((row, _) -> row.getString("external_id"))
                .list();
    }

    private Map<Long, List<File>> files(UUID visitor, long after) {
        Map<Long, List<File>> files = new HashMap<>();
        jdbc.sql(FILES).param("visitor", visitor).param("after", after).query(row -> {
            files.computeIfAbsent(row.getLong("line"), _ -> new ArrayList<>())
                    .add(new File(row.getLong("id"), row.getString("name"), row.getInt("size")));
        });
        return files;
    }

    private static Line line(ResultSet row) throws SQLException {
        @Nullable Long writer = row.getObject("writer", Long.class);
        return new Line(
                row.getLong("id"),
                row.getString("client"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getBoolean("own"),
                row.getString("text"),
                writer == null ? null : new MemberId(writer),
                List.of());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
