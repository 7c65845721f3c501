package valentine.duplicate;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares everybody because somebody asked for it, without keeping him waiting.
@Component
class Comparer {
    private static final Logger LOGGER = LoggerFactory.getLogger(Comparer.class);
    private static final String IS_FREE = "SELECT pg_try_advisory_xact_lock(7130011)";

    private final Duplicates duplicates;
    private final RunTable runs;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AtomicBoolean started = new AtomicBoolean();

    Comparer(Duplicates duplicates, RunTable runs, JdbcClient jdbc, TransactionTemplate transactions) {
        this.duplicates = duplicates;
        this.runs = runs;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// Starts unless a comparison is under way.
    void start() {
        if (running().isPresent() || !started.compareAndSet(false, true)) return;
        Thread.ofVirtual().name("comparing everybody").start(() -> {
            try {
                duplicates.everybody();
            } catch (RuntimeException e) {
                LOGGER.error("Everybody could not be compared", e);
            } finally {
                started.set(false);
            }
        });
    }

    /// The comparison under way, whichever server works on it. One that was cut off holds no lock.
    Optional<Run> running() {
        return runs.running().filter(_ -> !isFree());
    }

    private boolean isFree() {
        Boolean free =
                transactions.execute(_ -> jdbc.sql(IS_FREE).query(Boolean.class).single());
        return Boolean.TRUE.equals(free);
    }
}
