package valentine.customer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        if (handles.size() == 1 && former.isEmpty()) {
            handles = List.copyOf(handles);
            former = List.of();
        } else {
            List<Handle> given = handles;
            List<Handle> before = former;
            handles = all(given, before);
            former = replaced(given, before, handles.getFirst());
        }
        at = at.isBefore(FIRST) ? FIRST : at.isAfter(LAST) ? LAST : at.truncatedTo(ChronoUnit.MICROS);
    }

    /// A mention that renames nobody.
    public Mention(List<Handle> handles, Map<String, Object> traits, Instant at, Trust trust, String source) {
        this(handles, List.of(), traits, at, trust, source);
    }

    /// Only a customer number can take the place of another; all else simply belongs together.
    private static List<Handle> all(List<Handle> handles, List<Handle> former) {
        boolean numbered = isNumbered(handles);
        List<Handle> all = Stream.concat(
                        handles.stream(),
                        former.stream().filter(handle -> !numbered || handle.kind() != Handle.Kind.EXTERNAL))
                .distinct()
                .sorted(Handle.STRONGEST_FIRST)
                .toList();
        if (all.isEmpty()) throw new IllegalArgumentException("A mention needs a handle");
        return all;
    }

    private static List<Handle> replaced(List<Handle> handles, List<Handle> former, Handle anchor) {
        return former.stream()
                .filter(handle ->
                        isNumbered(handles) && handle.kind() == Handle.Kind.EXTERNAL && !handle.equals(anchor))
                .toList();
    }

    private static boolean isNumbered(List<Handle> handles) {
        return handles.stream().anyMatch(handle -> handle.kind() == Handle.Kind.EXTERNAL);
    }

    /// This without those whom nobody may bring in; nothing where it is about one of them. A device may be used by
    /// others too, so that its number alone goes where somebody else is named by more.
    Optional<Mention> without(Set<Handle> suppressed) {
        if (Stream.concat(handles.stream(), former.stream()).noneMatch(suppressed::contains)) return Optional.of(this);
        boolean about = suppressed.contains(anchor())
                || Stream.concat(handles.stream(), former.stream())
                        .anyMatch(one -> one.kind() != Handle.Kind.ANONYMOUS && suppressed.contains(one));
        if (about) return Optional.empty();
        return Optional.of(new Mention(
                handles.stream().filter(one -> !suppressed.contains(one)).toList(),
                former.stream().filter(one -> !suppressed.contains(one)).toList(),
                traits,
                at,
                trust,
                source));
    }

    /// Under which the message is kept.
    Handle anchor() {
        return handles.getFirst();
    }

    /// Every handle that leads to the one under which the message is kept.
    List<Link> links() {
        if (handles.size() == 1 && former.isEmpty()) return List.of();
        Handle anchor = anchor();
        return Stream.concat(handles.stream().filter(handle -> handle.kind() != Handle.Kind.EXTERNAL), former.stream())
                .filter(handle -> !handle.equals(anchor))
                .map(handle -> new Link(handle, anchor, !trust.isVerified(), at))
                .toList();
    }
}
