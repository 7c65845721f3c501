package valentine.duplicate;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;
import valentine.intake.ImportId;
import valentine.intake.ImportReviewer;

/// Whom imports brought: they wait to be compared, and the import says how many look like somebody we had.
@Repository
class Brought implements ImportReviewer {
    private static final int COUNTED = 1_000;

    private static final String BRING = """
            INSERT INTO duplicate.brought (import, customer)
            SELECT DISTINCT :import::bigint, p.head
            FROM unnest(CAST(:customers AS bigint[])) AS given (customer)
            JOIN customer.profile p ON p.profile = given.customer
            ON CONFLICT DO NOTHING
            """;
    // The primary keys of both.
    private static final String WAITS = """
            SELECT EXISTS (
                SELECT FROM duplicate.waiting w
                JOIN duplicate.brought b ON b.import = :import AND b.customer = w.customer)
            """;
    // For each row the primary key of what was brought.
    private static final String OF_IMPORT = PairTable.WAITING + """
                AND EXISTS (SELECT FROM duplicate.brought i
                            WHERE i.import = :import AND i.customer IN (p.one, p.other))
            """;
    private static final String OPEN = """
            SELECT p.id, p.one, p.other, p.probability, p.degrees, p.evidence
            """ + OF_IMPORT + """
            ORDER BY p.probability DESC, p.id
            LIMIT :limit
            """;
    private static final String PAIRS = """
            SELECT count(*) FROM (SELECT p.id
            """ + OF_IMPORT + """
            LIMIT :limit) counted
            """;
    private static final String LOOK_ALIKE = """
            SELECT count(DISTINCT i.customer)
            FROM (SELECT p.one, p.other
            """ + OF_IMPORT + """
            LIMIT :limit) p
            JOIN duplicate.brought i ON i.import = :import AND i.customer IN (p.one, p.other)
            """;

    // At night only, and no more rows than were brought since and than wait for an answer.
    private static final String FORGET = """
            DELETE FROM duplicate.brought b
            WHERE NOT EXISTS (SELECT FROM duplicate.waiting w WHERE w.customer = b.customer)
                AND NOT EXISTS (SELECT FROM duplicate.pair p
                                WHERE p.one = b.customer AND p.settled_till IS DISTINCT FROM 'infinity')
                AND NOT EXISTS (SELECT FROM duplicate.pair p
                                WHERE p.other = b.customer AND p.settled_till IS DISTINCT FROM 'infinity')
            """;

    private final SeenTable seen;
    private final PairTable pairs;
    private final Clock clock;
    private final JdbcClient jdbc;

    Brought(SeenTable seen, PairTable pairs, Clock clock, JdbcClient jdbc) {
        this.seen = seen;
        this.pairs = pairs;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    @Override
    public void stored(ImportId id, Collection<CustomerId> customers) {
        if (customers.isEmpty()) return;
        jdbc.sql(BRING)
                .param("import", id.value())
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .update();
        seen.wait(customers);
    }

    @Override
    public Optional<Remark> remark(ImportId id) {
        String link = "/duplicates?import=" + id.value();
        if (jdbc.sql(WAITS).param("import", id.value()).query(Boolean.class).single()) {
            return Optional.of(new Remark(
                    "We are looking whether some of these are customers you already have.",
                    "/import/" + id.value(),
                    "Look again"));
        }
        int alike = count(LOOK_ALIKE, id.value(), clock.instant(), COUNTED);
        return switch (alike) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Remark("One of these looks like a customer you already have.", link, "Look"));
            default ->
                Optional.of(
                        new Remark(alike + " of these look like customers you already have.", link, "Look at them"));
        };
    }

    /// Open pairs with somebody whom this import brought.
    List<PairTable.Row> open(long imported, Instant now, int limit) {
        return jdbc.sql(OPEN)
                .param("import", imported)
                .param("now", PairTable.utc(now))
                .param("limit", limit)
                .query((row, _) -> pairs.row(row))
                .list();
    }

    /// Forgets whom everybody was compared with and about whom nothing is left to decide.
    void forget() {
        jdbc.sql(FORGET).update();
    }

    int pairs(long imported, Instant now, int limit) {
        return count(PAIRS, imported, now, limit);
    }

    private int count(String sql, long imported, Instant now, int limit) {
        return jdbc.sql(sql)
                .param("import", imported)
                .param("now", PairTable.utc(now))
                .param("limit", limit)
                .query((row, _) -> row.getInt(1))
                .single();
    }
}
