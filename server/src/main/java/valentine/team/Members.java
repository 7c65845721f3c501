package valentine.team;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.factor.Factors;

/// The people who work here, their passwords and one-time links.
@Service
public class Members {
    public static final int SHORTEST_PASSWORD = 10;
    public static final int LONGEST_PASSWORD = 200;
    private static final Duration SET_UP_LINK = Duration.ofDays(7);
    private static final Duration SIGN_IN_LINK = Duration.ofDays(1);
    private static final Duration SECOND_STEP = Duration.ofMinutes(10);

    private static final String COLUMNS = "m.id, m.email, m.name, m.role";
    private static final String SET_UP_DONE = "SELECT EXISTS (SELECT FROM team.member)";
    private static final String ADD = """
            INSERT INTO team.member (email, name, role, password_hash, created_at)
            VALUES (:email, :name, :role, :hash, :now)
            ON CONFLICT (email) DO NOTHING
            RETURNING id
            """;
    private static final String ALL =
            "SELECT " + COLUMNS + " FROM team.member m WHERE m.removed_at IS NULL ORDER BY lower(m.name), m.id";
    private static final String NAMES = "SELECT id, name FROM team.member";
    private static final String ONE =
            "SELECT " + COLUMNS + " FROM team.member m WHERE m.id = :id AND m.removed_at IS NULL";
    // Locks every owner in one order, so that two who are lowered at once cannot both count on the other.
    private static final String OWNERS = """
            SELECT id FROM team.member
            WHERE role = 'owner' AND removed_at IS NULL
            ORDER BY id
            FOR UPDATE
            """;
    private static final String CHANGE_ROLE = "UPDATE team.member SET role = :role WHERE id = :id";
    private static final String CHANGE_PASSWORD = "UPDATE team.member SET password_hash = :hash WHERE id = :id";
    private static final String REMOVE = """
            UPDATE team.member SET removed_at = :now, email = NULL, password_hash = NULL
            WHERE id = :id
            """;
    private static final String END_SESSIONS = "DELETE FROM team.session WHERE member = :id";
    private static final String END_LINKS = "DELETE FROM team.link WHERE member = :id";
    private static final String END_INVITES = """
            UPDATE team.invite SET withdrawn_at = :now
            WHERE made_by = :id AND used_at IS NULL AND withdrawn_at IS NULL
            """;
    private static final String LEAVE_BRANCHES = "DELETE FROM team.branch_member WHERE member = :id";
    private static final String BY_EMAIL =
            "SELECT " + COLUMNS + ", m.password_hash FROM team.member m WHERE m.email = :email";
    private static final String PASSWORD_OF = "SELECT password_hash FROM team.member WHERE id = :id";
    private static final String ADD_LINK = """
            INSERT INTO team.link (token_hash, purpose, member, expires_at)
            VALUES (:hash, :purpose, :member, :expires)
            """;
    private static final String DROP_LINKS = "DELETE FROM team.link WHERE purpose = :purpose OR expires_at < :now";
    private static final String DROP_OLD_LINKS = "DELETE FROM team.link WHERE expires_at < :now";
    private static final String LINK_IS_GOOD = """
            SELECT EXISTS (
                SELECT FROM team.link
                WHERE token_hash = :hash AND purpose = :purpose AND used_at IS NULL AND expires_at > :now)
            """;
    private static final String USE_LINK = """
            UPDATE team.link SET used_at = :now
            WHERE token_hash = :hash AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
            """;
    private static final String OF_LINK = "SELECT " + COLUMNS + """
             FROM team.link l JOIN team.member m ON m.id = l.member
            WHERE l.token_hash = :hash AND l.purpose = :purpose AND l.expires_at > :now AND m.removed_at IS NULL
            """;
    private static final String FIRST_OWNER = "SELECT " + COLUMNS
            + " FROM team.member m WHERE m.role = 'owner' AND m.removed_at IS NULL ORDER BY m.id LIMIT 1";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final Factors factors;
    private final Argon2PasswordEncoder passwords = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final String nobodysPassword = passwords.encode(Token.fresh().text());

