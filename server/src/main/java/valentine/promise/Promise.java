package valentine.promise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import valentine.reading.PromiseKind;
import valentine.web.Money;

/// Something that we said we would do.
///
/// @param whom whose it is today, after all that was joined and parted
/// @param name what the customer or account is called
/// @param outcome null as long as it is open
/// @param insteadOf the promise in whose place it was given
/// @param times how many were given before it in the same matter
public record Promise(
        PromiseId id,
        Whom whom,
        String name,
        PromiseKind kind,
        String what,
        Deadline deadline,
        Care care,
        @Nullable Said said,
        @Nullable Money money,
        Instant madeAt,
        By madeBy,
        @Nullable Outcome outcome,
        @Nullable PromiseId insteadOf,
        int times) {

    public boolean isOpen() {
        return outcome == null;
    }

    public boolean isOverdue(Instant now) {
        return outcome == null && deadline.due().isBefore(now);
    }

    /// Where a list of promises by their due moment goes on.
    public Mark mark() {
        return new Mark(deadline.due(), id.value());
    }
}
