package valentine.promise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.models.Share;
import valentine.models.ShareDifference;
import valentine.reading.PromiseKind;
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.team.MemberId;
import valentine.web.LastCounted;

/// How many promises of the last year (of the last in which any came due) were kept in time, by whom and of what, and
/// whether those stayed to
/// whom we kept them.
///
/// Counted are promises whose day has come. Kept in time is kept up to the due moment; kept late, broken, given a new
/// date and still open are not. What was withdrawn is left out.
@Component
class KeptFigures {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int MOST_GROUPS = 30;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    // Index promise_due. A ledger may have ended long ago, as a file of earlier years.
    private static final String LAST_DUE = "SELECT max(due) AS due FROM promise.promise WHERE due < :now";
    // Index promise_due over the year; ending by its primary key.
    private static final String COUNT = """
            WITH come AS (
                SELECT p.kind, p.branch, p.channel, p.owner,
                    to_char(p.due AT TIME ZONE :zone, 'YYYY-MM') AS month, coalesce(e.how, 'open') AS how,
                    CASE WHEN e.how = 'kept_late' THEN extract(epoch FROM e.at - p.due) END AS late
                FROM promise.promise p LEFT JOIN promise.ending e ON e.promise = p.id
                WHERE p.due >= :from AND p.due < :until AND e.how IS DISTINCT FROM 'withdrawn'
            )
            SELECT grouping(kind, branch, channel, owner, month) AS set,
                coalesce(kind, branch, channel, month, owner::text, '') AS name,
                count(*) AS total, count(*) FILTER (WHERE how = 'kept') AS kept, count(late) AS late,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY late) AS median,
                percentile_disc(0.9) WITHIN GROUP (ORDER BY late) AS ninetieth
            FROM come
            GROUP BY GROUPING SETS ((kind), (branch), (channel), (owner), (month), ())
            """;
    // Index promise_due; the orders of each by the primary key of the history.
    private static final String STAYED = """
            WITH first AS (
                SELECT DISTINCT ON (w.head) w.head, p.due,
                    CASE e.how WHEN 'kept' THEN 'kept' WHEN 'kept_late' THEN 'late' ELSE 'broken' END AS how
                FROM promise.promise p
                JOIN customer.profile w ON w.profile = p.customer
                LEFT JOIN promise.ending e ON e.promise = p.id
                WHERE p.due >= :from AND p.due < :until AND e.how IS DISTINCT FROM 'withdrawn'
                ORDER BY w.head, p.due, p.id
            )
            SELECT how, count(*) AS total, count(*) FILTER (WHERE EXISTS (
                SELECT FROM customer.profile his JOIN history.purchase b ON b.customer = his.profile
                WHERE his.head = first.head AND b.kind = 'order' AND b.at > first.due
                    AND b.at <= first.due + :days * interval '1 day')) AS stayed
            FROM first
            GROUP BY how
            """;

    private final Names names;
    private final Firms firms;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final LastCounted<Figures> counted;

    KeptFigures(Names names, Firms firms, Clock clock, JdbcClient jdbc) {
        this.names = names;
        this.firms = firms;
        this.clock = clock;
        this.jdbc = jdbc;
        this.counted = new LastCounted<>("kept promises", clock, this::make);
    }

    /// By what promises are told apart.
    enum Facet {
        KIND("Kind", 0b01111),
        BRANCH("Branch or team", 0b10111),
        CHANNEL("Channel", 0b11011),
        OWNER("Who sees to it", 0b11101),
        MONTH("Month", 0b11110);

        private final String label;
        private final int set;

        Facet(String label, int set) {
            this.label = label;
            this.set = set;
        }

        String label() {
            return label;
        }
    }

    /// @param until the end of the year looked at
    /// @param kept of all
    /// @param late how many were kept late; `median` and `ninetieth` of how late
    /// @param months the year month by month: kept in time, kept late, not kept
    /// @param staying how those stayed to whom we kept our first promise; of late and broken ones too
    record Figures(
            Instant at,
            Instant until,
            Share kept,
            long late,
            @Nullable Duration median,
            @Nullable Duration ninetieth,
            Map<Facet, List<KeptRate>> by,
            List<Monthly> months,
            Staying staying,
            SaidAfter said) {}

    record Monthly(String month, long kept, long late, long not) {}

    record Staying(int days, Share kept, Share late, Share broken) {
        private static final int FEWEST = 20;

        ShareDifference ofBroken() {
            return ShareDifference.of(broken, kept);
        }

