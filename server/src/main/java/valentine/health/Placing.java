package valentine.health;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.fondness.Feelings;
import valentine.fondness.Learning;
import valentine.history.Follower;

/// Keeps the loyalty map: who was scored or told anew takes a new place, and after everybody was, all do; then the ends
/// of quarters follow that are not there yet, one after the other.
@Component
class Placing implements Follower {
    private static final int MOST_AT_ONCE = 5_000;
    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7130010)";

    private final PlaceTable places;
    private final RunTable runs;
    private final Quarters quarters;
    private final Feelings feelings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Placing(
            PlaceTable places,
            RunTable runs,
            Quarters quarters,
            Feelings feelings,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.places = places;
        this.runs = runs;
        this.quarters = quarters;
        this.feelings = feelings;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    private enum Next {
        NOTHING,
        QUARTERS
    }

    @Override
    public boolean follow() {
        Next next = transactions.execute(_ -> step());
        if (next == Next.QUARTERS) quarters.catchUp();
        return false;
    }

    private Next step() {
        if (!jdbc.sql(TRY_LOCK).query((row, _) -> row.getBoolean(1)).single()) return Next.NOTHING;
        Optional<Run> run = runs.latest();
        if (run.isEmpty()) return Next.NOTHING;
        long learning = feelings.latest().map(Learning::id).orElse(0L);
        PlaceTable.Reached until = new PlaceTable.Reached(run.get().id(), learning, runs.ended());
        Optional<PlaceTable.Reached> from = places.reached();
        if (from.equals(Optional.of(until))) return Next.NOTHING;
        if (from.isPresent() && from.get().isOf(until)) {
            List<CustomerId> changed = places.changed(from.get().tx(), until.tx(), MOST_AT_ONCE + 1);
            if (changed.size() <= MOST_AT_ONCE) {
                if (!changed.isEmpty()) places.some(changed);
                places.moveTo(until);
                return Next.NOTHING;
            }
        }
        places.everybody();
        places.moveTo(until);
        return Next.QUARTERS;
    }
}
