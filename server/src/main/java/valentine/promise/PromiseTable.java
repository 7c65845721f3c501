package valentine.promise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.AccountId;
import valentine.customer.CustomerId;
import valentine.reading.PromiseKind;
import valentine.team.MemberId;
import valentine.web.Money;

/// The promises and their endings, read.
@Repository
class PromiseTable {
    private static final String COLUMNS = """
            SELECT p.id, coalesce(w.head, p.customer) AS customer, p.account,
                coalesce(c.name, (SELECT a.account_name FROM customer.card a WHERE a.account = p.account LIMIT 1), '')
                    AS name,
                p.kind, p.what, p.due, p.zone, p.review, p.owner, p.branch, p.channel, p.interaction, p.said_at, p.quote,
                p.amount, p.currency, p.made_at, p.made_by, p.instead_of, p.times,
                e.how, e.at AS ended, e.reason
            """;
    private static final String WHOSE = """
            LEFT JOIN promise.ending e ON e.promise = p.id
            LEFT JOIN customer.profile w ON w.profile = p.customer
            LEFT JOIN customer.card c ON c.customer = w.head
            """;
    // Primary key.
    private static final String ONE = COLUMNS + "FROM promise.promise p " + WHOSE + "WHERE p.id = :id";
    // Primary key, one by one, in the order given.
    private static final String SOME =
            COLUMNS + "FROM unnest(CAST(:ids AS bigint[])) WITH ORDINALITY AS given (id, place)\n"
                    + "JOIN promise.promise p ON p.id = given.id " + WHOSE + "ORDER BY given.place";
    // Index promise_once.
    private static final String BY_REFERENCE =
            "SELECT id FROM promise.promise WHERE source = :source AND reference = :reference";
    // Index open_due.
    private static final String OPEN = COLUMNS + """
            FROM promise.open o JOIN promise.promise p ON p.id = o.promise
            """ + WHOSE + """
            WHERE (o.due, o.promise) > (:at, :promise) AND o.due < :until
            ORDER BY o.due, o.promise
            LIMIT :limit
            """;
    // Index open_owner.
    private static final String OPEN_OF = COLUMNS + """
            FROM promise.open o JOIN promise.promise p ON p.id = o.promise
            """ + WHOSE + """
            WHERE o.owner = :owner AND (o.due, o.promise) > (:at, :promise) AND o.due < :until
            ORDER BY o.due, o.promise
            LIMIT :limit
            """;
    // Index ending_kept.
    private static final String KEPT = COLUMNS + """
            FROM promise.ending k JOIN promise.promise p ON p.id = k.promise
            """ + WHOSE + """
            WHERE k.how IN ('kept', 'kept_late') AND (k.at, k.promise) < (:at, :promise)
            ORDER BY k.at DESC, k.promise DESC
            LIMIT :limit
            """;
    // Index ending_other.
    private static final String NOT_KEPT = COLUMNS + """
            FROM promise.ending k JOIN promise.promise p ON p.id = k.promise
            """ + WHOSE + """
            WHERE k.how NOT IN ('kept', 'kept_late') AND (k.at, k.promise) < (:at, :promise)
            ORDER BY k.at DESC, k.promise DESC
            LIMIT :limit
            """;
    // Indexes customer_head and promise_customer.
    private static final String OF_CUSTOMER = COLUMNS + """
            FROM customer.profile mine JOIN promise.promise p ON p.customer = mine.profile
            """ + WHOSE + """
            WHERE mine.head = :whose AND (p.due, p.id) < (:at, :promise)
            ORDER BY p.due DESC, p.id DESC
            LIMIT :limit
            """;
    // Indexes promise_account, customer_account, customer_head and promise_customer.
    private static final String OF_ACCOUNT = COLUMNS + """
            FROM (
                SELECT id FROM promise.promise WHERE account = :whose
                UNION
                SELECT own.id
                FROM customer.card contact
                JOIN customer.profile his ON his.head = contact.customer
                JOIN promise.promise own ON own.customer = his.profile
                WHERE contact.account = :whose
            ) theirs JOIN promise.promise p ON p.id = theirs.id
            """ + WHOSE + """
            WHERE (p.due, p.id) < (:at, :promise)
            ORDER BY p.due DESC, p.id DESC
            LIMIT :limit
            """;
    // Primary key, from the last to the first.
    private static final String ALL = COLUMNS + "FROM promise.promise p " + WHOSE + """
            WHERE p.id < :promise
            ORDER BY p.id DESC
            LIMIT :limit
            """;
    // Index promise_instead, there and back.
    private static final String CHAIN = """
            WITH RECURSIVE back (id, instead_of) AS (
                SELECT id, instead_of FROM promise.promise WHERE id = :id
                UNION ALL
                SELECT p.id, p.instead_of FROM back JOIN promise.promise p ON p.id = back.instead_of
            ), forth (id) AS (
                SELECT id FROM promise.promise WHERE id = :id
                UNION ALL
                SELECT p.id FROM forth JOIN promise.promise p ON p.instead_of = forth.id
            )
            """ + COLUMNS + """
            FROM (SELECT id FROM back UNION SELECT id FROM forth) AS link JOIN promise.promise p ON p.id = link.id
            """ + WHOSE + """
            ORDER BY p.times, p.id
            """;
    // Primary key of interactions: customer, at, id.
    private static final String SAID_TO = """
            SELECT EXISTS (
                SELECT FROM customer.profile asked
                JOIN customer.profile his ON his.head = asked.head
                JOIN history.told t ON t.customer = his.profile
                WHERE asked.profile = :customer AND t.at = :at AND t.id = :interaction)
            """;
    private static final String IS_THERE = "SELECT EXISTS (SELECT FROM customer.profile WHERE profile = :customer)";

