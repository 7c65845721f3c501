package valentine.promise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.reading.PromiseKind;
import valentine.team.MemberId;

/// The ledger as people look at it: one list at a time, narrowed down, page by page.
///
/// A filter is looked for among so many promises of the list at once; where there are more, the page goes on there.
@Repository
class LedgerTable {
    static final int WINDOW = 5_000;
    private static final int COUNTED = 100;

    // Index open_due.
    private static final String OPEN = """
            SELECT o.due AS at, o.promise FROM promise.open o
            WHERE (o.due, o.promise) > (:at, :promise) AND o.due >= :from AND o.due < :until
            ORDER BY o.due, o.promise
            """;
    // Index open_owner.
    private static final String OPEN_OF = """
            SELECT o.due AS at, o.promise FROM promise.open o
            WHERE o.owner = :owner AND (o.due, o.promise) > (:at, :promise) AND o.due >= :from AND o.due < :until
            ORDER BY o.due, o.promise
            """;
    // Index ending_kept.
    private static final String KEPT = """
            SELECT e.at, e.promise FROM promise.ending e
            WHERE e.how IN ('kept', 'kept_late') AND (e.at, e.promise) < (:at, :promise)
            ORDER BY e.at DESC, e.promise DESC
            """;
    // Index ending_other.
    private static final String OTHER = """
            SELECT e.at, e.promise FROM promise.ending e
            WHERE e.how NOT IN ('kept', 'kept_late') AND (e.at, e.promise) < (:at, :promise)
            ORDER BY e.at DESC, e.promise DESC
            """;
    private static final String NARROWED = """
            SELECT seen.at, seen.promise FROM seen JOIN promise.promise p ON p.id = seen.promise
            WHERE (:kind = '' OR p.kind = :kind) AND (:branch = '' OR p.branch = :branch)
                AND (:channel = '' OR p.channel = :channel) AND (:owner = 0 OR p.owner = :owner)
            """;
    private static final String FORTH = "ORDER BY seen.at, seen.promise LIMIT :limit";
    private static final String BACK = "ORDER BY seen.at DESC, seen.promise DESC LIMIT :limit";
    // Index open_due, so far and no further.
    private static final String COUNT = """
            SELECT count(*) FROM (
                SELECT FROM promise.open WHERE due >= :from AND due < :until LIMIT :limit
            ) AS few
            """;
    // A few at a time from the lists of work; what was once written stays a choice.
    private static final String BRANCHES = """
            SELECT DISTINCT p.branch FROM (SELECT promise FROM promise.open ORDER BY due LIMIT 1000) o
            JOIN promise.promise p ON p.id = o.promise WHERE p.branch <> '' ORDER BY p.branch LIMIT 50
            """;
    private static final String CHANNELS = """
            SELECT DISTINCT p.channel FROM (SELECT promise FROM promise.open ORDER BY due LIMIT 1000) o
            JOIN promise.promise p ON p.id = o.promise WHERE p.channel <> '' ORDER BY p.channel LIMIT 50
            """;
    // Primary key, from the end.
    private static final String ANY = "SELECT EXISTS (SELECT FROM promise.promise)";

    private final PromiseTable promises;
    private final JdbcClient jdbc;

    LedgerTable(PromiseTable promises, JdbcClient jdbc) {
        this.promises = promises;
        this.jdbc = jdbc;
    }

    /// Which promises: of one owner, branch, kind or channel, or of all.
    record Filter(@Nullable MemberId owner, @Nullable PromiseKind kind, String branch, String channel) {
        boolean isEmpty() {
            return owner == null && kind == null && branch.isEmpty() && channel.isEmpty();
        }
    }

    /// A page of a list, and where it goes on.
    record Part(List<Promise> promises, @Nullable Mark next) {
        Part {
            promises = List.copyOf(promises);
        }
    }

    /// Open promises that are due in a span of time, the earliest first.
    Part open(Filter filter, Instant from, Instant until, @Nullable Mark after, int limit) {
        String list = filter.owner() == null ? OPEN : OPEN_OF;
        return part(list, FORTH, filter, from, until, after == null ? Mark.FIRST : after, limit);
    }

    /// Ended promises, the latest first.
    Part ended(Filter filter, boolean kept, @Nullable Mark before, int limit) {
        Instant any = Mark.FIRST.at();
        return part(kept ? KEPT : OTHER, BACK, filter, any, any, before == null ? Mark.LAST : before, limit);
    }

    /// How many open promises are due in a span of time, up to a hundred.
    int count(Instant from, Instant until) {
        return jdbc.sql(COUNT)
                .param("from", PromiseTable.utc(from))
                .param("until", PromiseTable.utc(until))
                .param("limit", COUNTED)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    boolean any() {
        return jdbc.sql(ANY).query((row, _) -> row.getBoolean(1)).single();
    }

    List<String> branches() {
        return jdbc.sql(BRANCHES).query((row, _) -> row.getString(1)).list();
    }

    List<String> channels() {
        return jdbc.sql(CHANNELS).query((row, _) -> row.getString(1)).list();
    }

    private Part part(String list, String order, Filter filter, Instant from, Instant until, Mark mark, int limit) {
        String seen = list + "LIMIT " + (filter.isEmpty() ? limit : WINDOW);
        List<Mark> marks = given("WITH seen AS (" + seen + ")\n" + NARROWED + order, filter, from, until, mark)
                .param("kind", filter.kind() == null ? "" : filter.kind().key())
                .param("branch", filter.branch())
                .param("channel", filter.channel())
                .param("limit", limit)
                .query((row, _) -> mark(row))
                .list();
        List<Promise> found = promises.all(marks.stream().map(Mark::promise).toList());
        if (marks.size() == limit) return new Part(found, marks.getLast());
        if (filter.isEmpty()) return new Part(found, null);
        Optional<Mark> end = given(list + "LIMIT 1 OFFSET " + (WINDOW - 1), filter, from, until, mark)
                .query((row, _) -> mark(row))
                .optional();
        return new Part(found, end.orElse(null));
    }

    private JdbcClient.StatementSpec given(String sql, Filter filter, Instant from, Instant until, Mark mark) {
        return jdbc.sql(sql)
                .param("at", PromiseTable.utc(mark.at()))
                .param("promise", mark.promise())
                .param("from", PromiseTable.utc(from))
                .param("until", PromiseTable.utc(until))
                .param("owner", filter.owner() == null ? 0L : filter.owner().value());
    }

    private static Mark mark(ResultSet row) throws SQLException {
        return new Mark(row.getObject("at", OffsetDateTime.class).toInstant(), row.getLong("promise"));
    }
}
