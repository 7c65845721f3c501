package valentine.pace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import valentine.calendar.Calendars;
import valentine.calendar.NamedCalendar;
import valentine.conversation.ConversationId;
import valentine.conversation.Conversations;
import valentine.conversation.Settling;

/// Reads the clocks of conversations anew whenever something was said or done in them, in the same transaction.
///
/// What ended stays measured by the times that held then.
@Component
class Reckoning implements Settling {
    // Primary key and the index conversation_merged; messages and happenings by their indexes on the conversation.
    private static final String MOMENTS = """
            WITH part AS (
                SELECT id, id AS head FROM conversation.conversation WHERE id = ANY (:heads)
                UNION ALL
                SELECT id, merged_into FROM conversation.conversation WHERE merged_into = ANY (:heads)
            )
            SELECT p.head, m.at, CASE m.kind WHEN 'in' THEN 'asked' ELSE 'answered' END AS what, m.member
            FROM part p JOIN conversation.message m ON m.conversation = p.id
            WHERE m.kind = 'in' OR (m.kind = 'out' AND m.failed IS NULL AND m.at <= :now
                AND (m.member IS NOT NULL OR m.author <> ''))
            UNION ALL
            SELECT h.conversation, h.at, split_part(h.became, ' ', 1), NULL
            FROM conversation.happening h
            WHERE h.conversation = ANY (:heads) AND h.what = 'status' AND h.undone_at IS NULL
            """;
    private static final String FACTS = """
            SELECT c.id, c.medium, c.priority, c.branch, c.assignee, coalesce(l.field, 'unknown') AS band
            FROM conversation.conversation c
            LEFT JOIN customer.profile w ON w.profile = c.customer
            LEFT JOIN health.place l ON l.customer = w.head
            WHERE c.id = ANY (:heads)
            """;
    // Primary key and the index conversation_merged: an OR of the two would read all clocks there are.
    private static final String FORGET = """
            DELETE FROM pace.clock k
            USING (SELECT unnest(:heads) AS id
                   UNION ALL
                   SELECT id FROM conversation.conversation WHERE merged_into = ANY (:heads)) AS mine
            WHERE k.conversation = mine.id AND NOT EXISTS (
                SELECT FROM jsonb_to_recordset(:rows::jsonb) AS r (conversation bigint, target text, number integer)
                WHERE r.conversation = k.conversation AND r.target = k.target AND r.number = k.number)
            """;
    // What ended and ended then stays as it was measured.
    private static final String KEEP = """
            INSERT INTO pace.clock AS k (conversation, target, number, policy, began, due, warn_at, next_at, ended,
                passed, worked, result, medium, priority, branch, member)
            SELECT conversation, target, number, policy, began, due, warn, warn, ended, passed, worked, result, medium,
                priority, branch, member
            FROM jsonb_to_recordset(:rows::jsonb) AS r (conversation bigint, target text, number integer,
                policy integer, began timestamptz, due timestamptz, warn timestamptz, ended timestamptz, passed bigint,
                worked bigint, result text, medium text, priority smallint, branch bigint, member bigint)
            ON CONFLICT (conversation, target, number) DO UPDATE
            SET policy = EXCLUDED.policy, began = EXCLUDED.began, due = EXCLUDED.due, warn_at = EXCLUDED.warn_at,
                next_at = EXCLUDED.next_at, ended = EXCLUDED.ended, passed = EXCLUDED.passed, worked = EXCLUDED.worked,
                result = EXCLUDED.result, medium = EXCLUDED.medium, priority = EXCLUDED.priority,
                branch = EXCLUDED.branch, member = EXCLUDED.member
            WHERE k.ended IS NULL OR k.ended IS DISTINCT FROM EXCLUDED.ended OR k.began <> EXCLUDED.began
            """;

    private final Policies policies;
    private final Calendars calendars;
    private final NextWords nextWords;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Reckoning(
            Policies policies,
            Calendars calendars,
            NextWords nextWords,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock) {
        this.policies = policies;
        this.calendars = calendars;
        this.nextWords = nextWords;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    private record Facts(
            long conversation,
            String medium,
            int priority,
            @Nullable Long branch,
            @Nullable Long assignee,
            String band) {}

    private record Kept(
            long conversation,
            String target,
            int number,
            int policy,
            Instant began,
            @Nullable Instant due,
            @Nullable Instant warn,
            @Nullable Instant ended,
            long passed,
            long worked,
            String result,
            String medium,
            int priority,
            @Nullable Long branch,
            @Nullable Long member) {}

    @Override
    public void settled(List<ConversationId> heads) {
        List<Policy> all = policies.all();
        List<NamedCalendar> named = calendars.all();
        Long[] numbers = heads.stream().map(ConversationId::value).toArray(Long[]::new);
        Map<Long, List<Moment>> moments = moments(numbers);
        List<Kept> rows = new ArrayList<>();
        for (Facts facts : facts(numbers)) {
            Optional<Policy> policy = all.stream()
                    .filter(one -> one.holds(facts.medium(), facts.priority(), facts.band()))
                    .findFirst();
            if (policy.isEmpty()) continue;
            List<Moment> happened = moments.getOrDefault(facts.conversation(), List.of());
            Timing.read(happened, policy.get().times(), policy.get().calendar(named))
                    .forEach(timed -> rows.add(kept(facts, policy.get(), timed)));
        }
        String text = json.writeValueAsString(rows);
        jdbc.sql(FORGET).param("heads", numbers).param("rows", text).update();
        jdbc.sql(KEEP).param("rows", text).update();
        nextWords.answered(numbers);
    }

    private static Kept kept(Facts facts, Policy policy, Timed timed) {
        return new Kept(
                facts.conversation(),
                timed.target().key(),
                timed.number(),
                policy.id().value(),
                timed.began(),
                timed.due(),
                timed.warn(),
                timed.ended(),
                timed.passed().toSeconds(),
                timed.worked().toSeconds(),
                timed.result().key(),
                facts.medium(),
                facts.priority(),
                facts.branch(),
                timed.member() == null ? facts.assignee() : timed.member());
    }

    private Map<Long, List<Moment>> moments(Long[] heads) {
        Map<Long, List<Moment>> moments = new HashMap<>();
        jdbc.sql(MOMENTS)
                .param("heads", heads)
                .param("now", clock.instant().plus(Conversations.UNDO).atOffset(ZoneOffset.UTC))
                .query(row -> {
                    moments.computeIfAbsent(row.getLong("head"), _ -> new ArrayList<>())
                            .add(new Moment(
                                    Objects.requireNonNull(row.getObject("at", OffsetDateTime.class))
                                            .toInstant(),
                                    what(row.getString("what")),
                                    row.getObject("member", Long.class)));
                });
        return moments;
    }

    private static Moment.What what(String told) {
        return switch (told) {
            case "asked" -> Moment.What.ASKED;
            case "answered" -> Moment.What.ANSWERED;
            case "pending" -> Moment.What.HANDED_BACK;
            case "resolved" -> Moment.What.RESOLVED;
            default -> Moment.What.TAKEN_UP;
        };
    }

    private List<Facts> facts(Long[] heads) {
        return jdbc.sql(FACTS)
                .param("heads", heads)
                .query((row, _) -> facts(row))
                .list();
    }

    private static Facts facts(ResultSet row) throws SQLException {
        return new Facts(
                row.getLong("id"),
                row.getString("medium"),
                row.getInt("priority"),
                row.getObject("branch", Long.class),
                row.getObject("assignee", Long.class),
                row.getString("band"));
    }
}