    Members(JdbcClient jdbc, Clock clock, Audit audit, Factors factors) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.factors = factors;
    }

    /// What a one-time link is for.
    public enum Link {
        SET_UP,
        SIGN_IN,
        /// Between the password and the second factor.
        SECOND_STEP;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What became of a change to a member.
    public enum Change {
        DONE,
        NOBODY,
        LAST_OWNER
    }

    public boolean setUp() {
        return jdbc.sql(SET_UP_DONE).query(Boolean.class).single();
    }

    /// The path of the one-time set-up link, which ends every earlier one; nothing once an owner is there.
    @Transactional
    public Optional<String> setUpLink() {
        if (setUp()) {
            return Optional.empty();
        }
        jdbc.sql(DROP_LINKS)
                .param("purpose", Link.SET_UP.word())
                .param("now", now())
                .update();
        return Optional.of("/set-up/" + link(Link.SET_UP, null, SET_UP_LINK));
    }

    /// The path of a link that signs the owner in once.
    @Transactional
    public String signInLink() {
        Member owner = jdbc.sql(FIRST_OWNER).query((row, _) -> member(row)).single();
        return "/sign-in/" + link(Link.SIGN_IN, owner.id(), SIGN_IN_LINK);
    }

    /// What a member holds who gave the right password and still owes the second factor.
    @Transactional
    public String secondStep(Member member) {
        jdbc.sql(DROP_OLD_LINKS).param("now", now()).update();
        return link(Link.SECOND_STEP, member.id(), SECOND_STEP);
    }

    public boolean isGood(String link, Link purpose) {
        return jdbc.sql(LINK_IS_GOOD)
                .param("hash", new Token(link).hash())
                .param("purpose", purpose.word())
                .param("now", now())
                .query(Boolean.class)
                .single();
    }

    /// Makes the owner by the set-up link; nothing when the link was used or has expired.
    @Transactional
    public Optional<Member> setUp(String link, String email, String name, String password) {
        if (setUp() || !use(link, Link.SET_UP)) {
            return Optional.empty();
        }
        Optional<Member> owner = add(email, name, password, Role.OWNER);
        owner.ifPresent(member -> audit.record(Actor.CONSOLE, "set up", object(member.id()), Map.of()));
        return owner;
    }

    /// Makes the owner of a simulated firm, who signs in by link only.
    @Transactional
    public void addOwnerWithoutPassword(String email, String name) {
        add(email, name, Token.fresh().text(), Role.OWNER)
                .ifPresent(member -> audit.record(Actor.CONSOLE, "set up", object(member.id()), Map.of()));
    }

    /// Whom an unused link of this kind names; the link stays good.
    public Optional<Member> of(String link, Link purpose) {
        return isGood(link, purpose) ? ofLink(link, purpose) : Optional.empty();
    }

    /// Whom a link names, once.
    @Transactional
    public Optional<Member> signIn(String link, Link purpose) {
        return use(link, purpose) ? ofLink(link, purpose) : Optional.empty();
    }

    /// The member with this e-mail and password; takes as long for unknown addresses as for wrong passwords.
    public Optional<Member> signIn(String email, String password) {
        record Known(Member member, String hash) {}
        Optional<Known> known = jdbc.sql(BY_EMAIL)
                .param("email", normal(email))
                .query((row, _) -> new Known(member(row), row.getString("password_hash")))
                .optional();
        boolean right = matches(password, known.map(Known::hash).orElse(nobodysPassword));
        return right ? known.map(Known::member) : Optional.empty();
    }

    /// Whether this is the member's password.
    public boolean knows(MemberId id, String password) {
        return jdbc.sql(PASSWORD_OF)
                .param("id", id.value())
                .query((row, _) -> Optional.ofNullable(row.getString("password_hash")))
                .optional()
                .flatMap(hash -> hash)
                .filter(hash -> matches(password, hash))
                .isPresent();
    }

    @Transactional
    public void changePassword(MemberId id, String password) {
        jdbc.sql(CHANGE_PASSWORD)
                .param("id", id.value())
                .param("hash", passwords.encode(password))
                .update();
        audit.record(Actor.member(id.value()), "password changed", object(id), Map.of());
    }

    public List<Member> all() {
        return jdbc.sql(ALL).query((row, _) -> member(row)).list();
    }

    public Optional<Member> one(MemberId id) {
        return jdbc.sql(ONE)
                .param("id", id.value())
                .query((row, _) -> member(row))
                .optional();
    }

    /// The names of everybody who works or worked here.
    public Map<MemberId, String> names() {
        record Named(MemberId id, String name) {}
        return jdbc
                .sql(NAMES)
                .query((row, _) -> new Named(new MemberId(row.getLong("id")), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Named::id, Named::name));
    }

    /// Gives a member another role, at once; the last owner stays one.
    @Transactional
    Change changeRole(MemberId id, Role role, Actor by) {
        List<Long> owners = owners();
        Optional<Member> member = one(id);
        if (member.isEmpty()) {
            return Change.NOBODY;
        }
        if (role != Role.OWNER && owners.equals(List.of(id.value()))) {
            return Change.LAST_OWNER;
        }
        if (member.get().role() != role) {
            jdbc.sql(CHANGE_ROLE)
                    .param("id", id.value())
                    .param("role", role.key())
                    .update();
            audit.record(
                    by,
                    "role changed",
                    object(id),
                    Map.of("from", member.get().role().key(), "to", role.key()));
        }
        return Change.DONE;
    }

    /// Lets a member go: his sessions end at once, and nothing that let him in stays; the last owner cannot go.
    @Transactional
    Change remove(MemberId id, Actor by) {
        List<Long> owners = owners();
        Optional<Member> member = one(id);
        if (member.isEmpty()) {
            return Change.NOBODY;
        }
        if (owners.equals(List.of(id.value()))) {
            return Change.LAST_OWNER;
        }
        for (String end : List.of(END_SESSIONS, END_LINKS, LEAVE_BRANCHES)) {
            jdbc.sql(end).param("id", id.value()).update();
        }
        jdbc.sql(END_INVITES).param("id", id.value()).param("now", now()).update();
        factors.forget(id.value());
        jdbc.sql(REMOVE).param("id", id.value()).param("now", now()).update();
        audit.record(
                by,
                "member removed",
                object(id),
                Map.of("role", member.get().role().key()));
        return Change.DONE;
    }

    /// Nothing when somebody here has this address already.
    Optional<Member> add(String email, String name, String password, Role role) {
        return jdbc.sql(ADD)
                .param("email", normal(email))
                .param("name", name.strip())
                .param("role", role.key())
                .param("hash", passwords.encode(password))
                .param("now", now())
                .query(Long.class)
                .optional()
                .map(id -> new Member(new MemberId(id), normal(email), name.strip(), role));
    }

    public static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    static String object(MemberId id) {
        return "member " + id.value();
    }

    static Member member(ResultSet row) throws SQLException {
        return new Member(
                new MemberId(row.getLong("id")),
                row.getString("email"),
                row.getString("name"),
                Role.of(row.getString("role")));
    }

    private List<Long> owners() {
        return jdbc.sql(OWNERS).query((row, _) -> row.getLong("id")).list();
    }

    private boolean matches(String password, String hash) {
        return passwords.matches(password.length() > LONGEST_PASSWORD ? "" : password, hash);
    }

    private boolean use(String link, Link purpose) {
        return jdbc.sql(USE_LINK)
                        .param("hash", new Token(link).hash())
                        .param("purpose", purpose.word())
                        .param("now", now())
                        .update()
                == 1;
    }

    private Optional<Member> ofLink(String link, Link purpose) {
        return jdbc.sql(OF_LINK)
                .param("hash", new Token(link).hash())
                .param("purpose", purpose.word())
                .param("now", now())
                .query((row, _) -> member(row))
                .optional();
    }

    private String link(Link purpose, @Nullable MemberId member, Duration life) {
        Token token = Token.fresh();
        jdbc.sql(ADD_LINK)
                .param("hash", token.hash())
                .param("purpose", purpose.word())
                .param("member", member == null ? null : member.value())
                .param("expires", at(clock.instant().plus(life)))
                .update();
        return token.text();
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
