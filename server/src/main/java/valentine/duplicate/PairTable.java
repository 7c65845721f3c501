package valentine.duplicate;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;

/// The pairs that were found.
@Repository
class PairTable {
    private static final int AT_ONCE = 1_000;

    /// Pairs that wait for an answer: of two who are customers of their own by now, and whom nobody keeps apart but for
    /// what was decided here on less.
    ///
    /// Index pair_open; for each row the primary key of both customers, then indexes customer_head, verdict_kept,
    /// verdict_gone and decision_pair.
    static final String WAITING = """
            FROM duplicate.pair p
            JOIN customer.card a ON a.customer = p.one
            JOIN customer.card b ON b.customer = p.other
            WHERE p.settled_till IS DISTINCT FROM 'infinity' AND (p.settled_till IS NULL OR p.settled_till <= :now)
                AND NOT EXISTS (
                    SELECT FROM customer.profile l
                    JOIN customer.decided v ON v.kind = 'different' AND (v.one = l.profile OR v.other = l.profile)
                    JOIN customer.profile r ON r.profile = v.one + v.other - l.profile
                    WHERE l.head = p.one AND r.head = p.other
                        AND NOT EXISTS (
                            SELECT FROM duplicate.decision d
                            WHERE d.pair = p.id AND d.verdict = v.verdict AND d.undone_at IS NULL))
            """;
    private static final String OPEN = """
            SELECT p.id, p.one, p.other, p.probability, p.degrees, p.evidence
            """ + WAITING + """
            ORDER BY p.probability DESC, p.id
            LIMIT :limit
            """;
    // The primary key; locked, so that two answers come one after the other.
    private static final String ONE = """
            SELECT p.id, p.one, p.other, p.probability, p.degrees, p.evidence
            """ + WAITING + """
                AND p.id = :id
            FOR UPDATE OF p
            """;
    private static final String COUNT = """
            SELECT count(*) FROM (SELECT p.id
            """ + WAITING + """
            LIMIT :limit) counted
            """;
    private static final String IS_KNOWN = "SELECT EXISTS (SELECT FROM duplicate.pair WHERE id = :id)";
    private static final String ANY = "SELECT EXISTS (SELECT FROM duplicate.pair)";
    private static final String SETTLE = "UPDATE duplicate.pair SET settled_till = :till::timestamptz WHERE id = :id";
    private static final String OPEN_AGAIN = "UPDATE duplicate.pair SET settled_till = NULL WHERE id = :id";
    // The unique key (one, other), then index decision_pair. Who rests goes on resting; what was decided is open again
    // where that decision was looked at, and not one that somebody made while we compared.
    private static final String KEEP = """
            INSERT INTO duplicate.pair (one, other, probability, degrees, evidence, found_at)
            SELECT given.one, given.other, given.probability, given.degrees::smallint[], given.evidence::jsonb, :now
            FROM unnest(CAST(:ones AS bigint[]), CAST(:others AS bigint[]), CAST(:probabilities AS float8[]),
                        CAST(:degrees AS text[]), CAST(:evidence AS text[]))
                AS given (one, other, probability, degrees, evidence)
            ON CONFLICT (one, other) DO UPDATE
            SET probability = excluded.probability, degrees = excluded.degrees, evidence = excluded.evidence,
                found_at = excluded.found_at, settled_till = CASE
                    WHEN pair.settled_till = 'infinity' AND EXISTS (
                        SELECT FROM unnest(CAST(:ones AS bigint[]), CAST(:others AS bigint[]),
                                           CAST(:decisions AS bigint[])) AS seen (one, other, decision)
                        WHERE seen.one = pair.one AND seen.other = pair.other
                            AND seen.decision = (SELECT max(d.id) FROM duplicate.decision d
                                                 WHERE d.pair = pair.id AND d.undone_at IS NULL))
                    THEN NULL ELSE pair.settled_till END
            """;
    // Pairs that nobody decided about and that are found no more.
    private static final String DROP_OLD = """
            DELETE FROM duplicate.pair p
            WHERE p.found_at < :now AND p.settled_till IS NULL
                AND NOT EXISTS (SELECT FROM duplicate.decision d WHERE d.pair = p.id)
            """;
    // The unique key by its first part, and index pair_other. What was just found again keeps its number.
    private static final String DROP_OF = """
            DELETE FROM duplicate.pair p
            WHERE (p.one = ANY (:customers) OR p.other = ANY (:customers)) AND p.settled_till IS NULL
                AND p.found_at < :now
                AND NOT EXISTS (SELECT FROM duplicate.decision d WHERE d.pair = p.id)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PairTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// A pair as it is kept.
    record Row(
            long id, CustomerId one, CustomerId other, double probability, int pattern, List<Wording.Said> evidence) {
        Row {
            evidence = List.copyOf(evidence);
        }
    }

    /// A pair as it was found, to be decided: nothing was decided that holds and rested on as much.
    ///
    /// @param decision the final one that holds no more or rested on much less; 0 where there was none
    record Fresh(long one, long other, double probability, int pattern, List<Wording.Said> evidence, long decision) {
        Fresh {
            evidence = List.copyOf(evidence);
        }
    }

    List<Row> open(Instant now, int limit) {
        return jdbc.sql(OPEN)
                .param("now", utc(now))
                .param("limit", limit)
                .query((row, _) -> row(row))
                .list();
    }

    /// How many wait for an answer; counted no further than to a limit.
    int count(Instant now, int limit) {
        return jdbc.sql(COUNT)
                .param("now", utc(now))
                .param("limit", limit)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /// A pair that waits for an answer, held until the transaction ends.
    Optional<Row> hold(long id, Instant now) {
        return jdbc.sql(ONE)
                .param("id", id)
                .param("now", utc(now))
                .query((row, _) -> row(row))
                .optional();
    }

    boolean isKnown(long id) {
        return jdbc.sql(IS_KNOWN).param("id", id).query(Boolean.class).single();
    }

    boolean any() {
        return jdbc.sql(ANY).query(Boolean.class).single();
    }

    void settle(long id, @Nullable Instant till) {
        jdbc.sql(SETTLE)
                .param("id", id)
                .param("till", till == null ? "infinity" : till.toString())
                .update();
    }

    void openAgain(long id) {
        jdbc.sql(OPEN_AGAIN).param("id", id).update();
    }

    void keep(List<Fresh> pairs, Instant now) {
        for (int from = 0; from < pairs.size(); from += AT_ONCE) {
            keepSome(pairs.subList(from, Math.min(pairs.size(), from + AT_ONCE)), now);
        }
    }

    void dropOlder(Instant now) {
        jdbc.sql(DROP_OLD).param("now", utc(now)).update();
    }

    void dropOlderOf(Collection<CustomerId> customers, Instant now) {
        jdbc.sql(DROP_OF)
                .param("now", utc(now))
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .update();
    }

    private void keepSome(List<Fresh> pairs, Instant now) {
        jdbc.sql(KEEP)
                .param("ones", pairs.stream().map(Fresh::one).toArray(Long[]::new))
                .param("others", pairs.stream().map(Fresh::other).toArray(Long[]::new))
                .param("decisions", pairs.stream().map(Fresh::decision).toArray(Long[]::new))
                .param("probabilities", pairs.stream().map(Fresh::probability).toArray(Double[]::new))
                .param(
                        "degrees",
                        pairs.stream().map(pair -> text(pair.pattern())).toArray(String[]::new))
                .param(
                        "evidence",
                        pairs.stream()
                                .map(pair -> json.writeValueAsString(pair.evidence()))
                                .toArray(String[]::new))
                .param("now", utc(now))
                .update();
    }

    /// The degrees of a pattern as an array of PostgreSQL.
    static String text(int pattern) {
        List<String> degrees = new ArrayList<>();
        for (Field field : Field.values()) degrees.add(Integer.toString(field.in(pattern)));
        return "{" + String.join(",", degrees) + "}";
    }

    static int pattern(Array degrees) throws SQLException {
        return Field.PATTERNS.pattern(Arrays.stream((Object[]) degrees.getArray())
                .mapToInt(degree -> ((Number) degree).intValue())
                .toArray());
    }

    Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                new CustomerId(row.getLong("one")),
                new CustomerId(row.getLong("other")),
                row.getDouble("probability"),
                pattern(row.getArray("degrees")),
                json.readValue(row.getString("evidence"), new TypeReference<List<Wording.Said>>() {}));
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
