package valentine.erasure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// One customer forgotten, or being so.
///
/// @param customer the number he had; it leads to nobody once it is finished
/// @param member who asked for it; nobody where a rule did, or the journal
/// @param handles how many handles are kept out by their fingerprints
/// @param hash SHA-256 of the certificate
public record Erasure(
        UUID id,
        long number,
        CustomerId customer,
        List<CustomerId> profiles,
        Why why,
        @Nullable MemberId member,
        Instant begunAt,
        @Nullable Instant suppressedAt,
        int handles,
        @Nullable Instant finishedAt,
        @Nullable String hash) {
    public Erasure {
        profiles = List.copyOf(profiles);
    }

    /// Why somebody was forgotten.
    public enum Why {
        REQUEST,
        RETENTION,
        JOURNAL;

        String words() {
            return switch (this) {
                case REQUEST -> "asked for";
                case RETENTION -> "by a rule of retention";
                case JOURNAL -> "once more, after a backup was put back";
            };
        }
    }

    /// What became of one part.
    public record Step(String part, long forgotten, Instant doneAt) {}

    boolean isFinished() {
        return finishedAt != null;
    }
}
