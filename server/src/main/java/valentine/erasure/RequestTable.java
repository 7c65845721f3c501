package valentine.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// Requests as they are kept.
@Repository
class RequestTable {
    private static final String ADD = """
            INSERT INTO erasure.request (kind, customer, came_by, note, received_at, received_on, member)
            VALUES (:kind, :customer, :by, :note, :at, :on, :member)
            RETURNING id
            """;
    private static final String COLUMNS = """
            SELECT r.id, r.kind, coalesce(p.head, r.customer) AS customer, r.came_by, r.note, r.received_at, r.received_on
            FROM erasure.request r LEFT JOIN customer.profile p ON p.profile = r.customer
            """;
    private static final String ONE = COLUMNS + "WHERE r.id = :id";
    // There are few; index request_ends_once.
    private static final String OPEN = COLUMNS + """
            WHERE NOT EXISTS (SELECT FROM erasure.request_event e
                              WHERE e.request = r.id AND e.kind IN ('answered', 'refused', 'withdrawn'))
            ORDER BY r.received_on, r.id
            LIMIT 1000
            """;
    // The primary key, backwards, and index request_ends_once.
    private static final String ENDED = COLUMNS + """
            WHERE EXISTS (SELECT FROM erasure.request_event e
                          WHERE e.request = r.id AND e.kind IN ('answered', 'refused', 'withdrawn'))
            ORDER BY r.id DESC
            LIMIT 50
            """;
    // Index request_customer.
    private static final String OF = COLUMNS + """
            WHERE r.customer = ANY (:profiles)
            ORDER BY r.id DESC
            LIMIT 100
            """;
    private static final String EVENTS = """
            SELECT request, kind, words, member, at FROM erasure.request_event
            WHERE request = ANY (:requests)
            ORDER BY request, id
            """;
    private static final String NOTE = """
            INSERT INTO erasure.request_event (request, kind, words, member, at)
            SELECT id, :kind, :words, :member, :at FROM erasure.request r
            WHERE id = :request
              AND NOT EXISTS (SELECT FROM erasure.request_event e
                              WHERE e.request = r.id AND e.kind IN ('answered', 'refused', 'withdrawn'))
            ON CONFLICT DO NOTHING
            """;
    private static final String COUNTRY = "SELECT country FROM erasure.clock";
    private static final String SET_COUNTRY = "UPDATE erasure.clock SET country = :country";

    private final JdbcClient jdbc;

    RequestTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    RequestId add(
            Request.Kind kind,
            CustomerId customer,
            Request.By by,
            String note,
            Instant at,
            LocalDate on,
            @Nullable MemberId member) {
        return jdbc.sql(ADD)
                .param("kind", kind.key())
                .param("customer", customer.value())
                .param("by", by.name().toLowerCase(Locale.ROOT))
                .param("note", note)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("on", on)
                .param("member", member == null ? null : member.value())
                .query((row, _) -> new RequestId(row.getLong("id")))
                .single();
    }

    Optional<Request> find(RequestId id) {
        return read(jdbc.sql(ONE).param("id", id.value())).stream().findFirst();
    }

    List<Request> open() {
        return read(jdbc.sql(OPEN));
    }

    List<Request> ended() {
        return read(jdbc.sql(ENDED));
    }

    List<Request> of(List<CustomerId> profiles) {
        return read(jdbc.sql(OF)
                .param("profiles", profiles.stream().map(CustomerId::value).toArray(Long[]::new)));
    }

    /// False where it has ended, or that was done before.
    boolean note(RequestId id, Request.What what, String words, @Nullable MemberId member, Instant at) {
        return jdbc.sql(NOTE)
                        .param("request", id.value())
                        .param("kind", what.name().toLowerCase(Locale.ROOT))
                        .param("words", words)
                        .param("member", member == null ? null : member.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    String country() {
        return jdbc.sql(COUNTRY).query((row, _) -> row.getString("country")).single();
    }

    void country(String country) {
        jdbc.sql(SET_COUNTRY).param("country", country).update();
    }

    private record Row(
            long id, Request.Kind kind, CustomerId customer, Request.By by, String note, Instant at, LocalDate on) {}

    private List<Request> read(JdbcClient.StatementSpec statement) {
        List<Row> rows = statement.query((row, _) -> row(row)).list();
        if (rows.isEmpty()) return List.of();
        Map<Long, List<Request.Event>> events = new HashMap<>();
        jdbc.sql(EVENTS)
                .param("requests", rows.stream().map(Row::id).toArray(Long[]::new))
                .query(row -> {
                    events.computeIfAbsent(row.getLong("request"), _ -> new ArrayList<>())
                            .add(event(row));
                });
        Predicate<LocalDate> holidays = Clocks.holidays(country());
        return rows.stream()
                .map(row -> request(row, events.getOrDefault(row.id(), List.of()), holidays))
                .toList();
    }

    private static Request request(Row row, List<Request.Event> events, Predicate<LocalDate> holidays) {
        boolean extended = events.stream().anyMatch(event -> event.what() == Request.What.EXTENDED);
        return new Request(
                new RequestId(row.id()),
                row.kind(),
                row.customer(),
                row.by(),
                row.note(),
                row.at(),
                row.on(),
                Clocks.due(row.on(), extended, holidays),
                events);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                Request.Kind.of(row.getString("kind")).orElseThrow(),
                new CustomerId(row.getLong("customer")),
                Request.By.valueOf(row.getString("came_by").toUpperCase(Locale.ROOT)),
                row.getString("note"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getObject("received_on", LocalDate.class));
    }

    private static Request.Event event(ResultSet row) throws SQLException {
        long member = row.getLong("member");
        MemberId by = row.wasNull() ? null : new MemberId(member);
        return new Request.Event(
                Request.What.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("words"),
                by,
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
