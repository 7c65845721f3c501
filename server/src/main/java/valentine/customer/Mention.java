package valentine.customer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Who a message speaks of, and what it says about him.
///
/// @param handles valid ones, at least one; the strongest (first by kind) is the one under which the message is kept
/// @param former what he was called before and shall no longer be told apart by (an alias): usually none
/// @param traits what is said, as JSON values; a null takes a trait away
/// @param at when it happened, in the time of the event
/// @param source who says so, in words
public record Mention(
        List<Handle> handles, List<Handle> former, Map<String, Object> traits, Instant at, Trust trust, String source) {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    public Mention {
        // Only a customer number can take the place of another; all else simply belongs together.
        boolean numbered = handles.stream().anyMatch(handle -> handle.kind() == Handle.Kind.EXTERNAL);
        handles = Stream.concat(
                        handles.stream(),
                        former.stream().filter(handle -> !numbered || handle.kind() != Handle.Kind.EXTERNAL))
                .distinct()
                .sorted(Handle.STRONGEST_FIRST)
                .toList();
        if (handles.isEmpty()) throw new IllegalArgumentException("A mention needs a handle");
        Handle anchor = handles.getFirst();
        former = former.stream()
                .filter(handle -> numbered && handle.kind() == Handle.Kind.EXTERNAL && !handle.equals(anchor))
                .toList();
        at = at.isBefore(FIRST) ? FIRST : at.isAfter(LAST) ? LAST : at.truncatedTo(ChronoUnit.MICROS);
    }

    /// A mention that renames nobody.
    public Mention(List<Handle> handles, Map<String, Object> traits, Instant at, Trust trust, String source) {
        this(handles, List.of(), traits, at, trust, source);
    }

    /// Under which the message is kept.
    Handle anchor() {
        return handles.getFirst();
    }

    /// Every handle that leads to the one under which the message is kept.
    List<Link> links() {
        Handle anchor = anchor();
        return Stream.concat(handles.stream().filter(handle -> handle.kind() != Handle.Kind.EXTERNAL), former.stream())
                .filter(handle -> !handle.equals(anchor))
                .map(handle -> new Link(handle, anchor, !trust.isVerified(), at))
                .toList();
    }
}
