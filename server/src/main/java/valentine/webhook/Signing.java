package valentine.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signatures as Standard Webhooks 1.0.0 has them: `v1,` and the HMAC-SHA256 over `id.timestamp.body`.
final class Signing {
    static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int BYTES = 32;
    private static final int MOST_SIGNATURES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Signing() {}

    /// A secret as it is shown, once.
    static String freshSecret() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /// The bytes of a secret: 24 to 64 of them, as the standard wants it.
    static Optional<byte[]> key(String secret) {
        try {
            String text = secret.strip();
            byte[] bytes = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
            return bytes.length >= 24 && bytes.length <= 64 ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// One signature for each secret that is valid now, the newest first.
    static String header(List<String> secrets, String id, Instant at, byte[] body) {
        return secrets.stream()
                .map(secret -> VERSION + signature(secret, id, at.getEpochSecond(), body))
                .collect(Collectors.joining(" "));
    }

    static boolean isRight(String secret, String id, String timestamp, String header, byte[] body, Instant now) {
        if (!timestamp.matches("\\d{1,11}") || id.isEmpty() || key(secret).isEmpty()) return false;
        long at = Long.parseLong(timestamp);
        if (Math.abs(now.getEpochSecond() - at) > TOLERANCE.toSeconds()) return false;
        byte[] right = (VERSION + signature(secret, id, at, body)).getBytes(StandardCharsets.US_ASCII);
        boolean isRight = false;
        for (String came : header.split(" ", MOST_SIGNATURES)) {
            isRight |= MessageDigest.isEqual(right, came.getBytes(StandardCharsets.UTF_8));
        }
        return isRight;
    }

    /// A plain HMAC-SHA256 of the body, in hexadecimal or Base64.
    static byte[] plain(byte[] key, byte[] body) {
        return mac(key, body);
    }

    private static String signature(String secret, String id, long at, byte[] body) {
        byte[] key = key(secret).orElseThrow(() -> new IllegalStateException("A secret is not one"));
        byte[] before = (id + "." + at + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[before.length + body.length];
        System.arraycopy(before, 0, signed, 0, before.length);
        System.arraycopy(body, 0, signed, before.length, body.length);
        return Base64.getEncoder().encodeToString(mac(key, signed));
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
