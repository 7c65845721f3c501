package valentine.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;

/// Ten codes on paper for the day on which the phone is gone, each good once.
@Service
public class RecoveryCodes {
    private static final int COUNT = 10;
    private static final int LETTERS = 16;
    /// Without letters that look alike; sixteen of them are 79 random bits.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String DROP = "DELETE FROM factor.recovery_code WHERE member = :member";
    private static final String ADD =
            "INSERT INTO factor.recovery_code (member, hash, made_at) VALUES (:member, :hash, :now)";
    private static final String USE = """
            UPDATE factor.recovery_code SET used_at = :now
            WHERE member = :member AND hash = :hash AND used_at IS NULL
            """;
    private static final String LEFT =
            "SELECT count(*) FROM factor.recovery_code WHERE member = :member AND used_at IS NULL";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;

    RecoveryCodes(JdbcClient jdbc, Clock clock, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
    }

    /// Ten new ones, shown once; the earlier ones are over.
    @Transactional
    public List<String> make(long member) {
        forget(member);
        List<String> codes =
                Stream.generate(RecoveryCodes::code).distinct().limit(COUNT).toList();
        for (String code : codes) {
            jdbc.sql(ADD)
                    .param("member", member)
                    .param("hash", hash(code))
                    .param("now", now())
                    .update();
        }
        audit.record(Actor.member(member), "recovery codes made", "member " + member, Map.of());
        return codes;
    }

    /// Whether this is one that was not used; from now on it is.
    @Transactional
    public boolean use(long member, String code) {
        boolean used = jdbc.sql(USE)
                        .param("member", member)
                        .param("hash", hash(code))
                        .param("now", now())
                        .update()
                == 1;
        if (used) {
            audit.record(Actor.member(member), "recovery code used", "member " + member, Map.of());
        }
        return used;
    }

    public int left(long member) {
        return jdbc.sql(LEFT).param("member", member).query(Integer.class).single();
    }

    @Transactional
    public void forget(long member) {
        jdbc.sql(DROP).param("member", member).update();
    }

    private static String code() {
        String letters = IntStream.range(0, LETTERS)
                .mapToObj(_ -> String.valueOf(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length()))))
                .collect(Collectors.joining());
        return letters.replaceAll("(.{4})(?=.)", "$1-");
    }

    private static byte[] hash(String code) {
        String plain = code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        try {
            return MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
