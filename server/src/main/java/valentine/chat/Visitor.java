package valentine.chat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import valentine.channel.ConnectionId;
import valentine.channel.ThreadId;
import valentine.customer.CustomerId;
import valentine.customer.Handle;

/// Somebody in a widget.
///
/// @param customer the profile under which his messages are kept; none before he said something
/// @param user what the site calls him, where it proved that
/// @param email what he says his address is
/// @param ourRead up to which line one of us has seen what he wrote
record Visitor(
        UUID id,
        ConnectionId connection,
        @Nullable CustomerId customer,
        @Nullable ThreadId thread,
        @Nullable String user,
        String name,
        @Nullable String email,
        long ourRead) {
    private static final String PREFIX = "chat:";

    boolean isProven() {
        return user != null;
    }

    /// By what his messages are known.
    Handle handle() {
        return handle(id);
    }

    static Handle handle(UUID visitor) {
        return new Handle(Handle.Kind.ANONYMOUS, PREFIX + visitor);
    }

    /// Whose handle it is, where it is one of ours.
    static @Nullable UUID of(Handle handle) {
        if (handle.kind() != Handle.Kind.ANONYMOUS || !handle.value().startsWith(PREFIX)) return null;
        try {
            return UUID.fromString(handle.value().substring(PREFIX.length()));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
