package valentine.event;

import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.history.Messages;

/// Holds what was counted against what is there: whatever came was stored, known before, or waits refused.
@Service
class Reconciliation {
    private static final Logger LOGGER = LoggerFactory.getLogger(Reconciliation.class);

    private static final String COUNTED = """
            SELECT coalesce(sum(received), 0) AS received, coalesce(sum(stored), 0) AS stored,
                   coalesce(sum(duplicates), 0) AS duplicates, coalesce(sum(quarantined), 0) AS quarantined
            FROM event.hour WHERE source = :source
            """;
    // Ranges of the primary key of duplicate and of the unique key (source, digest) of quarantine.
    private static final String FOUND = """
            SELECT (SELECT coalesce(sum(times), 0) FROM event.duplicate WHERE source = :history)
                       + coalesce(sum(times - 1), 0) AS duplicates,
                   count(*) FILTER (WHERE stored_as IS NULL) AS quarantined
            FROM event.quarantine WHERE source = :source
            """;
    private static final String KEEP = """
            INSERT INTO event.reconciliation
                (source, at, received, stored, duplicates, quarantined, found_stored, found_duplicates,
                 found_quarantined)
            VALUES (:source, :at, :received, :stored, :duplicates, :quarantined, :foundStored, :foundDuplicates,
                    :foundQuarantined)
            """;
    // The primary key (source, at), backwards, for each source.
    private static final String LATEST = """
            SELECT s.name, r.at, r.received, r.stored, r.duplicates, r.quarantined, r.found_stored,
                   r.found_duplicates, r.found_quarantined
            FROM event.source s
            CROSS JOIN LATERAL (
                SELECT * FROM event.reconciliation WHERE source = s.id ORDER BY at DESC LIMIT 1
            ) AS r
            ORDER BY lower(s.name), s.id
            """;

    private final Sources sources;
    private final Messages messages;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate snapshot;

    Reconciliation(
            Sources sources,
            Messages messages,
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.sources = sources;
        this.messages = messages;
        this.jdbc = jdbc;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactionManager);
        // Counts and tables of one and the same moment.
        this.snapshot.setIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ);
    }

    /// What was counted of a source and what was found.
    record Balance(String source, Instant at, Traffic.Counts counted, Traffic.Counts found) {
        boolean addsUp() {
            return counted.addsUp()
                    && counted.stored() == found.stored()
                    && counted.duplicates() == found.duplicates()
                    && counted.quarantined() == found.quarantined();
        }

        /// What is wrong, in words.
        String difference() {
            return String.format(
                    java.util.Locale.ROOT,
                    "Of %,d messages received, %,d were counted as stored (found: %,d), %,d as known before (found: %,d)"
                            + " and %,d as refused (found: %,d).",
                    counted.received(),
                    counted.stored(),
                    found.stored(),
                    counted.duplicates(),
                    found.duplicates(),
                    counted.quarantined(),
                    found.quarantined());
        }
    }

    /// Counts everything again.
    List<Balance> check() {
        for (Source source : sources.all()) {
            Balance balance = java.util.Objects.requireNonNull(snapshot.execute(_ -> check(source)));
            if (!balance.addsUp()) {
                LOGGER.error("Source {} does not add up: {}", source.id().value(), balance.difference());
            }
        }
        return latest();
    }

    /// The latest count of each source.
    List<Balance> latest() {
        return jdbc.sql(LATEST)
                .query((row, _) -> new Balance(
                        row.getString("name"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        new Traffic.Counts(
                                row.getLong("received"),
                                row.getLong("stored"),
                                row.getLong("duplicates"),
                                row.getLong("quarantined")),
                        new Traffic.Counts(
                                row.getLong("received"),
                                row.getLong("found_stored"),
                                row.getLong("found_duplicates"),
                                row.getLong("found_quarantined"))))
                .list();
    }

    private Balance check(Source source) {
        Traffic.Counts counted = jdbc.sql(COUNTED)
                .param("source", source.id().value())
                .query((row, _) -> new Traffic.Counts(
                        row.getLong("received"),
                        row.getLong("stored"),
                        row.getLong("duplicates"),
                        row.getLong("quarantined")))
                .single();
        long stored = messages.count(source.history());
        Traffic.Counts found = jdbc.sql(FOUND)
                .param("source", source.id().value())
                .param("history", source.history())
                .query((row, _) -> new Traffic.Counts(
                        counted.received(), stored, row.getLong("duplicates"), row.getLong("quarantined")))
                .single();
        Instant now = clock.instant();
        jdbc.sql(KEEP)
                .param("source", source.id().value())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("received", counted.received())
                .param("stored", counted.stored())
                .param("duplicates", counted.duplicates())
                .param("quarantined", counted.quarantined())
                .param("foundStored", found.stored())
                .param("foundDuplicates", found.duplicates())
                .param("foundQuarantined", found.quarantined())
                .update();
        return new Balance(source.name(), now, counted, found);
    }
}
