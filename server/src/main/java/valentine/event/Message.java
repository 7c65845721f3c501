package valentine.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.customer.Handle;
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
    ///
    /// @param named whom it speaks of, as far as that could be read
    record Refused(String id, Slip slip, Reason reason, String detail, List<Handle> named) implements Message {
        public Refused {
            named = List.copyOf(named);
        }
    }

    /// It is about somebody whom we were asked to forget: nothing of it is kept.
    record Unwanted(String id) implements Message {
        static final String WHY = "This is about somebody who must not be stored here.";

        @Override
        public Slip slip() {
            return Slip.of(new byte[0]);
        }
    }
}
