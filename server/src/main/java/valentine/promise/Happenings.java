package valentine.promise;

import static valentine.promise.PromiseTable.utc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;

/// What the history says of orders under way, gathered by order, and how far it was read.
@Repository
class Happenings {
    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7130031)";
    private static final String READ = "SELECT tx::text AS tx, id FROM promise.follower FOR UPDATE";
    private static final String ENDED = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS tx";
    private static final String MOVE = "UPDATE promise.follower SET tx = :tx::xid8, id = :id";
    // Index interaction_tx. Within a transaction by number: both together never come late.
    private static final String NEW = """
            SELECT id, customer, at, kind, number, estimated, amount, tx::text AS tx
            FROM history.handling AS told
            WHERE (tx, id) > (:tx::xid8, :id) AND tx < :until::xid8
            ORDER BY told.tx, told.id
            LIMIT :limit
            """;
    private static final String KEEP = """
            INSERT INTO promise.happening (number, what, customer, at, estimated)
            VALUES (:number, :what, :customer, :at, :estimated)
            ON CONFLICT (number, what, customer) DO UPDATE
            SET at = excluded.at, estimated = excluded.estimated
            WHERE excluded.at < happening.at
            """;
    // The primary key of happenings; whose each is, by the primary key of customers.
    private static final String OF_ORDERS = """
            SELECT h.number, h.what, h.customer, p.head, h.at, h.estimated
            FROM promise.happening h JOIN customer.profile p ON p.profile = h.customer
            WHERE h.number = ANY (:numbers)
            ORDER BY h.number, h.at, h.what
            """;

    // Whose they are by the index customer_head, their promises by promise_customer, what was said since by the primary
    // key of the history.
    private static final String ANSWERED = """
            SELECT DISTINCT p.id, said.at
            FROM unnest(CAST(:customers AS bigint[])) AS heard (customer)
            JOIN customer.profile asked ON asked.profile = heard.customer
            JOIN customer.profile his ON his.head = asked.head
            JOIN promise.promise p ON p.customer = his.profile
            JOIN promise.open o ON o.promise = p.id
            CROSS JOIN LATERAL (
                SELECT min(h.at) AS at
                FROM customer.profile mine JOIN history.handling h ON h.customer = mine.profile
                WHERE mine.head = asked.head AND h.at > p.made_at AND h.kind IN ('message_out', 'call', 'meeting')
                    AND coalesce(h.intent, 'answer') = 'answer') said
            WHERE p.source = :source AND starts_with(p.reference, :beginning) AND said.at IS NOT NULL
            """;

    private final JdbcClient jdbc;

    Happenings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Reached(String tx, long id) {}

    /// An interaction that may matter.
    record Heard(
            long id,
            CustomerId customer,
            Instant at,
            String kind,
            @Nullable String number,
            @Nullable String estimated,
            boolean moneyBack,
            String tx) {}

    enum What {
        ORDERED,
        DELIVERED,
        SENT,
        RETURNED,
        REFUNDED
    }

    /// What is known of an order.
    ///
    /// @param customer the profile, and `head` whose it is now
    record Happening(
            String number,
            What what,
            CustomerId customer,
            CustomerId head,
            Instant at,
            @Nullable String estimated) {}

    boolean isOurTurn() {
        return jdbc.sql(TRY_LOCK).query((row, _) -> row.getBoolean(1)).single();
    }

    Reached reached() {
        return jdbc.sql(READ)
                .query((row, _) -> new Reached(row.getString("tx"), row.getLong("id")))
                .single();
    }

    /// Every transaction before this one has ended, as this transaction sees it.
    String ended() {
        return jdbc.sql(ENDED).query((row, _) -> row.getString("tx")).single();
    }

    void move(Reached to) {
        jdbc.sql(MOVE).param("tx", to.tx()).param("id", to.id()).update();
    }

    List<Heard> after(Reached from, String until, int limit) {
        return jdbc.sql(NEW)
                .param("tx", from.tx())
                .param("id", from.id())
                .param("until", until)
                .param("limit", limit)
                .query((row, _) -> new Heard(
                        row.getLong("id"),
                        new CustomerId(row.getLong("customer")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("kind"),
                        row.getString("number"),
                        row.getString("estimated"),
                        row.getBigDecimal("amount") != null
                                && row.getBigDecimal("amount").signum() < 0,
                        row.getString("tx")))
                .list();
    }

    /// Keeps the earliest of each kind.
    void keep(String number, What what, Heard heard) {
        jdbc.sql(KEEP)
                .param("number", number)
                .param("what", what.name().toLowerCase(Locale.ROOT))
                .param("customer", heard.customer().value())
                .param("at", utc(heard.at()))
                .param("estimated", what == What.ORDERED ? heard.estimated() : null)
                .update();
    }

    /// Open promises of rules to these customers whose reference begins so, and when we first spoke with each since.
    Map<PromiseId, Instant> answered(Collection<CustomerId> customers, String beginning) {
        Map<PromiseId, Instant> answered = new HashMap<>();
        jdbc.sql(ANSWERED)
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .param("source", By.RULE.said())
                .param("beginning", beginning)
                .query(row -> {
                    answered.put(
                            new PromiseId(row.getLong("id")),
                            row.getObject("at", OffsetDateTime.class).toInstant());
                });
        return answered;
    }

    /// All that is known of these orders, by order and time.
    List<Happening> of(Collection<String> numbers) {
        return jdbc.sql(OF_ORDERS)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, _) -> new Happening(
                        row.getString("number"),
                        What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                        new CustomerId(row.getLong("customer")),
                        new CustomerId(row.getLong("head")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("estimated")))
                .list();
    }
}
