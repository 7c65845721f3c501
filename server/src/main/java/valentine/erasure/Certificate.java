package valentine.erasure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says that a customer was forgotten, when, and how much of him was kept: it names nobody. Its hash stands in the
/// audit
/// chain.
///
/// @param text what the hash is of
record Certificate(String text, long rows, String hash) {
    static Certificate of(Erasure erasure, List<Erasure.Step> steps, Instant finishedAt) {
        StringBuilder text = new StringBuilder();
        line(text, "Certificate of erasure", Long.toString(erasure.number()));
        line(text, "Id", erasure.id().toString());
        line(text, "Why", erasure.why().words());
        line(text, "Begun", erasure.begunAt().toString());
        line(text, "Finished", finishedAt.toString());
        line(text, "Handles kept out", Integer.toString(erasure.handles()));
        long rows = 0;
        for (Erasure.Step step : steps) {
            line(text, step.part(), Long.toString(step.forgotten()));
            rows += step.forgotten();
        }
        line(text, "Together", Long.toString(rows));
        return new Certificate(text.toString(), rows, hash(text.toString()));
    }

    /// As it was made; nothing while it is under way.
    static @Nullable Certificate of(Erasure erasure, List<Erasure.Step> steps) {
        Instant finished = erasure.finishedAt();
        return finished == null ? null : of(erasure, steps, finished);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