        ShareDifference ofLate() {
            return ShareDifference.of(late, kept);
        }

        boolean isEnough(Share other) {
            return kept.total() >= FEWEST && other.total() >= FEWEST;
        }
    }

    private record Row(
            int set,
            String name,
            long total,
            long kept,
            long late,
            @Nullable Duration median,
            @Nullable Duration ninetieth) {
        KeptRate.Counted counted(String named) {
            return new KeptRate.Counted(named, kept, total, median, ninetieth);
        }
    }

    /// What was counted last, behind the page.
    Optional<Figures> latest() {
        return counted.latest();
    }

    /// Lets the next who looks count anew.
    void anew() {
        counted.anew();
    }

    Figures make() {
        Instant now = clock.instant();
        Instant until = until(now);
        Firm firm = firms.ours();
        List<Row> rows = jdbc.sql(COUNT)
                .param("zone", firm.zone().getId())
                .param("from", PromiseTable.utc(until.minus(YEAR)))
                .param("until", PromiseTable.utc(until))
                .query((row, _) -> row(row))
                .list();
        Row all = rows.stream().filter(row -> row.set() == 0b11111).findFirst().orElseThrow();
        Map<MemberId, String> owners = names.all();
        Map<Facet, List<KeptRate>> by = new EnumMap<>(Facet.class);
        for (Facet each : Facet.values()) {
            List<KeptRate> rates = KeptRate.of(groups(rows, each).stream()
                    .map(row -> row.counted(name(each, row.name(), owners)))
                    .toList());
            by.put(each, rates.subList(0, Math.min(MOST_GROUPS, rates.size())));
        }
        return new Figures(
                now,
                until,
                Share.of(all.kept(), all.total()),
                all.late(),
                all.median(),
                all.ninetieth(),
                by,
                groups(rows, Facet.MONTH).stream()
                        .map(row -> new Monthly(
                                month(row.name()), row.kept(), row.late(), row.total() - row.kept() - row.late()))
                        .toList(),
                staying(until, firm.horizonDays()),
                SaidAfter.of(jdbc, until.minus(YEAR), until));
    }

    /// Now, or the end of a ledger of which nothing came due for a year.
    private Instant until(Instant now) {
        Instant last = jdbc.sql(LAST_DUE)
                .param("now", PromiseTable.utc(now))
                .query((row, _) -> Optional.ofNullable(row.getObject("due", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElse(now);
        return last.isBefore(now.minus(YEAR)) ? last.plusSeconds(1) : now;
    }

    private static List<Row> groups(List<Row> rows, Facet by) {
        List<Row> mine =
                new ArrayList<>(rows.stream().filter(row -> row.set() == by.set).toList());
        Comparator<Row> largest =
                Comparator.comparingLong(Row::total).reversed().thenComparing(Row::name);
        mine.sort(by == Facet.MONTH ? Comparator.comparing(Row::name) : largest);
        return mine;
    }

    private static String name(Facet by, String key, Map<MemberId, String> owners) {
        return switch (by) {
            case KIND -> PromiseKind.of(key).map(PromiseKind::label).orElse(key);
            case MONTH -> month(key);
            case OWNER ->
                key.isEmpty() ? "nobody" : owners.getOrDefault(new MemberId(Long.parseLong(key)), "somebody who left");
            case BRANCH, CHANNEL -> key.isEmpty() ? "not said" : key;
        };
    }

    private static String month(String key) {
        return MONTH.format(YearMonth.parse(key));
    }

    private Staying staying(Instant end, int days) {
        Instant until = end.minus(Duration.ofDays(days));
        Map<String, Share> shares = new java.util.HashMap<>();
        jdbc.sql(STAYED)
                .param("from", PromiseTable.utc(until.minus(YEAR)))
                .param("until", PromiseTable.utc(until))
                .param("days", days)
                .query(row -> {
                    shares.put(row.getString("how"), Share.of(row.getLong("stayed"), row.getLong("total")));
                });
        Share none = Share.of(0, 0);
        return new Staying(
                days,
                shares.getOrDefault("kept", none),
                shares.getOrDefault("late", none),
                shares.getOrDefault("broken", none));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getInt("set"),
                row.getString("name"),
                row.getLong("total"),
                row.getLong("kept"),
                row.getLong("late"),
                seconds(row, "median"),
                seconds(row, "ninetieth"));
    }

    private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? null : Duration.ofSeconds(Math.round(seconds));
    }
}
