package valentine.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.channel.ConnectionId;
import valentine.channel.Medium;
import valentine.channel.Sender;
import valentine.channel.ThreadId;
import valentine.customer.CustomerId;
import valentine.customer.Handle;

/// A way by which a customer can be answered.
///
/// @param customer the profile that is written to
/// @param name what is known of who gets it
/// @param connection by which it goes; null for whichever of the medium is set up
/// @param others who else read the message that is answered
public record Way(
        Medium medium,
        CustomerId customer,
        Handle to,
        String name,
        @Nullable ConnectionId connection,
        @Nullable ThreadId thread,
        List<Sender> others) {
    public Way {
        others = List.copyOf(others);
    }

    /// Names it in a form.
    public String key() {
        return medium.key() + " " + to.value();
    }

    /// For people: "E-mail to anna@example.com".
    public String label() {
        boolean spoken = to.kind() == Handle.Kind.EMAIL || to.kind() == Handle.Kind.PHONE;
        String whom = spoken ? to.value() : name;
        return whom.isEmpty() ? medium.label() : medium.label() + " to " + whom;
    }
}
