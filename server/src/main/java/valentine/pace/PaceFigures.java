package valentine.pace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.channel.Medium;
import valentine.conversation.Priority;
import valentine.models.GroupShares;
import valentine.models.Share;
import valentine.models.ShareDifference;
import valentine.team.BranchId;
import valentine.team.Branches;
import valentine.team.MemberId;
import valentine.team.Members;
import valentine.web.LastCounted;

/// How soon customers were answered and their matters settled in the last year (of the last in which anybody asked), by
/// channel, priority, branch and member.
///
/// Counted are clocks that began in it. A hit is one that ended within its time; one whose time ran out is a miss also
/// while it still runs; closed without an answer counts neither way.
@Component
class PaceFigures {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int MOST_GROUPS = 30;
    private static final int FEWEST = 20;

    // Index clock_began.
    private static final String LAST = "SELECT max(began) AS began FROM pace.clock WHERE began < :now";
    private static final String COUNT = """
            WITH run AS (
                SELECT target, medium, priority::text AS priority, branch::text AS branch, member::text AS member,
                    CASE WHEN result = 'met' THEN 1 WHEN result = 'missed' OR (result = 'running' AND due < :now) THEN 0
                        END AS hit,
                    CASE WHEN ended IS NOT NULL AND result <> 'closed' THEN passed END AS passed,
                    CASE WHEN ended IS NOT NULL AND result <> 'closed' THEN worked END AS worked,
                    result = 'closed' AS closed
                FROM pace.clock WHERE began >= :from AND began < :until
            )
            SELECT target, grouping(medium, priority, branch, member) AS set,
                coalesce(medium, priority, branch, member, '') AS name,
                count(hit) AS total, coalesce(sum(hit), 0) AS hits, count(passed) AS ended,
                count(*) FILTER (WHERE closed) AS closed,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY passed) AS passed_median,
                percentile_disc(0.9) WITHIN GROUP (ORDER BY passed) AS passed_ninetieth,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY worked) AS worked_median,
                percentile_disc(0.9) WITHIN GROUP (ORDER BY worked) AS worked_ninetieth
            FROM run
            GROUP BY GROUPING SETS ((target, medium), (target, priority), (target, branch), (target, member), (target))
            """;

    private final Members members;
    private final Branches branches;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final LastCounted<Figures> counted;

    PaceFigures(Members members, Branches branches, Clock clock, JdbcClient jdbc) {
        this.members = members;
        this.branches = branches;
        this.clock = clock;
        this.jdbc = jdbc;
        this.counted = new LastCounted<>("answers", clock, this::make);
    }

    /// By what clocks are told apart.
    enum Facet {
        MEDIUM("Channel", 0b0111),
        PRIORITY("Priority", 0b1011),
        BRANCH("Branch", 0b1101),
        MEMBER("Who answered", 0b1110);

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
    record Figures(Instant at, Instant until, Map<Target, Told> told) {}

    /// What is told of one target.
    record Told(Line all, Map<Facet, List<Group>> by) {}

    /// @param hits within its time, of those for which one was set and that ended or ran out
    /// @param ended on how many the percentiles rest
    record Line(
            Share hits,
            long ended,
            long closed,
            @Nullable Duration passedMedian,
            @Nullable Duration passedNinetieth,
            @Nullable Duration workedMedian,
            @Nullable Duration workedNinetieth) {}

    /// @param shrunk what is believed of its hits once it is drawn to the mean of all groups
    /// @param rest how it differs from all others together
    record Group(String name, Line line, GroupShares.Shrunk shrunk, ShareDifference rest) {
        String verdict() {
            boolean few = rest.one().total() < FEWEST || rest.other().total() < FEWEST;
            if (few || !rest.significant()) return "";
            return rest.value() > 0 ? "sooner than the others" : "later than the others";
        }
    }

    private record Row(Target target, int set, String name, Line line) {}

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
        List<Row> rows = jdbc.sql(COUNT)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("from", until.minus(YEAR).atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row(row))
                .list();
        Map<MemberId, String> people = members.names();
        Map<String, String> teams =
                branches.all().stream().collect(Collectors.toMap(branch -> number(branch.id()), Branches.Branch::name));
        Map<Target, Told> told = new EnumMap<>(Target.class);
        for (Target target : Target.values()) {
            List<Row> his = rows.stream().filter(row -> row.target() == target).toList();
            his.stream().filter(row -> row.set() == 0b1111).findFirst().ifPresent(all -> {
                Map<Facet, List<Group>> by = new EnumMap<>(Facet.class);
                for (Facet facet : Facet.values()) by.put(facet, groups(his, facet, people, teams));
                told.put(target, new Told(all.line(), by));
            });
        }
        return new Figures(now, until, told);
    }

    private static List<Group> groups(
            List<Row> rows, Facet facet, Map<MemberId, String> people, Map<String, String> teams) {
        List<Row> his = rows.stream()
                .filter(row -> row.set() == facet.set)
                .sorted(Comparator.comparingLong((Row row) -> row.line().ended())
                        .reversed()
                        .thenComparing(Row::name))
                .limit(MOST_GROUPS)
                .toList();
        GroupShares all =
                GroupShares.of(his.stream().map(row -> row.line().hits()).toList());
        long hits = his.stream().mapToLong(row -> row.line().hits().successes()).sum();
        long total = his.stream().mapToLong(row -> row.line().hits().total()).sum();
        List<Group> groups = new ArrayList<>();
        for (Row row : his) {
            Share share = row.line().hits();
            groups.add(new Group(
                    name(facet, row.name(), people, teams),
                    row.line(),
                    all.shrunk(share),
                    ShareDifference.of(share, Share.of(hits - share.successes(), total - share.total()))));
        }
        return groups;
    }

    private static String name(Facet facet, String key, Map<MemberId, String> people, Map<String, String> teams) {
        return switch (facet) {
            case MEDIUM -> Medium.valueOf(key.toUpperCase(Locale.ROOT)).label();
            case PRIORITY -> Priority.of(Integer.parseInt(key)).label();
            case BRANCH -> key.isEmpty() ? "no branch" : teams.getOrDefault(key, "a branch that is gone");
            case MEMBER ->
                key.isEmpty()
                        ? "nobody yet"
                        : people.getOrDefault(new MemberId(Long.parseLong(key)), "somebody who left");
        };
    }

    private static String number(BranchId id) {
        return Long.toString(id.value());
    }

    /// Now, or the end of a history in which nobody asked for a year.
    private Instant until(Instant now) {
        Instant last = jdbc.sql(LAST)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> Optional.ofNullable(row.getObject("began", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElse(now);
        return last.isBefore(now.minus(YEAR)) ? last.plusSeconds(1) : now;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                Target.of(row.getString("target")).orElseThrow(),
                row.getInt("set"),
                row.getString("name"),
                new Line(
                        Share.of(row.getLong("hits"), row.getLong("total")),
                        row.getLong("ended"),
                        row.getLong("closed"),
                        seconds(row, "passed_median"),
                        seconds(row, "passed_ninetieth"),
                        seconds(row, "worked_median"),
                        seconds(row, "worked_ninetieth")));
    }

    private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
        long seconds = row.getLong(column);
        return row.wasNull() ? null : Duration.ofSeconds(seconds);
    }
}
