package valentine.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Component;

/// What a browser was asked to sign with a passkey: each challenge is good once and for a few minutes.
@Component
class Challenges {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private static final String ADD = """
            INSERT INTO factor.challenge (token_hash, purpose, member, challenge, expires_at)
            VALUES (:hash, :purpose, :member, :challenge, :expires)
            """;
    private static final String TAKE = """
            DELETE FROM factor.challenge
            WHERE token_hash = :hash AND purpose = :purpose AND member IS NOT DISTINCT FROM :member
            RETURNING challenge, expires_at > :now AS good
            """;
    private static final String DROP_OLD = "DELETE FROM factor.challenge WHERE expires_at < :now";

    private final JdbcClient jdbc;
    private final Clock clock;

    Challenges(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Keeps a challenge and gives the token under which its answer may come.
    String keep(String purpose, @Nullable Long member, Bytes challenge) {
        jdbc.sql(DROP_OLD).param("now", now()).update();
        String token = Bytes.random().toBase64UrlString();
        jdbc.sql(ADD)
                .param("hash", hash(token))
                .param("purpose", purpose)
                .param("member", member, java.sql.Types.BIGINT)
                .param("challenge", challenge.getBytes())
                .param("expires", now().plus(LIFE))
                .update();
        return token;
    }

    /// The challenge of this token, once.
    Optional<Bytes> take(String purpose, @Nullable Long member, String token) {
        record Taken(Bytes challenge, boolean good) {}
        return jdbc.sql(TAKE)
                .param("hash", hash(token))
                .param("purpose", purpose)
                .param("member", member, java.sql.Types.BIGINT)
                .param("now", now())
                .query((row, _) -> new Taken(new Bytes(row.getBytes("challenge")), row.getBoolean("good")))
                .optional()
                .filter(Taken::good)
                .map(Taken::challenge);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
