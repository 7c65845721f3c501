package valentine.duplicate;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.history.Follower;
import valentine.intake.Imports;

/// Compares whom imports bring, whoever else is new, and whose pairs name a customer who
/// became one with another or was parted, soon after it happened.
///
/// Everybody is compared where nobody was yet, and where more wait than are compared quickly one by one. Whoever is
/// known and changes by other ways than an import, or is a visitor who tells his name later, is compared at night.
@Component
class Newcomers implements Follower {
    private static final int MOST_AT_ONCE = 500;
    private static final int FEWEST_FOR_ALL = 50;
    private static final int MOST_FOR_SOME = 5_000;
    private static final double SHARE_FOR_ALL = 0.05;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7130011)";
    private static final String ANYBODY = "SELECT EXISTS (SELECT FROM customer.card OFFSET 1)";
    private static final String POSITION = "SELECT tx::text AS tx, customer FROM duplicate.follower";
    private static final String MOVE = """
            INSERT INTO duplicate.follower (tx, customer) VALUES (:tx::xid8, :customer)
            ON CONFLICT (one) DO UPDATE SET tx = excluded.tx, customer = excluded.customer
            """;
    // The end of the primary key. Profiles get their numbers one writer after the other, so that none comes late.
    private static final String NEWEST = "SELECT coalesce(max(profile), 0) FROM customer.profile";
    // A range of the primary key; visitors of whom nothing is known cannot be compared with anybody.
    private static final String NEW = """
            INSERT INTO duplicate.waiting (customer)
            SELECT p.customer
            FROM customer.person p
            WHERE p.customer > :after AND p.customer <= :newest
                AND NOT p.visitor
                AND NOT EXISTS (SELECT FROM duplicate.seen k WHERE k.customer = p.customer)
            ON CONFLICT DO NOTHING
            """;

    // Index movement_tx, then the unique key of pairs by its first part and index pair_other: only who stands in a pair
    // is looked at at once, for the others the night is soon enough.
    private static final String MOVED = """
            INSERT INTO duplicate.waiting (customer)
            SELECT DISTINCT c.customer
            FROM customer.movement m
            JOIN customer.card c ON c.customer IN (m.from_head, m.to_head)
            WHERE m.tx >= :from::xid8 AND m.tx < :until::xid8
                AND (EXISTS (SELECT FROM duplicate.pair p WHERE p.one IN (m.from_head, m.to_head))
                    OR EXISTS (SELECT FROM duplicate.pair p WHERE p.other IN (m.from_head, m.to_head)))
            ON CONFLICT (customer) DO UPDATE SET tx = excluded.tx
            """;

    private final Duplicates duplicates;
    private final RunTable runs;
    private final SeenTable seen;
    private final Imports imports;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Newcomers(
            Duplicates duplicates,
            RunTable runs,
            SeenTable seen,
            Imports imports,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.duplicates = duplicates;
        this.runs = runs;
        this.seen = seen;
        this.imports = imports;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    private enum Next {
        NOTHING,
        MORE,
        EVERYBODY
    }

    @Override
    public boolean follow() {
        Next next = transactions.execute(_ -> step());
        if (next == Next.EVERYBODY) {
            duplicates.everybody();
        }
        return next != Next.NOTHING;
    }

    private Next step() {
        if (!jdbc.sql(TRY_LOCK).query(Boolean.class).single() || imports.running()) {
            return Next.NOTHING;
        }
        String until = seen.now();
        Optional<Run> run = runs.latest();
        Run.Learned learned = run.map(Run::learned).orElse(null);
        if (run.isEmpty() || learned == null) {
            move(new Place(until, newest()));
            return jdbc.sql(ANYBODY).query(Boolean.class).single() ? Next.EVERYBODY : Next.NOTHING;
        }
        lookFor(until);
        List<CustomerId> waiting = seen.waiting(MOST_FOR_SOME + 1);
        int customers = run.get().customers();
        if (waiting.size() > MOST_FOR_SOME || waiting.size() > Math.max(FEWEST_FOR_ALL, SHARE_FOR_ALL * customers)) {
            return Next.EVERYBODY;
        }
        if (waiting.isEmpty()) return Next.NOTHING;
        List<CustomerId> some = waiting.subList(0, Math.min(waiting.size(), MOST_AT_ONCE));
        duplicates.some(learned, customers, some);
        return Next.MORE;
    }

    private void lookFor(String until) {
        Optional<Place> reached = jdbc.sql(POSITION)
                .query((row, _) -> new Place(row.getString("tx"), row.getLong("customer")))
                .optional();
        // Who was there before the first look was compared with everybody.
        Place now = new Place(until, newest());
        Place from = reached.orElse(now);
        if (from.equals(now) && reached.isPresent()) return;
        if (from.customer() < now.customer()) {
            jdbc.sql(NEW)
                    .param("after", from.customer())
                    .param("newest", now.customer())
                    .update();
        }
        jdbc.sql(MOVED).param("from", from.tx()).param("until", until).update();
        move(now);
    }

    private long newest() {
        return jdbc.sql(NEWEST).query(Long.class).single();
    }

    private void move(Place place) {
        jdbc.sql(MOVE)
                .param("tx", place.tx())
                .param("customer", place.customer())
                .update();
    }

    /// How far we came.
    private record Place(String tx, long customer) {}
}
