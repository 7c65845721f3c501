package valentine.health;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.history.Follower;
import valentine.intake.Imports;
import valentine.team.Firms;

/// Follows the history: who bought or sent back something, let us know how he feels, was joined to somebody or parted
/// is
/// scored again at once, by what the last run learned.
///
/// Everybody is scored where there was no run yet, where the firm's settings have changed since, and where more
/// customers wait than are scored quickly one by one.
@Component
class Rescoring implements Follower {
    private static final int MOST_AT_ONCE = 5_000;
    private static final int FEWEST_FOR_ALL = 50;
    private static final double SHARE_FOR_ALL = 0.05;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7130010)";
    // Indexes interaction_tx, evidence_tx and movement_tx. In the order of transactions, not of numbers: a number may
    // be given early
    // and seen late. Who was joined to somebody or parted changes both.
    private static final String CHANGED = """
            SELECT customer
            FROM history.stream
            WHERE tx >= :from::xid8 AND tx < :until::xid8 AND kind IN ('order', 'return')
            UNION
            SELECT customer
            FROM fondness.piece
            WHERE tx >= :from::xid8 AND tx < :until::xid8
            UNION
            SELECT head
            FROM customer.movement m CROSS JOIN LATERAL (VALUES (m.from_head), (m.to_head)) AS touched (head)
            WHERE m.tx >= :from::xid8 AND m.tx < :until::xid8
            LIMIT :limit
            """;
    private static final String ANYTHING =
            "SELECT EXISTS (SELECT FROM history.purchase WHERE kind = 'order' AND at <= now())";
    private static final String SCORED = "SELECT coalesce(sum(customers), 0) FROM health.total";

    private final Scores scores;
    private final RunTable runs;
    private final Firms firms;
    private final Imports imports;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Rescoring(
            Scores scores,
            RunTable runs,
            Firms firms,
            Imports imports,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.scores = scores;
        this.runs = runs;
        this.firms = firms;
        this.imports = imports;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    private enum Next {
        NOTHING,

        EVERYBODY
    }

    @Override
    public boolean follow() {
        Next next = transactions.execute(_ -> step());
        if (next == Next.EVERYBODY) {
            scores.everybody();
        }
        return next != Next.NOTHING;
    }

    private Next step() {
        if (!jdbc.sql(TRY_LOCK).query((row, _) -> row.getBoolean(1)).single()) {
            return Next.NOTHING;
        }
        var run = runs.latest();
        var from = runs.position();
        if (run.isEmpty() || from.isEmpty() || !run.get().fits(firms.ours())) {
            boolean anything =
                    jdbc.sql(ANYTHING).query((row, _) -> row.getBoolean(1)).single();
            return anything && !imports.running() ? Next.EVERYBODY : Next.NOTHING;
        }
        String until = runs.ended();
        if (until.equals(from.get())) {
            return Next.NOTHING;
        }
        List<CustomerId> changed = jdbc.sql(CHANGED)
                .param("from", from.get())
                .param("until", until)
                .param("limit", MOST_AT_ONCE + 1)
                .query((row, _) -> new CustomerId(row.getLong("customer")))
                .list();
        if (isManyOf(changed.size())) {
            // An import brings more in a moment: all of it is scored when it has ended.
            return imports.running() ? Next.NOTHING : Next.EVERYBODY;
        }
        if (!changed.isEmpty()) {
            scores.some(run.get(), changed);
        }
        runs.moveTo(until);
        return Next.NOTHING;
    }

    private boolean isManyOf(int changed) {
        long scored = jdbc.sql(SCORED).query((row, _) -> row.getLong(1)).single();
        return changed > MOST_AT_ONCE || changed > Math.max(FEWEST_FOR_ALL, SHARE_FOR_ALL * scored);
    }
}
