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

/// Who is signed in, on which device, and until when.
@Service
public class Sessions {
    public static final Duration LIFE = Duration.ofDays(14);
    /// For so long after a proof we trust that the one who asks is the member himself.
    private static final Duration FRESH = Duration.ofMinutes(15);

    private static final Duration SEEN_IS_COARSE = Duration.ofMinutes(5);

    private static final String ADD = """
            INSERT INTO team.session (token_hash, member, device, created_at, seen_at, proved_at, expires_at)
            VALUES (:hash, :member, :device, :now, :now, :now, :expires)
            """;
    private static final String OF = """
            SELECT m.id, m.email, m.name, m.role, s.seen_at < :coarse AS long_ago
            FROM team.session s JOIN team.member m ON m.id = s.member
            WHERE s.token_hash = :hash AND s.expires_at > :now AND m.removed_at IS NULL
            """;
    // One row for each device: they are few.
    private static final String ANYBODY = """
            SELECT EXISTS (
                SELECT FROM team.session s JOIN team.member m ON m.id = s.member
                WHERE s.seen_at > :since AND s.expires_at > :now AND m.removed_at IS NULL AND m.role <> 'viewer')
            """;
    private static final String SEEN = "UPDATE team.session SET seen_at = :now WHERE token_hash = :hash";
    private static final String PROVED = "UPDATE team.session SET proved_at = :now WHERE token_hash = :hash";
    private static final String IS_FRESH = """
            SELECT EXISTS (
                SELECT FROM team.session
                WHERE token_hash = :hash AND expires_at > :now AND proved_at > :since)
            """;
    private static final String ALL = """
            SELECT id, device, created_at, seen_at, token_hash = :hash AS this_one
            FROM team.session
            WHERE member = :member AND expires_at > :now
            ORDER BY token_hash = :hash DESC, seen_at DESC
            LIMIT 200
            """;
    private static final String END = "DELETE FROM team.session WHERE token_hash = :hash RETURNING member";
    private static final String END_OLD = "DELETE FROM team.session WHERE expires_at < :now";
    private static final String END_ONE = "DELETE FROM team.session WHERE id = :id AND member = :member";
    private static final String END_OTHERS = "DELETE FROM team.session WHERE member = :member AND token_hash <> :hash";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;

    Sessions(JdbcClient jdbc, Clock clock, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
    }

    /// One device on which a member is signed in.
    public record Session(long id, String device, Instant since, Instant seenAt, boolean thisOne) {}

    /// Signs a member in.
    ///
    /// @param how what he proved himself by, for the audit log
    /// @return the token that his browser keeps
    @Transactional
    public String start(Member member, String device, String how) {
        Token token = Token.fresh();
        jdbc.sql(END_OLD).param("now", now()).update();
        jdbc.sql(ADD)
                .param("hash", token.hash())
                .param("member", member.id().value())
                .param("device", device)
                .param("now", now())
                .param("expires", now().plus(LIFE))
                .update();
        audit.record(member.actor(), "signed in", Members.object(member.id()), Map.of("by", how));
        return token.text();
    }

    /// Whose session this is; notes to five minutes that it was seen.
    public Optional<Member> of(String token) {
        record Seen(Member member, boolean longAgo) {}
        byte[] hash = new Token(token).hash();
        Optional<Seen> seen = jdbc.sql(OF)
                .param("hash", hash)
                .param("now", now())
                .param("coarse", now().minus(SEEN_IS_COARSE))
                .query((row, _) -> new Seen(Members.member(row), row.getBoolean("long_ago")))
                .optional();
        if (seen.isPresent() && seen.get().longAgo()) {
            jdbc.sql(SEEN).param("hash", hash).param("now", now()).update();
        }
        return seen.map(Seen::member);
    }

    /// Whether the member proved himself a short while ago.
    public boolean isFresh(String token) {
        return jdbc.sql(IS_FRESH)
                .param("hash", new Token(token).hash())
                .param("now", now())
                .param("since", now().minus(FRESH))
                .query(Boolean.class)
                .single();
    }

    /// Whether somebody who may answer customers did something since then; to five minutes.
    public boolean isAnybodyHere(Instant since) {
        return jdbc.sql(ANYBODY)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("now", now())
                .query(Boolean.class)
                .single();
    }

    public void proved(String token) {
        jdbc.sql(PROVED)
                .param("hash", new Token(token).hash())
                .param("now", now())
                .update();
    }

    /// Where a member is signed in, the device that asks first.
    public List<Session> all(MemberId member, String token) {
        return jdbc.sql(ALL)
                .param("member", member.value())
                .param("hash", new Token(token).hash())
                .param("now", now())
                .query((row, _) -> new Session(
                        row.getLong("id"),
                        row.getString("device"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("this_one")))
                .list();
    }

    /// Signs out.
    @Transactional
    public void end(String token) {
        jdbc.sql(END)
                .param("hash", new Token(token).hash())
                .query((row, _) -> new MemberId(row.getLong("member")))
                .optional()
                .ifPresent(member ->
                        audit.record(Actor.member(member.value()), "signed out", Members.object(member), Map.of()));
    }

    /// Ends one of the member's own sessions; false when it is not his or is over.
    @Transactional
    public boolean end(Member member, long id) {
        boolean ended = jdbc.sql(END_ONE)
                        .param("id", id)
                        .param("member", member.id().value())
                        .update()
                == 1;
        if (ended) {
            audit.record(member.actor(), "session ended", "session " + id, Map.of());
        }
        return ended;
    }

    /// Ends all of the member's sessions but the one that asks.
    @Transactional
    public int endOthers(Member member, String token) {
        int ended = jdbc.sql(END_OTHERS)
                .param("member", member.id().value())
                .param("hash", new Token(token).hash())
                .update();
        if (ended > 0) {
            audit.record(
                    member.actor(), "other sessions ended", Members.object(member.id()), Map.of("sessions", ended));
        }
        return ended;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
