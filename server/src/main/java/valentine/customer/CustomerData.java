package valentine.customer;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who somebody is, as it is kept. It is forgotten last: by it the others find what is theirs.
@Component
class CustomerData implements PersonalData {
    private static final int LAST = 100;
    private static final String OURS = "= ANY (CAST(:profiles AS bigint[]))";

    // Primary keys, and the indexes handle_profile, handle_customer, verdict_kept, verdict_gone, movement_profile and
    // word_customer.
    private static final List<Holding> HOLDINGS = List.of(
            new Holding(
                    "decisions",
                    "SELECT kind, choices, at, undone_at FROM customer.verdict WHERE kept " + OURS + " OR gone " + OURS
                            + " ORDER BY id",
                    "UPDATE customer.verdict SET cause = NULL WHERE cause IN (SELECT id FROM customer.verdict WHERE kept "
                            + OURS + " OR gone " + OURS + ")",
                    "UPDATE customer.verdict SET ended_by = NULL WHERE ended_by IN (SELECT id FROM customer.verdict"
                            + " WHERE kept " + OURS + " OR gone " + OURS + ")",
                    "DELETE FROM customer.verdict WHERE kept " + OURS + " OR gone " + OURS),
            new Holding(
                    "alarms",
                    "SELECT a.kind, a.value, a.why, a.at FROM customer.alarm a JOIN customer.handle h"
                            + " ON h.kind = a.kind AND h.value = a.value WHERE h.customer " + OURS,
                    "DELETE FROM customer.alarm a USING customer.handle h"
                            + " WHERE h.kind = a.kind AND h.value = a.value AND h.customer " + OURS),
            new Holding(
                    "named-together",
                    "SELECT l.kind, l.value, l.to_kind, l.to_value, l.claimed, l.said_at FROM customer.link l"
                            + " JOIN customer.handle f ON f.kind = l.kind AND f.value = l.value AND f.customer " + OURS
                            + " JOIN customer.handle t ON t.kind = l.to_kind AND t.value = l.to_value AND t.customer "
                            + OURS,
                    "DELETE FROM customer.link l USING customer.handle h WHERE (h.customer " + OURS + " OR h.profile "
                            + OURS + ") AND h.kind = l.to_kind AND h.value = l.to_value",
                    "DELETE FROM customer.link l USING customer.handle h WHERE (h.customer " + OURS + " OR h.profile "
                            + OURS + ") AND h.kind = l.kind AND h.value = l.value"),
            new Holding(
                    "handles",
                    "SELECT kind, value, verified FROM customer.handle WHERE customer " + OURS + " OR profile " + OURS
                            + " ORDER BY kind, value",
                    "DELETE FROM customer.handle WHERE customer " + OURS + " OR profile " + OURS),
            new Holding(
                    "statements",
                    "SELECT at, trust, traits, source FROM customer.statement WHERE customer " + OURS
                            + " ORDER BY customer, at",
                    "DELETE FROM customer.statement WHERE customer " + OURS),
            new Holding(
                    "search-words",
                    "SELECT word FROM customer.word WHERE customer " + OURS + " ORDER BY word",
                    "DELETE FROM customer.word WHERE customer " + OURS),
            new Holding(
                    "movements",
                    "SELECT why, at FROM customer.movement WHERE profile " + OURS + " ORDER BY id",
                    "DELETE FROM customer.movement WHERE profile " + OURS),
            new Holding(
                    "profiles",
                    "SELECT c.name, c.traits, c.said, a.name AS company, c.created_at FROM customer.customer c"
                            + " LEFT JOIN customer.account a ON a.id = c.account WHERE c.id " + OURS + " ORDER BY c.id",
                    "DELETE FROM customer.customer WHERE id " + OURS));

