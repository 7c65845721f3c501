package valentine.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Who a message speaks of, and what it says about him.
///
/// @param handles valid ones, at least one; the strongest (first by kind) is the one under which the message is kept
/// @param former what he was called before and shall no longer be told apart by (an alias): usually none
/// @param traits what is said, as JSON values; a null takes a trait away
/// @param at when it happened, in the time of the event
/// @param source who says so, in words
public record Mention(
        List<Handle> handles, List<Handle> former, Map<String, Object> traits, Instant at, Trust trust, String source) {
    public Mention {
        handles = handles.stream().distinct().sorted(Handle.STRONGEST_FIRST).toList();
        former = List.copyOf(former);
        if (handles.isEmpty()) throw new IllegalArgumentException("A mention needs a handle");
    }

    /// A mention that renames nobody.
    public Mention(List<Handle> handles, Map<String, Object> traits, Instant at, Trust trust, String source) {
        this(handles, List.of(), traits, at, trust, source);
    }

    /// Under which the message is kept.
    Handle anchor() {
        return handles.getFirst();
    }
}