    private final JdbcClient jdbc;

    PromiseTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Promise> find(PromiseId id) {
        return jdbc.sql(ONE)
                .param("id", id.value())
                .query((row, _) -> promise(row))
                .optional();
    }

    List<Promise> all(List<Long> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql(SOME)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, _) -> promise(row))
                .list();
    }

    Optional<PromiseId> find(String source, String reference) {
        return jdbc.sql(BY_REFERENCE)
                .param("source", source)
                .param("reference", reference)
                .query((row, _) -> new PromiseId(row.getLong("id")))
                .optional();
    }

    List<Promise> open(@Nullable MemberId owner, Mark after, Instant until, int limit) {
        var statement = jdbc.sql(owner == null ? OPEN : OPEN_OF)
                .param("at", utc(after.at()))
                .param("promise", after.promise())
                .param("until", utc(until))
                .param("limit", limit);
        if (owner != null) statement = statement.param("owner", owner.value());
        return statement.query((row, _) -> promise(row)).list();
    }

    List<Promise> kept(Mark before, int limit) {
        return page(KEPT, before, limit);
    }

    List<Promise> notKept(Mark before, int limit) {
        return page(NOT_KEPT, before, limit);
    }

    List<Promise> of(CustomerId customer, Mark before, int limit) {
        return whose(OF_CUSTOMER, customer.value(), before, limit);
    }

    List<Promise> of(AccountId account, Mark before, int limit) {
        return whose(OF_ACCOUNT, account.value(), before, limit);
    }

    List<Promise> all(long before, int limit) {
        return jdbc.sql(ALL)
                .param("promise", before)
                .param("limit", limit)
                .query((row, _) -> promise(row))
                .list();
    }

    List<Promise> chain(PromiseId id) {
        return jdbc.sql(CHAIN)
                .param("id", id.value())
                .query((row, _) -> promise(row))
                .list();
    }

    boolean isThere(CustomerId customer) {
        return jdbc.sql(IS_THERE)
                .param("customer", customer.value())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    boolean wasSaidTo(CustomerId customer, Said said) {
        return jdbc.sql(SAID_TO)
                .param("customer", customer.value())
                .param("at", utc(said.at()))
                .param("interaction", said.interaction())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private List<Promise> page(String sql, Mark before, int limit) {
        return jdbc.sql(sql)
                .param("at", utc(before.at()))
                .param("promise", before.promise())
                .param("limit", limit)
                .query((row, _) -> promise(row))
                .list();
    }

    private List<Promise> whose(String sql, long whose, Mark before, int limit) {
        return jdbc.sql(sql)
                .param("whose", whose)
                .param("at", utc(before.at()))
                .param("promise", before.promise())
                .param("limit", limit)
                .query((row, _) -> promise(row))
                .list();
    }

    private static Promise promise(ResultSet row) throws SQLException {
        Instant due = moment(row, "due");
        String currency = row.getString("currency");
        String how = row.getString("how");
        Long owner = row.getObject("owner", Long.class);
        Long interaction = row.getObject("interaction", Long.class);
        Long insteadOf = row.getObject("instead_of", Long.class);
        Long customer = row.getObject("customer", Long.class);
        Long account = row.getObject("account", Long.class);
        String quote = row.getString("quote");
        String reason = row.getString("reason");
        return new Promise(
                new PromiseId(row.getLong("id")),
                new Whom(
                        customer == null ? null : new CustomerId(customer),
                        account == null ? null : new AccountId(account)),
                row.getString("name"),
                PromiseKind.of(row.getString("kind")).orElseThrow(),
                row.getString("what"),
                new Deadline(due, ZoneId.of(row.getString("zone")), momentOrNull(row, "review")),
                new Care(owner == null ? null : new MemberId(owner), row.getString("branch"), row.getString("channel")),
                interaction == null ? null : new Said(interaction, moment(row, "said_at"), quote == null ? "" : quote),
                currency == null ? null : new Money(row.getBigDecimal("amount"), currency),
                moment(row, "made_at"),
                new By(row.getString("made_by")),
                how == null ? null : Outcome.of(how, due, moment(row, "ended"), reason == null ? "" : reason),
                insteadOf == null ? null : new PromiseId(insteadOf),
                row.getInt("times"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant momentOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
