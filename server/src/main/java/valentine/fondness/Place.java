package valentine.fondness;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;

/// How far we came, in the history and in our own evidence, and who waits to be told anew; every method belongs into
/// the caller's transaction.
@Repository("fondnessPlace")
class Place {
    private static final String READ = """
            SELECT history_tx::text AS history_tx, history_id, evidence_tx::text AS evidence_tx, fresh
            FROM fondness.follower
            FOR UPDATE
            """;
    private static final String ENDED = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS tx";
    private static final String MOVE_HISTORY = """
            UPDATE fondness.follower SET history_tx = :tx::xid8, history_id = :id
            """;
    private static final String MOVE_EVIDENCE = """
            UPDATE fondness.follower SET evidence_tx = :tx::xid8, fresh = :fresh
            """;
    private static final String FRESH = """
            SELECT count(*) AS pieces
            FROM fondness.evidence
            WHERE tx >= :from::xid8 AND tx < :until::xid8
            """;
    // Indexes evidence_tx and movement_tx; of who was joined or parted only whose profile brings evidence changes.
    private static final String WAIT = """
            INSERT INTO fondness.waiting (customer)
            SELECT p.head
            FROM fondness.evidence e JOIN customer.profile p ON p.profile = e.customer
            WHERE e.tx >= :from::xid8 AND e.tx < :until::xid8
            UNION
            SELECT touched.head
            FROM customer.movement m CROSS JOIN LATERAL (VALUES (m.from_head), (m.to_head)) AS touched (head)
            WHERE m.tx >= :from::xid8 AND m.tx < :until::xid8
                AND EXISTS (SELECT FROM fondness.evidence e WHERE e.customer = m.profile)
            ON CONFLICT DO NOTHING
            """;
    private static final String WAITING = "SELECT customer FROM fondness.waiting ORDER BY customer LIMIT :limit";
    private static final String DONE = "DELETE FROM fondness.waiting WHERE customer = ANY (:customers)";
    private static final String ANYTHING = "SELECT EXISTS (SELECT FROM fondness.evidence) AS there";
    private static final String ALL_DONE = "DELETE FROM fondness.waiting";

    private final JdbcClient jdbc;

    Place(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param fresh how many pieces came since the last learning
    record Reached(String historyTx, long historyId, String evidenceTx, long fresh) {}

    Reached reached() {
        return jdbc.sql(READ)
                .query((row, _) -> new Reached(
                        row.getString("history_tx"),
                        row.getLong("history_id"),
                        row.getString("evidence_tx"),
                        row.getLong("fresh")))
                .single();
    }

    /// Every transaction before this one has ended, as this transaction sees it.
    String ended() {
        return jdbc.sql(ENDED).query((row, _) -> row.getString("tx")).single();
    }

    void heardUntil(String tx, long id) {
        jdbc.sql(MOVE_HISTORY).param("tx", tx).param("id", id).update();
    }

    /// Everything before this transaction is told.
    void toldUntil(String tx, long fresh) {
        jdbc.sql(MOVE_EVIDENCE).param("tx", tx).param("fresh", fresh).update();
    }

    long fresh(String from, String until) {
        return jdbc.sql(FRESH)
                .param("from", from)
                .param("until", until)
                .query((row, _) -> row.getLong("pieces"))
                .single();
    }

    void wait(String from, String until) {
        jdbc.sql(WAIT).param("from", from).param("until", until).update();
    }

    List<CustomerId> waiting(int limit) {
        return jdbc.sql(WAITING)
                .param("limit", limit)
                .query((row, _) -> new CustomerId(row.getLong("customer")))
                .list();
    }

    void done(List<CustomerId> customers) {
        jdbc.sql(DONE)
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .update();
    }

    void allDone() {
        jdbc.sql(ALL_DONE).update();
    }

    /// Whether there is anything to learn from at all.
    boolean anything() {
        return jdbc.sql(ANYTHING).query((row, _) -> row.getBoolean("there")).single();
    }
}