    // Those that shared a handle with them, by the primary key and by link_to.
    private static final String AROUND = """
            SELECT l.to_kind AS kind, l.to_value AS value
            FROM customer.handle h JOIN customer.link l ON l.kind = h.kind AND l.value = h.value
            WHERE h.customer = ANY (CAST(:profiles AS bigint[])) OR h.profile = ANY (CAST(:profiles AS bigint[]))
            UNION
            SELECT l.kind, l.value
            FROM customer.handle h JOIN customer.link l ON l.to_kind = h.kind AND l.to_value = h.value
            WHERE h.customer = ANY (CAST(:profiles AS bigint[])) OR h.profile = ANY (CAST(:profiles AS bigint[]))
            """;
    // A shared handle that nobody names any more is nobody's.
    private static final String FORGET_SHARED = """
            DELETE FROM customer.handle h
            USING unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS given (kind, value)
            WHERE h.kind = given.kind AND h.value = given.value AND h.customer IS NULL AND h.profile IS NULL
              AND NOT EXISTS (SELECT FROM customer.link l WHERE l.kind = h.kind AND l.value = h.value)
            """;
    private static final String FORGET_ALARMS = """
            DELETE FROM customer.alarm a
            USING unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS given (kind, value)
            WHERE a.kind = given.kind AND a.value = given.value
              AND NOT EXISTS (SELECT FROM customer.handle h WHERE h.kind = a.kind AND h.value = a.value)
            """;
    private static final String ACCOUNTS = """
            SELECT DISTINCT account FROM customer.customer
            WHERE id = ANY (CAST(:profiles AS bigint[])) AND account IS NOT NULL
            """;
    // Index customer_account. Where the last one of a company goes, its name may be his.
    private static final String UNNAME_ACCOUNTS = """
            UPDATE customer.account a SET name = 'Company ' || a.id, key = 'company ' || a.id
            WHERE a.id = ANY (CAST(:accounts AS bigint[]))
              AND NOT EXISTS (SELECT FROM customer.customer c WHERE c.account = a.id)
            RETURNING a.id
            """;
    private static final String FORGET_DOMAINS = """
            DELETE FROM customer.domain WHERE account = ANY (CAST(:accounts AS bigint[]))
            """;

    private final Holdings holdings;
    private final Identity identity;
    private final HandleTable handles;
    private final Portraits portraits;
    private final JdbcClient jdbc;

    CustomerData(Identity identity, HandleTable handles, Portraits portraits, JdbcClient jdbc) {
        this.holdings = new Holdings("Who they are", LAST, jdbc, HOLDINGS);
        this.identity = identity;
        this.handles = handles;
        this.portraits = portraits;
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return holdings.part();
    }

    @Override
    public int order() {
        return holdings.order();
    }

    @Override
    public long count(Collection<CustomerId> profiles) {
        return holdings.count(profiles);
    }

    @Override
    public void export(Collection<CustomerId> profiles, Copy copy) {
        holdings.export(profiles, copy);
    }

    @Override
    public long forget(Collection<CustomerId> profiles) {
        identity.lock();
        Long[] ids = profiles.stream().map(CustomerId::value).toArray(Long[]::new);
        Set<Handle> around = new HashSet<>(jdbc.sql(AROUND)
                .param("profiles", ids)
                .query((row, _) -> new Handle(Handle.Kind.of(row.getString("kind")), row.getString("value")))
                .list());
        Long[] accounts = numbers(ACCOUNTS, "profiles", ids);
        long forgotten = holdings.forget(profiles);
        settle(around);
        Long[] empty = numbers(UNNAME_ACCOUNTS, "accounts", accounts);
        jdbc.sql(FORGET_DOMAINS).param("accounts", empty).update();
        identity.forget(profiles);
        return forgotten;
    }

    /// Those who shared a handle with somebody who is gone may be others' now.
    private void settle(Set<Handle> around) {
        String[] kinds = around.stream().map(one -> one.kind().word()).toArray(String[]::new);
        String[] values = around.stream().map(Handle::value).toArray(String[]::new);
        jdbc.sql(FORGET_SHARED).param("kinds", kinds).param("values", values).update();
        jdbc.sql(FORGET_ALARMS).param("kinds", kinds).param("values", values).update();
        Set<Handle> left = handles.find(around).keySet();
        if (!left.isEmpty()) portraits.update(List.of(), identity.settle(left, Set.of(), "somebody was forgotten"));
    }

    private Long[] numbers(String sql, String name, Long[] given) {
        return jdbc.sql(sql)
                .param(name, given)
                .query((row, _) -> row.getLong(1))
                .list()
                .toArray(Long[]::new);
    }
}
