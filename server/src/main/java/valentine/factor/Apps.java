package valentine.factor;

import com.bastiaanjansen.otp.TOTPGenerator;
import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.binary.Base32;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.vault.Vault;

/// Codes of six digits that an app on a member's phone makes every half minute (RFC 6238).
///
/// The secret behind them is sealed by the vault; without a master key it lies in clear until there is one.
@Service
public class Apps {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int SECRET_BYTES = 20;
    private static final int QUIET_ZONE = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String IS_ON =
            "SELECT EXISTS (SELECT FROM factor.app WHERE member = :member AND confirmed_at IS NOT NULL)";
    private static final String BEGIN = """
            INSERT INTO factor.app (member, secret, sealed, made_at)
            VALUES (:member, :secret, :sealed, :now)
            ON CONFLICT (member) DO UPDATE SET secret = EXCLUDED.secret, sealed = EXCLUDED.sealed,
                made_at = EXCLUDED.made_at, last_step = 0
            WHERE factor.app.confirmed_at IS NULL
            """;
    private static final String SECRET = """
            SELECT secret, sealed, last_step, confirmed_at IS NOT NULL AS confirmed
            FROM factor.app
            WHERE member = :member
            FOR UPDATE
            """;
    private static final String USED = """
            UPDATE factor.app SET last_step = :step, confirmed_at = coalesce(confirmed_at, :now)
            WHERE member = :member
            """;
    private static final String REMOVE = "DELETE FROM factor.app WHERE member = :member AND confirmed_at IS NOT NULL";

    // Index app_in_clear.
    private static final String IN_CLEAR = "SELECT member, secret FROM factor.app WHERE NOT sealed FOR UPDATE";
    private static final String SEAL = "UPDATE factor.app SET secret = :secret, sealed = true WHERE member = :member";

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final Audit audit;

    Apps(JdbcClient jdbc, Vault vault, Clock clock, Audit audit) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
        this.audit = audit;
    }

    /// What an app needs to know: as a picture to scan and as letters to type.
    public record Offer(String picture, String letters) {
        @Override
        public String toString() {
            return "an offer";
        }
    }

    /// The secret in the letters that apps know it by.
    private record Secret(String letters, long lastStep, boolean confirmed) {}

    public boolean isOn(long member) {
        return jdbc.sql(IS_ON).param("member", member).query(Boolean.class).single();
    }

    /// A new secret, which counts only once a code of it was given; nothing while another app is on.
    @Transactional
    public Optional<Offer> begin(long member, String firm, String email) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        int written = jdbc.sql(BEGIN)
                .param("member", member)
                .param("secret", vault.isReady() ? vault.seal(secret, context(member)) : secret)
                .param("sealed", vault.isReady())
                .param("now", at(clock.instant()))
                .update();
        return written == 0 ? Optional.empty() : Optional.of(offer(new Base32().encodeToString(secret), firm, email));
    }

    /// The secret that waits for its first code, shown again.
    @Transactional
    public Optional<Offer> waiting(long member, String firm, String email) {
        return secret(member).filter(secret -> !secret.confirmed()).map(secret -> offer(secret.letters(), firm, email));
    }

    /// Turns the app on by its first code.
    @Transactional
    public boolean confirm(long member, String code) {
        boolean right = secret(member)
                .filter(secret -> !secret.confirmed() && use(member, secret, code))
                .isPresent();
        if (right) {
            audit.record(Actor.member(member), "app turned on", "member " + member, Map.of());
        }
        return right;
    }

    /// Whether this is a code of now, of half a minute ago or ahead; each is good once.
    @Transactional
    public boolean check(long member, String code) {
        return secret(member)
                .filter(secret -> secret.confirmed() && use(member, secret, code))
                .isPresent();
    }

    @Transactional
    public boolean remove(long member) {
        boolean removed = jdbc.sql(REMOVE).param("member", member).update() == 1;
        if (removed) {
            audit.record(Actor.member(member), "app turned off", "member " + member, Map.of());
        }
        return removed;
    }

    /// Seals what lies in clear, where there is a master key.
    @Transactional
    void sealAll() {
        if (!vault.isReady()) return;
        Map<Long, byte[]> inClear = new HashMap<>();
        jdbc.sql(IN_CLEAR).query(row -> {
            inClear.put(row.getLong("member"), row.getBytes("secret"));
        });
        inClear.forEach((member, secret) -> jdbc.sql(SEAL)
                .param("member", member)
                .param("secret", vault.seal(secret, context(member)))
                .update());
    }

    private static byte[] context(long member) {
        return ("app of member " + member).getBytes(StandardCharsets.UTF_8);
    }

    private Optional<Secret> secret(long member) {
        return jdbc.sql(SECRET)
                .param("member", member)
                .query((row, _) -> new Secret(
                        new Base32()
                                .encodeToString(
                                        row.getBoolean("sealed")
                                                ? vault.open(row.getBytes("secret"), context(member))
                                                : row.getBytes("secret")),
                        row.getLong("last_step"),
                        row.getBoolean("confirmed")))
                .optional();
    }

    private boolean use(long member, Secret secret, String code) {
        String digits = code.replace(" ", "");
        if (!digits.matches("[0-9]{6}")) {
            return false;
        }
        TOTPGenerator generator = new TOTPGenerator.Builder(secret.letters()).build();
        long now = clock.instant().getEpochSecond() / STEP.toSeconds();
        for (long step = now - 1; step <= now + 1; step++) {
            // A code that was used, and every one before it, is never good again.
            if (step > secret.lastStep()
                    && generator
                            .at(Instant.ofEpochSecond(step * STEP.toSeconds()))
                            .equals(digits)) {
                jdbc.sql(USED)
                        .param("member", member)
                        .param("step", step)
                        .param("now", at(clock.instant()))
                        .update();
                return true;
            }
        }
        return false;
    }

    private static Offer offer(String letters, String firm, String email) {
        String address = "otpauth://totp/" + text("Valentine " + firm) + ":" + text(email) + "?secret=" + letters
                + "&issuer=" + text("Valentine " + firm);
        return new Offer(
                picture(QrCode.encodeText(address, QrCode.Ecc.MEDIUM)), letters.replaceAll("(.{4})(?=.)", "$1 "));
    }

    private static String picture(QrCode code) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET_ZONE)
                            .append(' ')
                            .append(y + QUIET_ZONE)
                            .append("h1v1h-1z");
                }
            }
        }
        int side = code.size + 2 * QUIET_ZONE;
        String svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' shape-rendering='crispEdges'>"
                        .formatted(side, side)
                + "<rect width='100%' height='100%' fill='#fff'/><path d='" + path + "' fill='#000'/></svg>";
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String said) {
        return URLEncoder.encode(said, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
