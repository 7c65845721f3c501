package valentine.fondness;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.models.Fondness;
import valentine.models.FondnessProof;

/// What was learned at a moment about how to tell fondness, and how well that foretold earlier answers.
///
/// @param asOf nothing from this moment on was looked at
/// @param proof null where nothing could be checked; the notes say why
public record Learning(
        long id,
        Instant asOf,
        Instant finishedAt,
        long pieces,
        long customers,
        Fondness fondness,
        @Nullable FondnessProof proof,
        List<String> notes) {
    public Learning {
        notes = List.copyOf(notes);
    }
}
