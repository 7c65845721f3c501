package valentine.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// How we know that all of this is one customer: by which messages, and by whose decisions.
@Component
class Ties {
    private static final int MOST = 100;
    private static final int FEW = 20;

    // Indexes customer_head and verdict_same, and handle_profile.
    private static final String JOINED = """
            SELECT v.id, v.at, v.member, v.evidence -> 'words' AS words, c.id AS profile, c.name
            FROM customer.customer c
            JOIN customer.verdict v ON v.gone = c.id AND v.kind = 'same' AND v.undone_at IS NULL
            WHERE c.head = :head
            ORDER BY v.id DESC
            LIMIT :most
            """;
    // Indexes customer_head, handle_customer and link_from.
    private static final String NAMED = """
            SELECT h.kind, h.value, l.to_kind, l.to_value, l.claimed, l.said_at
            FROM customer.customer c
            JOIN customer.handle h ON h.customer = c.id AND h.profile IS DISTINCT FROM c.id
            CROSS JOIN LATERAL (
                SELECT to_kind, to_value, claimed, said_at FROM customer.link
                WHERE kind = h.kind AND value = h.value
                ORDER BY claimed, said_at, to_kind, to_value
                LIMIT 1) l
            WHERE c.head = :head
            ORDER BY array_position(ARRAY['external', 'email', 'phone', 'anonymous'], h.kind), h.value
            LIMIT :most
            """;
    // Indexes customer_head, handle_customer, link_to and verdict_different; who was parted by hand is told besides.
    private static final String SHARED = """
            SELECT DISTINCT l.kind, l.value
            FROM customer.customer c
            JOIN customer.handle a ON a.customer = c.id AND a.profile IS NOT NULL
            CROSS JOIN LATERAL (
                SELECT kind, value FROM customer.link
                WHERE to_kind = a.kind AND to_value = a.value
                ORDER BY kind, claimed, said_at, value
                LIMIT :few) l
            JOIN customer.handle h ON h.kind = l.kind AND h.value = l.value
            LEFT JOIN customer.customer o ON o.id = h.customer
            WHERE c.head = :head AND o.head IS DISTINCT FROM :head
              AND NOT EXISTS (
                  SELECT FROM customer.verdict v
                  WHERE v.kind = 'different' AND v.undone_at IS NULL
                    AND v.kept = least(c.id, h.profile) AND v.gone = greatest(c.id, h.profile))
            ORDER BY l.kind, l.value
            LIMIT :few
            """;
    // Indexes customer_head, verdict_kept and verdict_gone.
    private static final String APART = """
            SELECT v.id, v.at, v.member, v.evidence -> 'words' AS words, o.head AS profile, oh.name
            FROM (SELECT id FROM customer.customer WHERE head = :head LIMIT :most) c
            CROSS JOIN LATERAL (
                SELECT id, at, member, evidence, gone AS other FROM customer.verdict
                WHERE kept = c.id AND kind = 'different' AND undone_at IS NULL AND cause IS NULL
                UNION ALL
                SELECT id, at, member, evidence, kept FROM customer.verdict
                WHERE gone = c.id AND kind = 'different' AND undone_at IS NULL AND cause IS NULL) v
            JOIN customer.customer o ON o.id = v.other
            JOIN customer.customer oh ON oh.id = o.head
            WHERE o.head <> :head
            ORDER BY v.id DESC
            LIMIT :few
            """;
    // Index customer_head and the primary key.
    private static final String ALARMED = """
            SELECT EXISTS (
                SELECT FROM customer.customer c
                JOIN customer.handle h ON h.customer = c.id
                JOIN customer.alarm a ON a.kind = h.kind AND a.value = h.value
                WHERE c.head = :head)
            """;
    // Index alarm_at.
    private static final String ALARMS = """
            SELECT a.kind, a.value, a.why, a.at, o.head AS customer, oh.name
            FROM (SELECT kind, value, why, at FROM customer.alarm ORDER BY at DESC, kind, value LIMIT :most) a
            LEFT JOIN customer.handle h ON h.kind = a.kind AND h.value = a.value
            LEFT JOIN customer.customer o ON o.id = h.customer
            LEFT JOIN customer.customer oh ON oh.id = o.head
            ORDER BY a.at DESC, a.kind, a.value
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Ties(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// A decision: that a profile is a part, or that a customer is another.
    record Decided(long verdict, boolean byHand, Instant at, List<String> words, long profile, String name) {}

    /// A handle that messages named together with a stronger one.
    record Named(Handle handle, Handle with, boolean claimed, Instant at) {}

    /// A handle that looks like many people, or like nobody.
    record Alarm(
            Handle handle,
            boolean crowd,
            Instant at,
            @Nullable Long customer,
            @Nullable String name) {}

    List<Decided> joined(CustomerId head) {
        return jdbc.sql(JOINED)
                .param("head", head.value())
                .param("most", MOST)
                .query((row, _) -> decided(row))
                .list();
    }

    List<Named> named(CustomerId head) {
        return jdbc.sql(NAMED)
                .param("head", head.value())
                .param("most", MOST)
                .query((row, _) -> new Named(
                        handle(row, "kind", "value"),
                        handle(row, "to_kind", "to_value"),
                        row.getBoolean("claimed"),
                        at(row, "said_at")))
                .list();
    }

    /// Handles that were named together with this customer's and yet are not counted as his.
    List<Handle> shared(CustomerId head) {
        return jdbc.sql(SHARED)
                .param("head", head.value())
                .param("few", FEW)
                .query((row, _) -> handle(row, "kind", "value"))
                .list();
    }

    List<Decided> apart(CustomerId head) {
        return jdbc.sql(APART)
                .param("head", head.value())
                .param("most", MOST)
                .param("few", FEW)
                .query((row, _) -> decided(row))
                .list();
    }

    boolean isAlarmed(CustomerId head) {
        return jdbc.sql(ALARMED)
                .param("head", head.value())
                .query(Boolean.class)
                .single();
    }

    /// The newest first.
    List<Alarm> alarms() {
        return jdbc.sql(ALARMS)
                .param("most", 2 * MOST)
                .query((row, _) -> {
                    long customer = row.getLong("customer");
                    return new Alarm(
                            handle(row, "kind", "value"),
                            row.getString("why").equals("crowd"),
                            at(row, "at"),
                            customer == 0 ? null : customer,
                            row.getString("name"));
                })
                .list();
    }

    private Decided decided(ResultSet row) throws SQLException {
        List<String> words = new ArrayList<>();
        String evidence = row.getString("words");
        if (evidence != null) json.readTree(evidence).forEach(word -> words.add(word.asString()));
        return new Decided(
                row.getLong("id"),
                row.getLong("member") != 0,
                at(row, "at"),
                words,
                row.getLong("profile"),
                row.getString("name"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Handle handle(ResultSet row, String kind, String value) throws SQLException {
        return new Handle(Handle.Kind.of(row.getString(kind)), row.getString(value));
    }
}
