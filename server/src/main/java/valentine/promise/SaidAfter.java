package valentine.promise;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What customers wrote in their first review after we had promised something: of promises kept in time, and of others.
///
/// @param kept after promises kept in time, `late` after those kept late, `broken` after those not kept
record SaidAfter(Scores kept, Scores late, Scores broken) {
    private static final int DAYS = 60;
    private static final int MOST = 50_000;
    private static final int FEWEST = 20;

    // Index promise_due, the latest first; each review by the primary key of the history.
    private static final String SAID = """
            WITH come AS (
                SELECT w.head, p.made_at, coalesce(e.at, p.due) AS ended,
                    CASE e.how WHEN 'kept' THEN 'kept' WHEN 'kept_late' THEN 'late' ELSE 'broken' END AS how
                FROM promise.promise p
                JOIN customer.profile w ON w.profile = p.customer
                LEFT JOIN promise.ending e ON e.promise = p.id
                WHERE p.due >= :from AND p.due < :until AND e.how IS DISTINCT FROM 'withdrawn'
                ORDER BY p.due DESC, p.id DESC
                LIMIT :most
            )
            SELECT come.how, count(*) AS total, avg(said.score) AS mean, coalesce(var_samp(said.score), 0) AS variance
            FROM come CROSS JOIN LATERAL (
                SELECT t.score::float8 AS score
                FROM customer.profile his JOIN history.told t ON t.customer = his.profile
                WHERE his.head = come.head AND t.kind = 'review' AND t.score ~ '^[1-5]([.][0-9]{1,3})?$'
                    AND coalesce(t.scale, '5') = '5'
                    AND t.at > come.made_at AND t.at <= come.ended + :days * interval '1 day'
                ORDER BY t.at
                LIMIT 1) said
            GROUP BY come.how
            """;

    /// Stars of one to five.
    record Scores(long total, double mean, double variance) {
        static final Scores NONE = new Scores(0, 0, 0);

        String stars() {
            return String.format(Locale.ROOT, "%.2f", mean);
        }
    }

    static SaidAfter of(JdbcClient jdbc, Instant from, Instant until) {
        Map<String, Scores> scores = new HashMap<>();
        jdbc.sql(SAID)
                .param("from", PromiseTable.utc(from))
                .param("until", PromiseTable.utc(until))
                .param("most", MOST)
                .param("days", DAYS)
                .query(row -> {
                    scores.put(
                            row.getString("how"),
                            new Scores(row.getLong("total"), row.getDouble("mean"), row.getDouble("variance")));
                });
        return new SaidAfter(
                scores.getOrDefault("kept", Scores.NONE),
                scores.getOrDefault("late", Scores.NONE),
                scores.getOrDefault("broken", Scores.NONE));
    }

    boolean isEnough(Scores other) {
        return kept.total() >= FEWEST && other.total() >= FEWEST;
    }

    /// How many stars fewer, negative for more.
    double fewer(Scores other) {
        return kept.mean() - other.mean();
    }

    /// Half of the 95 % interval of that (Welch; with twenty of each the normal quantile is near enough).
    double margin(Scores other) {
        return 1.96 * Math.sqrt(kept.variance() / kept.total() + other.variance() / other.total());
    }

    String against(Scores other) {
        double fewer = fewer(other);
        if (Math.abs(fewer) <= margin(other)) {
            return String.format(
                    Locale.ROOT,
                    "That may be chance: between %.2f stars fewer and %.2f more.",
                    margin(other) + fewer,
                    margin(other) - fewer);
        }
        return String.format(
                Locale.ROOT,
                "That is %.2f stars %s (%.2f to %.2f).",
                Math.abs(fewer),
                fewer > 0 ? "fewer" : "more",
                Math.abs(fewer) - margin(other),
                Math.abs(fewer) + margin(other));
    }
}
