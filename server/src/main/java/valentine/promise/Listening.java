package valentine.promise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.history.Follower;
import valentine.reading.PromiseReader;
import valentine.reading.ReadPromise;

/// Follows the history and reads what we send: what sounds like a promise becomes a proposal.
///
/// What was said long ago, or is due already, is left alone; so is what this module itself told a customer.
@Component("promiseListening")
class Listening implements Follower {
    private static final int AT_ONCE = 500;
    private static final Duration FRESH = Duration.ofDays(30);
    private static final int AROUND = 200;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7130031)";
    private static final String PLACE = "SELECT tx::text AS tx, id FROM promise.heard FOR UPDATE";
    private static final String ENDED = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS tx";
    private static final String MOVE = "UPDATE promise.heard SET tx = :tx::xid8, id = :id";
    // Index interaction_tx. Within a transaction by number: both together never come late.
    private static final String NEW = """
            SELECT id, customer, at, channel, text, tx::text AS tx
            FROM history.spoken AS told
            WHERE (tx, id) > (:tx::xid8, :id) AND tx < :until::xid8 AND kind = 'message_out'
            ORDER BY told.tx, told.id
            LIMIT :limit
            """;

    private final ProposalTable table;
    private final Readers readers;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Listening(ProposalTable table, Readers readers, JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.table = table;
        this.readers = readers;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Place(String tx, long id) {}

    private record Sent(
            ProposalTable.Source source, @Nullable String text, String tx) {}

    @Override
    public boolean follow() {
        return transactions.execute(_ -> hear()) == AT_ONCE;
    }

    /// Reads on and says how much was there.
    private int hear() {
        boolean ours = jdbc.sql(TRY_LOCK).query((row, _) -> row.getBoolean(1)).single();
        if (!ours) return 0;
        Place from = jdbc.sql(PLACE)
                .query((row, _) -> new Place(row.getString("tx"), row.getLong("id")))
                .single();
        String until = jdbc.sql(ENDED).query((row, _) -> row.getString("tx")).single();
        if (until.equals(from.tx())) return 0;
        List<Sent> sent = jdbc.sql(NEW)
                .param("tx", from.tx())
                .param("id", from.id())
                .param("until", until)
                .param("limit", AT_ONCE)
                .query((row, _) -> sent(row))
                .list();
        read(sent);
        boolean full = sent.size() == AT_ONCE;
        jdbc.sql(MOVE)
                .param("tx", full ? sent.getLast().tx() : until)
                .param("id", full ? sent.getLast().source().interaction() : 0)
                .update();
        return sent.size();
    }

    private void read(List<Sent> sent) {
        if (sent.isEmpty()) return;
        Instant now = clock.instant();
        PromiseReader reader = readers.ours();
        for (Sent one : sent) {
            String text = one.text();
            Instant at = one.source().at();
            if (text == null || at.isBefore(now.minus(FRESH))) continue;
            for (ReadPromise promise : reader.promises(text, at)) {
                if (promise.due().isAfter(now)) propose(one.source(), promise, text, reader.zone());
            }
        }
    }

    private void propose(ProposalTable.Source source, ReadPromise promise, String text, ZoneId zone) {
        int from = Math.max(0, promise.start() - AROUND);
        int to = Math.min(text.length(), promise.end() + AROUND);
        if (to - from > Draft.LONGEST_QUOTE) return;
        table.add(source, promise, text.substring(from, to), from, zone);
    }

    private static Sent sent(ResultSet row) throws SQLException {
        String channel = row.getString("channel");
        return new Sent(
                new ProposalTable.Source(
                        new CustomerId(row.getLong("customer")),
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        channel == null ? "" : channel),
                row.getString("text"),
                row.getString("tx"));
    }
}
