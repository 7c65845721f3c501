package valentine.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Handles and links as they are kept; every statement is for many at once, and reads little of each.
@Component
class HandleTable {
    /// Makes whoever changes who is whom wait for each other: what one changes reaches handles that another reads. What
    /// follows looks up a few keys in its indexes, however many rows there are: planned once, not for each group.
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(7130020), set_config('plan_cache_mode', 'force_generic_plan', true)";
    private static final String FIND = """
            SELECT h.kind, h.value, h.profile, h.customer, h.verified
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS given (kind, value)
            JOIN customer.handle h ON h.kind = given.kind AND h.value = given.value
            """;
    private static final String NEW_IDS = """
            SELECT nextval('customer.customer_id_seq') FROM generate_series(1, :count)
            """;
    // A new profile of a handle that has an owner is that owner's.
    private static final String CREATE = """
            INSERT INTO customer.customer (id, name, part_of) OVERRIDING SYSTEM VALUE
            SELECT given.id, given.name, (SELECT o.head FROM customer.customer o WHERE o.id = given.owner)
            FROM unnest(CAST(:ids AS bigint[]), CAST(:names AS text[]), CAST(:owners AS bigint[]))
                AS given (id, name, owner)
            """;
    private static final String ADD = """
            INSERT INTO customer.handle (kind, value, profile, customer, verified)
            SELECT given.kind, given.value, given.profile, given.profile, given.verified
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[]), CAST(:profiles AS bigint[]),
                        CAST(:verified AS boolean[])) AS given (kind, value, profile, verified)
            """;
    private static final String ANCHOR = """
            UPDATE customer.handle h
            SET profile = given.profile, customer = coalesce(h.customer, given.profile)
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[]), CAST(:profiles AS bigint[]))
                AS given (kind, value, profile)
            WHERE h.kind = given.kind AND h.value = given.value
            """;
    private static final String VERIFY = """
            UPDATE customer.handle h SET verified = true
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS given (kind, value)
            WHERE h.kind = given.kind AND h.value = given.value
            """;
    private static final String OWN = """
            UPDATE customer.handle h SET customer = given.owner
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[]), CAST(:owners AS bigint[]))
                AS given (kind, value, owner)
            WHERE h.kind = given.kind AND h.value = given.value
            """;
    private static final String ENDS = """
            unnest(CAST(:kinds AS text[]), CAST(:values AS text[]), CAST(:toKinds AS text[]), CAST(:toValues AS text[]))
            """;
    private static final String LINKED = """
            SELECT l.kind, l.value, l.to_kind, l.to_value, l.claimed,
                   (extract(epoch FROM l.said_at) * 1000000)::bigint AS said
            FROM %s AS given (kind, value, to_kind, to_value)
            JOIN customer.link l USING (kind, value, to_kind, to_value)
            """.formatted(ENDS);
    private static final String LINK = """
            INSERT INTO customer.link AS l (kind, value, to_kind, to_value, claimed, said_at)
            SELECT given.kind, given.value, given.to_kind, given.to_value, given.claimed,
                   timestamptz 'epoch' + given.said * interval '1 microsecond'
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[]), CAST(:toKinds AS text[]),
                        CAST(:toValues AS text[]), CAST(:claimed AS boolean[]), CAST(:said AS bigint[]))
                AS given (kind, value, to_kind, to_value, claimed, said)
            ON CONFLICT (kind, value, to_kind, to_value) DO UPDATE
            SET claimed = l.claimed AND excluded.claimed, said_at = least(l.said_at, excluded.said_at)
            """;
    // Index link_to: whom new links may have pushed out.
    private static final String PUSHED_OUT = """
            SELECT l.kind, l.value
            FROM unnest(CAST(:toKinds AS text[]), CAST(:toValues AS text[]), CAST(:kinds AS text[]),
                        CAST(:counts AS int[])) AS given (to_kind, to_value, kind, count)
            CROSS JOIN LATERAL (
                SELECT kind, value FROM customer.link
                WHERE to_kind = given.to_kind AND to_value = given.to_value AND kind = given.kind
                ORDER BY claimed, said_at, value
                OFFSET :most LIMIT given.count) l
            """;
    // Index link_to: who may be owned by whom these own.
    private static final String DEPENDENT = """
            SELECT l.kind, l.value
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS given (kind, value)
            CROSS JOIN unnest(ARRAY['external', 'email', 'phone', 'anonymous']) AS weaker (kind)
            CROSS JOIN LATERAL (
                SELECT kind, value FROM customer.link
                WHERE to_kind = given.kind AND to_value = given.value AND kind = weaker.kind
                ORDER BY claimed, said_at, value
                LIMIT :most) l
            """;
    // Indexes link_from and link_to, the first rows of each.
    private static final String NODES = """
            SELECT h.kind, h.value, h.verified, h.profile, h.customer, l.to_kind, l.to_value, l.claimed,
                   t.profile AS to_profile, t.customer AS to_owner,
                   (SELECT count(*) FROM (
                       SELECT FROM customer.link o
                       WHERE o.to_kind = l.to_kind AND o.to_value = l.to_value AND o.kind = h.kind
                         AND (o.claimed, o.said_at, o.value) < (l.claimed, l.said_at, h.value)
                       LIMIT :most) before) < :most AS within
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS given (kind, value)
            JOIN customer.handle h ON h.kind = given.kind AND h.value = given.value
            LEFT JOIN LATERAL (
                SELECT to_kind, to_value, claimed, said_at FROM customer.link
                WHERE kind = h.kind AND value = h.value
                ORDER BY claimed, said_at, to_kind, to_value
                LIMIT :crowd) l ON true
            LEFT JOIN customer.handle t ON t.kind = l.to_kind AND t.value = l.to_value
            """;
    // Indexes verdict_different and verdict_gone.
    private static final String PARTED = """
            SELECT kept, gone FROM customer.verdict
            WHERE kind = 'different' AND undone_at IS NULL
              AND (kept = ANY (CAST(:profiles AS bigint[])) OR gone = ANY (CAST(:profiles AS bigint[])))
            """;
    private static final String ALARM = """
            INSERT INTO customer.alarm (kind, value, why)
            SELECT given.kind, given.value, given.why
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[]), CAST(:whys AS text[]))
                AS given (kind, value, why)
            ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;

    HandleTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A handle as it is kept.
    record Row(
            Handle handle, @Nullable Long profile, @Nullable Long owner, boolean verified) {}

    /// Until the end of the transaction nobody else changes who is whom.
    void lock() {
        jdbc.sql(LOCK).query((_, _) -> true).single();
    }

    Map<Handle, Row> find(Collection<Handle> handles) {
        Map<Handle, Row> rows = new HashMap<>();
        if (handles.isEmpty()) return rows;
        bound(FIND, handles).query(row -> {
            Handle handle = handle(row, "kind", "value");
            rows.put(handle, new Row(handle, id(row, "profile"), id(row, "customer"), row.getBoolean("verified")));
        });
        return rows;
    }

    Map<Link.Ends, Link> links(Collection<Link.Ends> ends) {
        Map<Link.Ends, Link> links = new HashMap<>();
        if (ends.isEmpty()) return links;
        jdbc.sql(LINKED)
                .param("kinds", texts(ends, end -> end.from().kind().word()))
                .param("values", texts(ends, end -> end.from().value()))
                .param("toKinds", texts(ends, end -> end.to().kind().word()))
                .param("toValues", texts(ends, end -> end.to().value()))
                .query(row -> {
                    Link link = new Link(
                            handle(row, "kind", "value"),
                            handle(row, "to_kind", "to_value"),
                            row.getBoolean("claimed"),
                            instant(row.getLong("said")));
                    links.put(link.ends(), link);
                });
        return links;
    }

    List<Long> newIds(int count) {
        return jdbc.sql(NEW_IDS)
                .param("count", count)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Makes profiles of handles and keeps them there.
    void anchor(Collection<Row> known, Collection<Row> unknown) {
        List<Row> fresh = new ArrayList<>(known);
        unknown.stream().filter(row -> row.profile() != null).forEach(fresh::add);
        if (!fresh.isEmpty()) {
            jdbc.sql(CREATE)
                    .param("ids", ids(fresh, Row::profile))
                    .param("names", texts(fresh, row -> row.handle().called()))
                    .param("owners", ids(fresh, Row::owner))
                    .update();
        }
        if (!unknown.isEmpty()) {
            bound(ADD, handles(unknown))
                    .param("profiles", ids(unknown, Row::profile))
                    .param("verified", unknown.stream().map(Row::verified).toArray(Boolean[]::new))
                    .update();
        }
        if (!known.isEmpty()) {
            bound(ANCHOR, handles(known))
                    .param("profiles", ids(known, Row::profile))
                    .update();
        }
    }

    void verify(Collection<Handle> handles) {
        if (!handles.isEmpty()) bound(VERIFY, handles).update();
    }

    void link(Collection<Link> links) {
        if (links.isEmpty()) return;
        jdbc.sql(LINK)
                .param("kinds", texts(links, link -> link.from().kind().word()))
                .param("values", texts(links, link -> link.from().value()))
                .param("toKinds", texts(links, link -> link.to().kind().word()))
                .param("toValues", texts(links, link -> link.to().value()))
                .param("claimed", links.stream().map(Link::claimed).toArray(Boolean[]::new))
                .param("said", links.stream().map(link -> micros(link.at())).toArray(Long[]::new))
                .update();
    }

    /// Those who may be owned no more because others now stand before them.
    Set<Handle> pushedOut(Collection<Link> links) {
        Map<Link.Ends, Integer> counts = new HashMap<>();
        for (Link link : links) {
            // The value of the source does not matter here.
            counts.merge(new Link.Ends(new Handle(link.from().kind(), "any"), link.to()), 1, Integer::sum);
        }
        if (counts.isEmpty()) return Set.of();
        List<Map.Entry<Link.Ends, Integer>> given = List.copyOf(counts.entrySet());
        return new HashSet<>(jdbc.sql(PUSHED_OUT)
                .param("toKinds", texts(given, end -> end.getKey().to().kind().word()))
                .param("toValues", texts(given, end -> end.getKey().to().value()))
                .param("kinds", texts(given, end -> end.getKey().from().kind().word()))
                .param("counts", given.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .param("most", Ownership.MOST)
                .query((row, _) -> handle(row, "kind", "value"))
                .list());
    }

    /// Handles together with all whose owner may change with theirs; to some of them nothing can point.
    Set<Handle> withDependents(Set<Handle> handles, Set<Handle> pointedToByNone) {
        Set<Handle> all = new LinkedHashSet<>(handles);
        Set<Handle> last = new HashSet<>(handles);
        last.removeAll(pointedToByNone);
        while (!last.isEmpty()) {
            Set<Handle> next = new HashSet<>(bound(DEPENDENT, last)
                    .param("most", Ownership.MOST)
                    .query((row, _) -> handle(row, "kind", "value"))
                    .list());
            next.removeIf(handle -> !all.add(handle));
            last = next;
        }
        return all;
    }

    Map<Handle, Ownership.Node> nodes(Collection<Handle> handles) {
        Map<Handle, Ownership.Node> nodes = new HashMap<>();
        if (handles.isEmpty()) return nodes;
        bound(NODES, handles)
                .param("most", Ownership.MOST)
                .param("crowd", Ownership.CROWD)
                .query(row -> {
                    Handle handle = handle(row, "kind", "value");
                    Long profile = id(row, "profile");
                    Long owner = id(row, "customer");
                    boolean verified = row.getBoolean("verified");
                    Ownership.Node node = nodes.computeIfAbsent(
                            handle, one -> new Ownership.Node(one, verified, profile, owner, new ArrayList<>()));
                    if (row.getString("to_kind") != null) {
                        node.targets()
                                .add(new Ownership.Target(
                                        handle(row, "to_kind", "to_value"),
                                        row.getBoolean("claimed"),
                                        row.getBoolean("within"),
                                        id(row, "to_profile"),
                                        id(row, "to_owner")));
                    }
                });
        return nodes;
    }

    Set<Ownership.Parted> parted(Collection<Long> profiles) {
        if (profiles.isEmpty()) return Set.of();
        return new HashSet<>(jdbc.sql(PARTED)
                .param("profiles", profiles.toArray(Long[]::new))
                .query((row, _) -> Ownership.Parted.of(row.getLong("kept"), row.getLong("gone")))
                .list());
    }

    void own(Map<Handle, @Nullable Long> owners) {
        if (owners.isEmpty()) return;
        List<Map.Entry<Handle, @Nullable Long>> all = List.copyOf(owners.entrySet());
        bound(OWN, all.stream().map(Map.Entry::getKey).toList())
                .param("owners", ids(all, Map.Entry::getValue))
                .update();
    }

    void alarm(Map<Handle, String> alarms) {
        if (alarms.isEmpty()) return;
        List<Map.Entry<Handle, String>> all = List.copyOf(alarms.entrySet());
        bound(ALARM, all.stream().map(Map.Entry::getKey).toList())
                .param("whys", texts(all, Map.Entry::getValue))
                .update();
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private JdbcClient.StatementSpec bound(String sql, Collection<Handle> handles) {
        return jdbc.sql(sql)
                .param("kinds", texts(handles, handle -> handle.kind().word()))
                .param("values", texts(handles, Handle::value));
    }

    private static List<Handle> handles(Collection<Row> rows) {
        return rows.stream().map(Row::handle).toList();
    }

    private static <T> String[] texts(Collection<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static <T> @Nullable Long[] ids(Collection<T> all, Function<T, @Nullable Long> id) {
        @Nullable Long[] ids = new Long[all.size()];
        int place = 0;
        for (T one : all) ids[place++] = id.apply(one);
        return ids;
    }

    private static Handle handle(ResultSet row, String kind, String value) throws SQLException {
        return new Handle(Handle.Kind.of(row.getString(kind)), row.getString(value));
    }

    private static @Nullable Long id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? null : id;
    }
}
