package valentine.factor;

import static org.assertj.core.api.Assertions.assertThat;

import com.bastiaanjansen.otp.TOTPGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.audit.Audit;
import valentine.db.TestDatabase;
import valentine.vault.Vault;

class AppsTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:10Z");
    private static final Duration STEP = Duration.ofSeconds(30);

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private final JdbcClient jdbc = database.jdbc();

    @Test
    void the_codes_are_those_of_the_standard() {
        jdbc.sql("INSERT INTO factor.app (member, secret, made_at, confirmed_at) VALUES (1, :secret, now(), now())")
                .param("secret", "12345678901234567890".getBytes(StandardCharsets.US_ASCII))
                .update();

        // RFC 6238, appendix B, the last six of eight digits.
        assertThat(at(Instant.ofEpochSecond(59)).check(1, "287082")).isTrue();
        assertThat(at(Instant.ofEpochSecond(1111111109)).check(1, "081804")).isTrue();
        assertThat(at(Instant.ofEpochSecond(20000000000L)).check(1, "353130")).isTrue();
    }

    @Test
    void a_secret_is_sealed_and_one_of_an_earlier_version_is_at_the_next_start() {
        byte[] clear = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        jdbc.sql("INSERT INTO factor.app (member, secret, made_at, confirmed_at) VALUES (40, :secret, now(), now())")
                .param("secret", clear)
                .update();
        String letters =
                at(NOON).begin(41, "Meadow", "maja@example.com").orElseThrow().letters();

        at(NOON).sealAll();
        at(NOON).sealAll();

        assertThat(jdbc.sql("SELECT secret FROM factor.app WHERE member IN (40, 41) AND sealed")
                        .query((row, _) -> row.getBytes("secret"))
                        .list())
                .hasSize(2)
                .noneMatch(secret -> new String(secret, StandardCharsets.ISO_8859_1).contains("1234567890"))
                .noneMatch(secret -> secret.length <= 20);
        assertThat(at(Instant.ofEpochSecond(59)).check(40, "287082")).isTrue();
        assertThat(at(NOON).confirm(41, code(letters, NOON))).isTrue();
    }

    @Test
    void an_app_is_on_only_after_its_first_code() {
        String letters =
                at(NOON).begin(2, "Meadow", "maja@example.com").orElseThrow().letters();
        assertThat(at(NOON).isOn(2)).isFalse();
        assertThat(at(NOON).check(2, code(letters, NOON))).isFalse();
        assertThat(at(NOON).confirm(2, "000000")).isFalse();

        assertThat(at(NOON).confirm(2, code(letters, NOON))).isTrue();

        assertThat(at(NOON).isOn(2)).isTrue();
        assertThat(at(NOON).begin(2, "Meadow", "maja@example.com")).isEmpty();
    }

    @Test
    void no_code_is_good_twice_nor_one_older_than_the_last() {
        String letters =
                at(NOON).begin(3, "Meadow", "maja@example.com").orElseThrow().letters();
        at(NOON).confirm(3, code(letters, NOON));
        assertThat(at(NOON).check(3, code(letters, NOON))).isFalse();

        Instant later = NOON.plus(STEP.multipliedBy(10));
        assertThat(at(later).check(3, code(letters, later))).isTrue();
        assertThat(at(later).check(3, code(letters, later))).isFalse();
        assertThat(at(later).check(3, code(letters, later.minus(STEP)))).isFalse();
        assertThat(at(later).check(3, code(letters, later.plus(STEP)))).isTrue();
    }

    @Test
    void a_clock_may_be_half_a_minute_off_and_no_more() {
        String letters =
                at(NOON).begin(4, "Meadow", "maja@example.com").orElseThrow().letters();
        at(NOON).confirm(4, code(letters, NOON));
        Instant later = NOON.plus(STEP.multipliedBy(10));
        assertThat(at(later).check(4, code(letters, later.minus(STEP.multipliedBy(2)))))
                .isFalse();
        assertThat(at(later).check(4, code(letters, later.plus(STEP.multipliedBy(2)))))
                .isFalse();
        assertThat(at(later).check(4, code(letters, later.minus(STEP)))).isTrue();
    }

    @Test
    void each_recovery_code_is_good_once_however_it_is_written() {
        RecoveryCodes codes = new RecoveryCodes(jdbc, clock(NOON), new Audit(jdbc, clock(NOON)));
        List<String> made = codes.make(5);
        assertThat(made).hasSize(10).doesNotHaveDuplicates().allMatch(code -> code.matches("(\\w{4}-){3}\\w{4}"));

        assertThat(codes.use(6, made.getFirst())).isFalse();
        assertThat(codes.use(5, made.getFirst().replace("-", " ").toUpperCase(java.util.Locale.ROOT)))
                .isTrue();
        assertThat(codes.use(5, made.getFirst())).isFalse();
        assertThat(codes.left(5)).isEqualTo(9);

        codes.make(5);
        assertThat(codes.use(5, made.getLast())).isFalse();
    }

    private Apps at(Instant now) {
        return new Apps(jdbc, context.getBean(Vault.class), clock(now), new Audit(jdbc, clock(now)));
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static String code(String letters, Instant at) {
        return new TOTPGenerator.Builder(letters.replace(" ", "")).build().at(at);
    }
}
