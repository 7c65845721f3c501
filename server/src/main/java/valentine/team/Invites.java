package valentine.team;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;

/// Links by which somebody becomes a member, once, with a role chosen beforehand.
@Service
public class Invites {
    private static final Duration LIFE = Duration.ofDays(7);

    private static final String ADD = """
            INSERT INTO team.invite (token_hash, role, made_by, made_at, expires_at)
            VALUES (:hash, :role, :by, :now, :expires)
            RETURNING id
            """;
    private static final String OPEN = """
            SELECT i.id, i.role, i.made_at, i.expires_at, m.name
            FROM team.invite i JOIN team.member m ON m.id = i.made_by
            WHERE i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > :now
            ORDER BY i.id DESC
            LIMIT 200
            """;
    private static final String OF = """
            SELECT i.id, i.role, i.made_at, i.expires_at, m.name
            FROM team.invite i JOIN team.member m ON m.id = i.made_by
            WHERE i.token_hash = :hash AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > :now
            """;
    private static final String USE = """
            UPDATE team.invite SET used_at = :now
            WHERE token_hash = :hash AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > :now
            RETURNING id, role
            """;
    private static final String UNUSE = "UPDATE team.invite SET used_at = NULL WHERE id = :id";
    private static final String WITHDRAW = """
            UPDATE team.invite SET withdrawn_at = :now
            WHERE id = :id AND used_at IS NULL AND withdrawn_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final Members members;

    Invites(JdbcClient jdbc, Clock clock, Audit audit, Members members) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.members = members;
    }

    /// An invite that still waits for its guest.
    public record Invite(InviteId id, Role role, String from, Instant madeAt, Instant expiresAt) {}

    /// What became of an invite that somebody took up.
    public sealed interface Welcome {
        record Joined(Member member) implements Welcome {}

        record AddressTaken() implements Welcome {}

        record Over() implements Welcome {}
    }

    /// The path of a new invite, which is shown once.
    @Transactional
    String make(Role role, Member by) {
        Token token = Token.fresh();
        long id = jdbc.sql(ADD)
                .param("hash", token.hash())
                .param("role", role.key())
                .param("by", by.id().value())
                .param("now", now())
                .param("expires", now().plus(LIFE))
                .query(Long.class)
                .single();
        audit.record(by.actor(), "member invited", "invite " + id, Map.of("role", role.key()));
        return "/invites/" + token.text();
    }

    List<Invite> open() {
        return jdbc.sql(OPEN).param("now", now()).query((row, _) -> invite(row)).list();
    }

    /// The invite of a link, while it is good.
    public Optional<Invite> of(String link) {
        return jdbc.sql(OF)
                .param("hash", new Token(link).hash())
                .param("now", now())
                .query((row, _) -> invite(row))
                .optional();
    }

    /// Makes a member of whoever holds the link, once.
    @Transactional
    public Welcome accept(String link, String email, String name, String password) {
        record Used(long id, Role role) {}
        Optional<Used> used = jdbc.sql(USE)
                .param("hash", new Token(link).hash())
                .param("now", now())
                .query((row, _) -> new Used(row.getLong("id"), Role.of(row.getString("role"))))
                .optional();
        if (used.isEmpty()) {
            return new Welcome.Over();
        }
        Optional<Member> member = members.add(email, name, password, used.get().role());
        if (member.isEmpty()) {
            jdbc.sql(UNUSE).param("id", used.get().id()).update();
            return new Welcome.AddressTaken();
        }
        audit.record(
                member.get().actor(),
                "invite accepted",
                "invite " + used.get().id(),
                Map.of("role", member.get().role().key()));
        return new Welcome.Joined(member.get());
    }

    @Transactional
    boolean withdraw(InviteId id, Actor by) {
        boolean withdrawn =
                jdbc.sql(WITHDRAW).param("id", id.value()).param("now", now()).update() == 1;
        if (withdrawn) {
            audit.record(by, "invite withdrawn", "invite " + id.value(), Map.of());
        }
        return withdrawn;
    }

    private static Invite invite(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Invite(
                new InviteId(row.getLong("id")),
                Role.of(row.getString("role")),
                row.getString("name"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
