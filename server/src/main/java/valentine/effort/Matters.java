package valentine.effort;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;

/// What conversations took their customers, worked out from messages and happenings; docs/effort.md says how.
@Component
class Matters {
    private static final int MOST = 500;

    private static final String PICK = """
            WITH picked AS (
                SELECT c.id, w.head, c.subject, c.labels, c.medium, c.branch, c.assignee, c.status, c.asked_at,
                    c.first_reply_at, c.waiting_since, c.resolved_at, coalesce(c.resolved_at, c.last_at) AS closed,
                    c.transfers, c.switches
                FROM conversation.conversation c JOIN customer.profile w ON w.profile = c.customer
                WHERE c.merged_into IS NULL AND c.asked_at >= :from AND c.asked_at < :until
            """;
    // What was put into a conversation by index conversation_merged; messages by message_conversation, happenings by
    // happening_conversation, or all of them in one go where many are asked for.
    private static final String WORK_OUT = """
            ), part AS (
                SELECT id AS matter, id AS part, asked_at FROM picked
                UNION ALL
                SELECT p.id, c.id, p.asked_at
                FROM picked p JOIN conversation.conversation c ON c.merged_into = p.id
            ), turn AS (
                SELECT h.conversation AS matter, h.at, h.id, h.by, p.asked_at, h.was = 'resolved' AS again,
                    lag(h.at) OVER (PARTITION BY h.conversation ORDER BY h.at, h.id) AS since
                FROM picked p JOIN conversation.happening h ON h.conversation = p.id
                WHERE h.what = 'status' AND h.undone_at IS NULL AND (h.was = 'resolved') <> (h.became = 'resolved')
                    AND h.at <= :until
            ), ending AS (
                SELECT matter, min(at) FILTER (WHERE NOT again) AS at,
                    min(at) FILTER (WHERE again AND since IS NOT NULL) AS back,
                    count(*) FILTER (WHERE again AND by = 'customer') AS reopened
                FROM turn
                GROUP BY matter
            ), told AS (
                SELECT p.matter, p.asked_at, m.at, 0 AS rank, m.id, m.kind AS what, m.medium
                FROM part p JOIN conversation.message m ON m.conversation = p.part
                WHERE m.at <= :until AND (m.kind = 'in'
                    OR (m.kind = 'out' AND m.failed IS NULL AND (m.member IS NOT NULL OR m.author <> '')))
                UNION ALL
                SELECT matter, asked_at, at, 1, id, 'resolved', '' FROM turn WHERE NOT again
            ), step AS (
                SELECT *, lag(what) OVER story AS was, lag(what, 2) OVER story AS before, lag(at) OVER story AS was_at
                FROM told
                WINDOW story AS (PARTITION BY matter ORDER BY at, rank, id)
            ), run AS (
                -- His oldest message that was not answered yet.
                SELECT *, max(at) FILTER (WHERE what = 'in' AND was IS DISTINCT FROM 'in')
                    OVER (PARTITION BY matter ORDER BY at, rank, id) AS asked
                FROM step
            ), course AS (
                SELECT matter, min(medium) FILTER (WHERE what = 'in' AND at = asked_at) AS medium,
                    count(*) FILTER (WHERE what = 'in' AND was = 'in' AND at - was_at >= interval '1 hour') AS again,
                    sum(extract(epoch FROM at - asked)) FILTER (WHERE what = 'out'
                        AND (was = 'in' OR (was = 'resolved' AND before = 'in'))) AS waited
                FROM run
                GROUP BY matter
            ), topic AS (
                SELECT p.id, p.asked_at, c.medium, lag(p.id) OVER same AS before, lag(p.closed) OVER same AS closed,
                    lag(p.medium) OVER same AS left_by
                FROM picked p JOIN course c ON c.matter = p.id CROSS JOIN unnest(p.labels) AS label
                WHERE label <> 'praise'
                WINDOW same AS (PARTITION BY p.head, label ORDER BY p.asked_at, p.id)
            ), next AS (
                SELECT before AS matter, count(DISTINCT id) AS times,
                    count(DISTINCT id) FILTER (WHERE medium <> left_by) AS switches
                FROM topic
                WHERE asked_at <= closed + interval '7 days'
                GROUP BY before
            )
            SELECT p.id, p.head, p.subject, p.labels, coalesce(c.medium, p.medium) AS medium, p.branch, p.assignee,
                p.asked_at, p.resolved_at, extract(epoch FROM p.first_reply_at - p.asked_at)::bigint AS replied,
                coalesce(c.again, 0) + coalesce(e.reopened, 0) + coalesce(n.times, 0) AS repeats,
                p.transfers, p.switches + coalesce(n.switches, 0) AS switches,
                CASE WHEN p.waiting_since IS NULL THEN c.waited
                    ELSE coalesce(c.waited, 0) + greatest(0, extract(epoch FROM :until - p.waiting_since)) END::bigint
                    AS waited,
                -- What a file brought as resolved tells nothing of how it ended.
                CASE WHEN p.status <> 'resolved' OR e.at IS NOT NULL THEN coalesce(
                    e.at <= p.asked_at + interval '14 days' AND (e.back IS NULL OR e.back > e.at + interval '7 days'),
                    false) END AS settled
            FROM picked p
            LEFT JOIN course c ON c.matter = p.id
            LEFT JOIN ending e ON e.matter = p.id
            LEFT JOIN next n ON n.matter = p.id
            """;
    // Index conversation_asked over the time asked for.
    private static final String LAY = "CREATE TEMP TABLE effort_matter ON COMMIT DROP AS " + PICK + WORK_OUT;
    // Indexes customer_head and conversation_customer.
    private static final String OF_CUSTOMER =
            PICK + " AND w.head = :customer" + WORK_OUT + " ORDER BY p.asked_at DESC, p.id DESC LIMIT " + MOST;

    private final JdbcClient jdbc;

    Matters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A customer's conversations that he began within this time, the latest first.
    List<Matter> of(CustomerId customer, Instant from, Instant until) {
        return jdbc.sql(OF_CUSTOMER)
                .param("customer", customer.value())
                .param("from", utc(from))
                .param("until", utc(until))
                .query((row, _) -> matter(row))
                .list();
    }

    /// Lays all conversations that customers began within this time into a table `effort_matter` of this transaction.
    void lay(Instant from, Instant until) {
        jdbc.sql(LAY).param("from", utc(from)).param("until", utc(until)).update();
    }

    static Matter matter(ResultSet row) throws SQLException {
        return new Matter(
                row.getLong("id"),
                new CustomerId(row.getLong("head")),
                row.getString("subject"),
                row.getString("medium"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getInt("repeats"),
                row.getInt("transfers"),
                row.getInt("switches"),
                seconds(row, "waited"));
    }

    static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
        long seconds = row.getLong(column);
        return row.wasNull() ? null : Duration.ofSeconds(seconds);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
