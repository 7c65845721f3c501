package valentine.event;

import org.jspecify.annotations.Nullable;
import valentine.customer.Mention;
import valentine.history.Messages;

/// What was understood of one message.
sealed interface Message {
    /// Its number with its sender.
    String id();

    /// As it came.
    Slip slip();

    /// Whom it speaks of and what it tells.
    ///
    /// @param told nothing where it only says who somebody is
    record Understood(String id, Slip slip, Mention mention, Messages.@Nullable Told told) implements Message {}

    /// It cannot be taken as it is.
    record Refused(String id, Slip slip, Reason reason, String detail) implements Message {}
}
