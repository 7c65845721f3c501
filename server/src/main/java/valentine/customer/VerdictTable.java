package valentine.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import valentine.team.MemberId;

/// Decisions about two customers as they are kept.
@Component
class VerdictTable {
    private static final String GIVE = """
            INSERT INTO customer.verdict (kind, kept, gone, member, evidence, choices, at, cause)
            VALUES (:kind, :kept, :gone, :member, CAST(:evidence AS jsonb), CAST(:choices AS jsonb), :at, :cause)
            ON CONFLICT DO NOTHING
            RETURNING id
            """;
    private static final String END = """
            UPDATE customer.verdict SET undone_at = :at, undone_by = :member, ended_by = :cause
            WHERE id = :id AND undone_at IS NULL
            """;
    private static final String OPEN = """
            SELECT id, kind, kept, gone, member, at FROM customer.verdict
            """;
    private static final String BY_ID = OPEN + "WHERE id = :id AND undone_at IS NULL";
    // Index verdict_same.
    private static final String SAME = OPEN + "WHERE gone = :gone AND kind = 'same' AND undone_at IS NULL";
    // Index verdict_different.
    private static final String DIFFERENT =
            OPEN + "WHERE kept = :kept AND gone = :gone AND kind = 'different' AND undone_at IS NULL";
    // Index verdict_cause.
    private static final String CAUSED = OPEN + "WHERE cause = :cause AND undone_at IS NULL";
    // Index verdict_ended_by; what was decided anew since stays.
    private static final String REOPEN = """
            UPDATE customer.verdict v SET undone_at = NULL, undone_by = NULL, ended_by = NULL
            WHERE v.ended_by = :cause
              AND NOT EXISTS (SELECT FROM customer.verdict o
                              WHERE o.gone = v.gone AND o.kind = 'same' AND o.undone_at IS NULL)
            RETURNING v.gone
            """;
    // Indexes handle_profile and the primary key.
    private static final String HANDLES = """
            SELECT h.kind, h.value, h.customer FROM customer.handle h
            WHERE h.profile = ANY (CAST(:profiles AS bigint[]))
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    VerdictTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// An open decision.
    record Open(
            Verdict.Id id,
            boolean same,
            long kept,
            long gone,
            @Nullable MemberId member,
            Instant at) {}

    /// A decision to be kept.
    record New(
            boolean same,
            long kept,
            long gone,
            Evidence evidence,
            @Nullable MemberId member,
            Map<String, ?> choices,
            @Nullable Long cause) {
        static New different(long one, long other, Evidence evidence, @Nullable MemberId member, @Nullable Long cause) {
            return new New(false, Math.min(one, other), Math.max(one, other), evidence, member, Map.of(), cause);
        }
    }

    /// Nothing where the same was decided already.
    Optional<Verdict.Id> give(New given, Instant at) {
        return jdbc.sql(GIVE)
                .param("kind", given.same() ? "same" : "different")
                .param("kept", given.kept())
                .param("gone", given.gone())
                .param("member", number(given.member()))
                .param(
                        "evidence",
                        json.writeValueAsString(Map.of(
                                "words", given.evidence().words(),
                                "figures", Traits.clean(given.evidence().figures()))))
                .param("choices", json.writeValueAsString(Traits.clean(given.choices())))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("cause", given.cause())
                .query((row, _) -> new Verdict.Id(row.getLong(1)))
                .optional();
    }

    void end(Verdict.Id id, @Nullable MemberId member, @Nullable Long cause, Instant at) {
        jdbc.sql(END)
                .param("id", id.value())
                .param("member", number(member))
                .param("cause", cause)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Open> open(Verdict.Id id) {
        return jdbc.sql(BY_ID)
                .param("id", id.value())
                .query((row, _) -> open(row))
                .optional();
    }

    Optional<Open> same(long gone) {
        return jdbc.sql(SAME).param("gone", gone).query((row, _) -> open(row)).optional();
    }

    Optional<Open> different(long one, long other) {
        return jdbc.sql(DIFFERENT)
                .param("kept", Math.min(one, other))
                .param("gone", Math.max(one, other))
                .query((row, _) -> open(row))
                .optional();
    }

    List<Open> causedBy(Verdict.Id id) {
        return jdbc.sql(CAUSED)
                .param("cause", id.value())
                .query((row, _) -> open(row))
                .list();
    }

    /// Lets hold again what a decision ended; returns whom that concerns.
    List<Long> reopen(Verdict.Id id) {
        return jdbc.sql(REOPEN)
                .param("cause", id.value())
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// The handles under which these profiles are kept, with their owners.
    List<HandleTable.Row> handles(Collection<Long> profiles) {
        return jdbc.sql(HANDLES)
                .param("profiles", profiles.toArray(Long[]::new))
                .query((row, _) -> new HandleTable.Row(
                        new Handle(Handle.Kind.of(row.getString("kind")), row.getString("value")),
                        null,
                        row.getLong("customer"),
                        false))
                .list();
    }

    private static Open open(ResultSet row) throws SQLException {
        long member = row.getLong("member");
        return new Open(
                new Verdict.Id(row.getLong("id")),
                row.getString("kind").equals("same"),
                row.getLong("kept"),
                row.getLong("gone"),
                member == 0 ? null : new MemberId(member),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Long number(@Nullable MemberId member) {
        return member == null ? null : member.value();
    }
}
