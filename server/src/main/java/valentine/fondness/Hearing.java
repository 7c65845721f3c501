package valentine.fondness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.history.Follower;

/// Follows the history: what says something about a feeling becomes evidence, and whose evidence is new, or who was
/// joined to somebody or parted, is told anew at once, by what was last learned.
///
/// It is learned anew when evidence has grown by a quarter, and every night.
@Component
class Hearing implements Follower {
    private static final String SOURCE = "history";
    private static final int READ_AT_ONCE = 5_000;
    private static final int TOLD_AT_ONCE = 2_000;
    private static final int GROWN_BY = 50;
    private static final double GROWN_BY_SHARE = 0.25;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7130012)";
    // Index interaction_tx. Within a transaction by number: both together never come late.
    private static final String NEW = """
            SELECT id, customer, at, kind, title, score, scale, tx::text AS tx
            FROM history.told AS told
            WHERE (tx, id) > (:tx::xid8, :id) AND tx < :until::xid8 AND kind = ANY (:kinds)
            ORDER BY told.tx, told.id
            LIMIT :limit
            """;

    private final Feelings feelings;
    private final Evidence evidence;
    private final Learnings learnings;
    private final Place place;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Hearing(
            Feelings feelings,
            Evidence evidence,
            Learnings learnings,
            Place place,
            Clock clock,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.feelings = feelings;
        this.evidence = evidence;
        this.learnings = learnings;
        this.place = place;
        this.clock = clock;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    private enum Next {
        NOTHING,
        MORE,
        EVERYBODY
    }

    private record Heard(long id, String tx, Optional<Piece> piece) {}

    @Override
    public boolean follow() {
        int heard = transactions.execute(_ -> hear());
        // Nothing is learned from half of what is there.
        if (heard == READ_AT_ONCE) return true;
        Next next = transactions.execute(_ -> tell());
        if (next == Next.EVERYBODY) feelings.everybody();
        return heard > 0 || next != Next.NOTHING;
    }

    /// Reads on in the history and says how much was there.
    private int hear() {
        if (!isOurTurn()) return 0;
        Place.Reached from = place.reached();
        String until = place.ended();
        if (until.equals(from.historyTx())) return 0;
        List<Heard> heard = jdbc.sql(NEW)
                .param("tx", from.historyTx())
                .param("id", from.historyId())
                .param("until", until)
                .param("kinds", Meaning.keys())
                .param("limit", READ_AT_ONCE)
                .query((row, _) -> heard(row))
                .list();
        evidence.addAll(heard.stream().flatMap(one -> one.piece().stream()).toList());
        boolean full = heard.size() == READ_AT_ONCE;
        if (full) {
            place.heardUntil(heard.getLast().tx(), heard.getLast().id());
        } else {
            place.heardUntil(until, 0);
        }
        return heard.size();
    }

    private static Heard heard(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        CustomerId customer = new CustomerId(row.getLong("customer"));
        var at = row.getObject("at", OffsetDateTime.class).toInstant();
        String title = row.getString("title");
        return new Heard(
                id,
                row.getString("tx"),
                Meaning.of(row.getString("kind"), title, row.getString("score"), row.getString("scale"))
                        .map(meaning -> new Piece(
                                customer,
                                at,
                                meaning.kind(),
                                meaning.share(),
                                meaning.words(),
                                SOURCE,
                                Long.toString(id),
                                id)));
    }

    private Next tell() {
        if (!isOurTurn()) return Next.NOTHING;
        Optional<Learning> learning = learnings.before(clock.instant());
        Place.Reached from = place.reached();
        if (learning.isEmpty()) {
            return place.anything() ? Next.EVERYBODY : Next.NOTHING;
        }
        String until = place.ended();
        long fresh = from.fresh();
        if (!until.equals(from.evidenceTx())) {
            fresh += place.fresh(from.evidenceTx(), until);
            place.wait(from.evidenceTx(), until);
            place.toldUntil(until, fresh);
        }
        if (fresh > GROWN_BY + GROWN_BY_SHARE * learning.get().pieces()) {
            return Next.EVERYBODY;
        }
        List<CustomerId> waiting = place.waiting(TOLD_AT_ONCE);
        if (waiting.isEmpty()) return Next.NOTHING;
        feelings.some(learning.get(), waiting);
        place.done(waiting);
        return waiting.size() == TOLD_AT_ONCE ? Next.MORE : Next.NOTHING;
    }

    private boolean isOurTurn() {
        return jdbc.sql(TRY_LOCK).query((row, _) -> row.getBoolean(1)).single();
    }
}
