package valentine.team;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The people who work here, their passwords, one-time links and sessions.
@Service
public class Members {
    public static final int SHORTEST_PASSWORD = 10;
    public static final int LONGEST_PASSWORD = 200;
    static final Duration SESSION = Duration.ofDays(14);
    private static final Duration SET_UP_LINK = Duration.ofDays(7);
    private static final Duration SIGN_IN_LINK = Duration.ofDays(1);

    private static final String COLUMNS = "m.id, m.email, m.name, m.role";
    private static final String SET_UP_DONE = "SELECT EXISTS (SELECT FROM team.member)";
    private static final String ADD = """
            INSERT INTO team.member (email, name, role, password_hash, created_at)
            VALUES (:email, :name, :role, :hash, :now)
            RETURNING id
            """;
    private static final String BY_EMAIL =
            "SELECT " + COLUMNS + ", m.password_hash FROM team.member m WHERE m.email = :email";
    private static final String ADD_LINK = """
            INSERT INTO team.link (token_hash, purpose, member, expires_at)
            VALUES (:hash, :purpose, :member, :expires)
            """;
    private static final String DROP_LINKS = "DELETE FROM team.link WHERE purpose = :purpose OR expires_at < :now";
    private static final String LINK_IS_GOOD = """
            SELECT EXISTS (
                SELECT FROM team.link
                WHERE token_hash = :hash AND purpose = :purpose AND used_at IS NULL AND expires_at > :now)
            """;
    private static final String USE_LINK = """
            UPDATE team.link SET used_at = :now
            WHERE token_hash = :hash AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
            """;
    private static final String OF_LINK =
            "SELECT " + COLUMNS + " FROM team.link l JOIN team.member m ON m.id = l.member WHERE l.token_hash = :hash";
    private static final String FIRST_OWNER =
            "SELECT " + COLUMNS + " FROM team.member m WHERE m.role = 'owner' ORDER BY m.id LIMIT 1";
    private static final String ADD_SESSION = """
            INSERT INTO team.session (token_hash, member, created_at, expires_at)
            VALUES (:hash, :member, :now, :expires)
            """;
    private static final String OF_SESSION = "SELECT " + COLUMNS
            + " FROM team.session s JOIN team.member m ON m.id = s.member WHERE s.token_hash = :hash AND s.expires_at > :now";
    private static final String END_SESSION = "DELETE FROM team.session WHERE token_hash = :hash OR expires_at < :now";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Argon2PasswordEncoder passwords = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final String nobodysPassword = passwords.encode(Token.fresh().text());

    Members(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
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
        jdbc.sql(DROP_LINKS).param("purpose", "set-up").param("now", now()).update();
        Token token = Token.fresh();
        addLink(token, "set-up", null, SET_UP_LINK);
        return Optional.of("/set-up/" + token.text());
    }

    /// The path of a link that signs the owner in once.
    @Transactional
    public String signInLink() {
        Member owner = jdbc.sql(FIRST_OWNER).query((row, _) -> member(row)).single();
        Token token = Token.fresh();
        addLink(token, "sign-in", owner.id().value(), SIGN_IN_LINK);
        return "/sign-in/" + token.text();
    }

    boolean good(String link, String purpose) {
        return jdbc.sql(LINK_IS_GOOD)
                .param("hash", new Token(link).hash())
                .param("purpose", purpose)
                .param("now", now())
                .query(Boolean.class)
                .single();
    }

    /// Makes the owner by the set-up link; nothing when the link was used or has expired.
    @Transactional
    Optional<Member> setUp(String link, String email, String name, String password) {
        if (setUp() || !use(link, "set-up")) {
            return Optional.empty();
        }
        return Optional.of(add(email, name, password));
    }

    /// Makes the owner of a simulated firm, who signs in by link only.
    @Transactional
    public void addOwnerWithoutPassword(String email, String name) {
        add(email, name, Token.fresh().text());
    }

    @Transactional
    Optional<Member> signIn(String link) {
        if (!use(link, "sign-in")) {
            return Optional.empty();
        }
        return jdbc.sql(OF_LINK)
                .param("hash", new Token(link).hash())
                .query((row, _) -> member(row))
                .optional();
    }

    /// The member with this e-mail and password; takes as long for unknown addresses as for wrong passwords.
    Optional<Member> signIn(String email, String password) {
        record Known(Member member, String hash) {}
        Optional<Known> known = jdbc.sql(BY_EMAIL)
                .param("email", normal(email))
                .query((row, _) -> new Known(member(row), row.getString("password_hash")))
                .optional();
        String tried = password.length() > LONGEST_PASSWORD ? "" : password;
        boolean right = passwords.matches(tried, known.map(Known::hash).orElse(nobodysPassword));
        return right ? known.map(Known::member) : Optional.empty();
    }

    Token startSession(Member member) {
        Token token = Token.fresh();
        Instant now = clock.instant();
        jdbc.sql(ADD_SESSION)
                .param("hash", token.hash())
                .param("member", member.id().value())
                .param("now", at(now))
                .param("expires", at(now.plus(SESSION)))
                .update();
        return token;
    }

    Optional<Member> ofSession(String token) {
        return jdbc.sql(OF_SESSION)
                .param("hash", new Token(token).hash())
                .param("now", now())
                .query((row, _) -> member(row))
                .optional();
    }

    void endSession(String token) {
        jdbc.sql(END_SESSION)
                .param("hash", new Token(token).hash())
                .param("now", now())
                .update();
    }

    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private Member add(String email, String name, String password) {
        long id = jdbc.sql(ADD)
                .param("email", normal(email))
                .param("name", name.strip())
                .param("role", Role.OWNER.key())
                .param("hash", passwords.encode(password))
                .param("now", now())
                .query(Long.class)
                .single();
        return new Member(new MemberId(id), normal(email), name.strip(), Role.OWNER);
    }

    private boolean use(String link, String purpose) {
        return jdbc.sql(USE_LINK)
                        .param("hash", new Token(link).hash())
                        .param("purpose", purpose)
                        .param("now", now())
                        .update()
                == 1;
    }

    private void addLink(Token token, String purpose, @org.jspecify.annotations.Nullable Long member, Duration life) {
        jdbc.sql(ADD_LINK)
                .param("hash", token.hash())
                .param("purpose", purpose)
                .param("member", member)
                .param("expires", at(clock.instant().plus(life)))
                .update();
    }

    private static Member member(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Member(
                new MemberId(row.getLong("id")),
                row.getString("email"),
                row.getString("name"),
                Role.of(row.getString("role")));
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
