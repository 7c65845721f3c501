package valentine.gesture;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// The decisions, and who is waiting for one.
@Repository
class GestureTable {
    // What was decided about any profile of a customer holds for the customer.
    private static final String ABOUT = "d.customer IN (SELECT p.profile FROM customer.profile p WHERE p.head = %s)";
    // Index standing_attention, for each row decision_customer, until the page is full.
    private static final String WAITING = """
            SELECT s.customer, c.name, c.account_name, s.orders, s.yearly_value, s.at_risk, s.attention,
                (SELECT reason.value ->> 'label'
                 FROM jsonb_array_elements(s.reasons) WITH ORDINALITY AS reason (value, place)
                 ORDER BY least((reason.value ->> 'weight')::float8, 0), reason.place
                 LIMIT 1) AS reason,
                (SELECT max(d.decided_at) FROM gesture.decision d
                 WHERE %1$s AND d.answer = 'done' AND d.undone_at IS NULL) AS attended_at
            FROM health.standing s JOIN customer.card c ON c.customer = s.customer
            WHERE s.attention > 0 AND NOT EXISTS (
                SELECT FROM gesture.decision d
                WHERE %1$s AND d.undone_at IS NULL AND d.rests_till > :now
                OFFSET 0)
            ORDER BY s.attention DESC, s.customer
            LIMIT :limit
            """.formatted(ABOUT.formatted("s.customer"));
    private static final String ANYBODY_SCORED = "SELECT EXISTS (SELECT FROM health.standing)";
    private static final String ANYBODY_KNOWN = "SELECT EXISTS (SELECT FROM customer.card)";
    // Nothing for somebody who rests already, so that a second click decides nothing twice.
    private static final String DECIDE = """
            INSERT INTO gesture.decision (customer, gesture, answer, rests_till, member, decided_at)
            SELECT :customer, :gesture, :answer, :rests, :member, :now
            WHERE NOT EXISTS (
                SELECT FROM gesture.decision d
                WHERE %s AND d.undone_at IS NULL AND d.rests_till > :now)
            RETURNING id
            """.formatted(ABOUT.formatted(":customer"));
    private static final String UNDO = """
            UPDATE gesture.decision
            SET undone_at = :now
            WHERE id = :id AND undone_at IS NULL
            RETURNING customer, gesture, answer, member, decided_at, rests_till
            """;
    private static final String READ = """
            SELECT customer, gesture, answer, member, decided_at, rests_till
            FROM gesture.decision
            WHERE id = :id AND undone_at IS NULL
            """;

    private final JdbcClient jdbc;

    GestureTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Standing> waiting(Instant now, int limit) {
        return jdbc.sql(WAITING)
                .param("now", utc(now))
                .param("limit", limit)
                .query((row, _) -> new Standing(
                        new CustomerId(row.getLong("customer")),
                        row.getString("name"),
                        row.getString("account_name"),
                        row.getInt("orders"),
                        row.getBigDecimal("yearly_value"),
                        row.getBigDecimal("at_risk"),
                        row.getDouble("attention"),
                        row.getString("reason"),
                        instant(row.getObject("attended_at", OffsetDateTime.class))))
                .list();
    }

    boolean anybodyScored() {
        return jdbc.sql(ANYBODY_SCORED).query(Boolean.class).single();
    }

    boolean anybodyKnown() {
        return jdbc.sql(ANYBODY_KNOWN).query(Boolean.class).single();
    }

    Optional<DecisionId> decide(Decision decision) {
        return jdbc.sql(DECIDE)
                .param("customer", decision.customer().value())
                .param("gesture", decision.gesture().key())
                .param("answer", decision.answer().key())
                .param("rests", utc(decision.restsTill()))
                .param("member", decision.member().value())
                .param("now", utc(decision.at()))
                .query((row, _) -> new DecisionId(row.getLong("id")))
                .optional();
    }

    /// Marks it undone and says what it was; nothing when it was undone before.
    Optional<Decision> undo(DecisionId id, Instant now) {
        return jdbc.sql(UNDO)
                .param("id", id.value())
                .param("now", utc(now))
                .query((row, _) -> decision(row))
                .optional();
    }

    Optional<Decision> standing(DecisionId id) {
        return jdbc.sql(READ)
                .param("id", id.value())
                .query((row, _) -> decision(row))
                .optional();
    }

    private static Decision decision(ResultSet row) throws SQLException {
        return new Decision(
                new CustomerId(row.getLong("customer")),
                Gesture.of(row.getString("gesture")).orElseThrow(),
                Answer.of(row.getString("answer")).orElseThrow(),
                new MemberId(row.getLong("member")),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                row.getObject("rests_till", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
