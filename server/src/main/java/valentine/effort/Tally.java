package valentine.effort;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.effort.EffortFigures.Figures;
import valentine.effort.EffortFigures.Median;
import valentine.effort.EffortFigures.Place;

/// Counts what [Matters#lay] laid down, by every facet.
@Component
class Tally {
    private static final int MOST_GROUPS = 50;
    private static final int MOST_MATTERS = 25;

    // The first thing that a customer let us know within two weeks after the end: the primary key of the evidence.
    private static final String HEAR = """
            CREATE TEMP TABLE effort_heard ON COMMIT DROP AS
            SELECT DISTINCT ON (m.id) m.id, f.share > 0.5 AS well
            FROM effort_matter m
            JOIN customer.profile his ON his.head = m.head
            JOIN fondness.piece f ON f.customer = his.profile
                AND f.at > m.resolved_at AND f.at <= m.resolved_at + interval '14 days' AND f.at <= :until
            ORDER BY m.id, f.at
            """;
    private static final String COUNT = """
            SELECT g.facet, g.name, count(*) AS asked,
                count(*) FILTER (WHERE m.repeats + m.transfers + m.switches = 0) AS easy,
                count(*) FILTER (WHERE m.repeats > 0) AS repeated,
                count(*) FILTER (WHERE m.transfers > 0) AS transferred,
                count(*) FILTER (WHERE m.switches > 0) AS switched,
                count(m.waited) AS waits,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY m.waited) AS median,
                percentile_disc(0.9) WITHIN GROUP (ORDER BY m.waited) AS ninetieth,
                count(*) FILTER (WHERE m.asked_at <= :until - interval '1 day') AS day_old,
                count(*) FILTER (WHERE m.asked_at <= :until - interval '1 day' AND m.replied <= 86400) AS in_a_day,
                count(m.replied) AS replies,
                percentile_disc(CAST(:quantiles AS float8[])) WITHIN GROUP (ORDER BY m.replied) AS reply,
                count(*) FILTER (WHERE 'complaint' = ANY (m.labels)) AS complained,
                count(*) FILTER (WHERE 'praise' = ANY (m.labels)) AS praised,
                count(h.well) AS told, count(*) FILTER (WHERE h.well) AS well,
                count(m.settled) FILTER (WHERE m.asked_at <= :until - interval '21 days') AS grown,
                count(*) FILTER (WHERE m.settled AND m.asked_at <= :until - interval '21 days') AS settled
            FROM effort_matter m
            LEFT JOIN effort_heard h ON h.id = m.id
            CROSS JOIN LATERAL (
                SELECT 'all', ''
                UNION ALL SELECT 'channel', m.medium
                UNION ALL SELECT 'branch', coalesce(m.branch::text, '')
                UNION ALL SELECT 'member', coalesce(m.assignee::text, '')
                UNION ALL SELECT 'month', to_char(m.asked_at AT TIME ZONE :zone, 'YYYY-MM')
                UNION ALL SELECT 'topic', label FROM unnest(m.labels) AS label
                UNION ALL SELECT 'topic', '' WHERE m.labels = '{}') AS g (facet, name)
            GROUP BY g.facet, g.name
            """;
    private static final String TOP = """
            SELECT facet, name, id, head, subject, medium, asked_at, repeats, transfers, switches, waited
            FROM (
                SELECT g.facet, g.name, m.*, row_number() OVER (
                    PARTITION BY g.facet, g.name
                    ORDER BY m.repeats + m.transfers + m.switches DESC, m.waited DESC NULLS LAST, m.id) AS place
                FROM effort_matter m CROSS JOIN LATERAL (
                    SELECT 'all', ''
                    UNION ALL SELECT 'channel', m.medium
                    UNION ALL SELECT 'topic', label FROM unnest(m.labels) AS label
                    UNION ALL SELECT 'topic', '' WHERE m.labels = '{}') AS g (facet, name)
                WHERE m.repeats + m.transfers + m.switches > 0) AS placed
            WHERE place <= :most
            ORDER BY facet, name, place
            """;
    private static final String MEDIAN = """
            SELECT count(*) AS customers,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY conversations) AS conversations,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY repeats) AS repeats,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY transfers) AS transfers,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY switches) AS switches,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY waited) AS waited
            FROM (
                SELECT count(*) AS conversations, sum(repeats) AS repeats, sum(transfers) AS transfers,
                    sum(switches) AS switches, sum(waited) AS waited
                FROM effort_matter
                GROUP BY head) AS customer
            """;

    private final JdbcClient jdbc;

    Tally(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Figures of(Instant now, Instant until, ZoneId zone) {
        jdbc.sql(HEAR).param("until", Matters.utc(until)).update();
        Map<Facet, List<Counted>> by = new EnumMap<>(Facet.class);
        jdbc.sql(COUNT)
                .param("until", Matters.utc(until))
                .param("zone", zone.getId())
                .param("quantiles", Middle.quantiles().toArray(Double[]::new))
                .query(row -> {
                    Counted counted = counted(row);
                    by.computeIfAbsent(counted.facet(), _ -> new ArrayList<>()).add(counted);
                });
        by.replaceAll((facet, groups) -> largest(facet, groups));
        Counted all = by.getOrDefault(Facet.ALL, List.of()).stream().findFirst().orElse(Counted.NONE);
        return new Figures(now, until, all, by, top(), median());
    }

    private static List<Counted> largest(Facet facet, List<Counted> groups) {
        Comparator<Counted> byName = Comparator.comparing(Counted::key);
        return groups.stream()
                .sorted(
                        facet == Facet.MONTH
                                ? byName
                                : Comparator.comparingLong(Counted::asked)
                                        .reversed()
                                        .thenComparing(byName))
                .limit(MOST_GROUPS)
                .toList();
    }

    private Map<Place, List<Matter>> top() {
        Map<Place, List<Matter>> top = new HashMap<>();
        jdbc.sql(TOP).param("most", MOST_MATTERS).query(row -> {
            Place place = new Place(Facet.of(row.getString("facet")), row.getString("name"));
            top.computeIfAbsent(place, _ -> new ArrayList<>()).add(Matters.matter(row));
        });
        return top;
    }

    private Median median() {
        return jdbc.sql(MEDIAN)
                .query((row, _) -> new Median(
                        row.getLong("customers"),
                        row.getLong("conversations"),
                        row.getLong("repeats"),
                        row.getLong("transfers"),
                        row.getLong("switches"),
                        Matters.seconds(row, "waited")))
                .single();
    }

    private static Counted counted(ResultSet row) throws SQLException {
        return new Counted(
                Facet.of(row.getString("facet")),
                row.getString("name"),
                row.getLong("asked"),
                row.getLong("easy"),
                row.getLong("repeated"),
                row.getLong("transferred"),
                row.getLong("switched"),
                row.getLong("waits"),
                Matters.seconds(row, "median"),
                Matters.seconds(row, "ninetieth"),
                row.getLong("day_old"),
                row.getLong("in_a_day"),
                Middle.of(row.getLong("replies"), numbers(row.getArray("reply"))),
                row.getLong("complained"),
                row.getLong("praised"),
                row.getLong("told"),
                row.getLong("well"),
                row.getLong("grown"),
                row.getLong("settled"));
    }

    private static List<Long> numbers(@Nullable Array array) throws SQLException {
        // Without any reply there is an array of nothing, or none.
        if (array == null) return List.of();
        Long[] numbers = (Long[]) array.getArray();
        return Arrays.stream(numbers).anyMatch(number -> number == null) ? List.of() : List.of(numbers);
    }
}
