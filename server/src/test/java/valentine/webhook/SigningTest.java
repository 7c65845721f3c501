package valentine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningTest {
    /// The vector of the reference libraries of Standard Webhooks.
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final Instant AT = Instant.ofEpochSecond(1614265330);
    private static final String RIGHT = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void it_signs_as_the_reference_does() {
        assertThat(Signing.header(List.of(SECRET), ID, AT, BODY)).isEqualTo(RIGHT);
    }

    @Test
    void after_a_rotation_both_secrets_sign() {
        String fresh = Signing.freshSecret();
        String both = Signing.header(List.of(fresh, SECRET), ID, AT, BODY);

        assertThat(both).endsWith(" " + RIGHT);
        assertThat(isRight(fresh, both, AT)).isTrue();
        assertThat(isRight(SECRET, both, AT)).isTrue();
        assertThat(isRight(Signing.freshSecret(), both, AT)).isFalse();
    }

    @Test
    void what_is_too_old_too_new_or_changed_is_refused() {
        assertThat(isRight(SECRET, "v2,x " + RIGHT + " v1,other", AT)).isTrue();
        assertThat(isRight(SECRET, RIGHT, AT.plusSeconds(300))).isTrue();
        assertThat(isRight(SECRET, RIGHT, AT.plusSeconds(301))).isFalse();
        assertThat(isRight(SECRET, RIGHT, AT.minusSeconds(301))).isFalse();
        assertThat(isRight(SECRET, "", AT)).isFalse();
        assertThat(isRight(SECRET, "v1,", AT)).isFalse();
        assertThat(Signing.isRight(SECRET, ID + "x", "1614265330", RIGHT, BODY, AT))
                .isFalse();
        assertThat(Signing.isRight(SECRET, ID, "1614265331", RIGHT, BODY, AT)).isFalse();
        assertThat(Signing.isRight(SECRET, ID, "1614265330 ", RIGHT, BODY, AT)).isFalse();
        assertThat(Signing.isRight(SECRET, ID, "1614265330", RIGHT, new byte[0], AT))
                .isFalse();
        assertThat(Signing.key("whsec_c2hvcnQ=")).isEmpty();
    }

    private static boolean isRight(String secret, String header, Instant now) {
        return Signing.isRight(secret, ID, "1614265330", header, BODY, now);
    }
}
