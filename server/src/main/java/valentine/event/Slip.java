package valentine.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/// A message as it came: a part of the bytes of its request.
final class Slip {
    private final byte[] bytes;
    private final int from;
    private final int to;

    Slip(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    static Slip of(byte[] bytes) {
        return new Slip(bytes, 0, bytes.length);
    }

    int length() {
        return to - from;
    }

    /// The part of the same bytes between these places; nothing where there is no such part.
    Optional<Slip> part(long begin, long end) {
        return begin >= 0 && end > begin && end <= to
                ? Optional.of(new Slip(bytes, (int) begin, (int) end))
                : Optional.empty();
    }

    JsonParser parser() {
        return Envelope.JSON.createParser(bytes, from, length());
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    String text() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }

    byte[] digest() {
        MessageDigest digest = sha256();
        digest.update(bytes, from, length());
        return digest.digest();
    }

    static String digest(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    static byte[] digest(byte[] bytes) {
        return sha256().digest(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
