package valentine.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/// One link of the chain: who did what to what, and the hash of everything before it.
///
/// @param details a JSON object, kept as the text that was hashed
public record AuditEntry(
        long id, Instant at, String actor, String act, String object, String details, String before, String hash) {
    /// What stands before the first entry.
    static final String BEGINNING = "0".repeat(64);

    static AuditEntry after(
            long id, String before, Instant at, Actor actor, String act, String object, String details) {
        AuditEntry open =
                new AuditEntry(id, at.truncatedTo(ChronoUnit.MICROS), actor.said(), act, object, details, before, "");
        return new AuditEntry(id, open.at, open.actor, act, object, details, before, open.computed());
    }

    /// The hash that its content asks for.
    String computed() {
        MessageDigest digest = sha256();
        digest.update(HexFormat.of().parseHex(before));
        digest.update(ByteBuffer.allocate(16).putLong(id).putLong(micros()).flip());
        for (String part : new String[] {actor, act, object, details}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length goes first, so that no text can move from one part into the next.
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
