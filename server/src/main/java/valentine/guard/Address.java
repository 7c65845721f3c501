package valentine.guard;

import java.net.InetAddress;
import java.util.List;

/// Whether a host may be called, and where: connect to these addresses and to no others.
public sealed interface Address {
    /// All of its addresses are checked; whoever resolves the host again has checked nothing.
    record Safe(String host, int port, List<InetAddress> addresses) implements Address {
        public Safe {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) throw new IllegalArgumentException(host + " has no address");
        }
    }

    /// It is never to be called: a person reads why.
    record Refused(String why) implements Address {}

    /// Nobody knows it, or nobody answered; perhaps later.
    record Unknown(String why) implements Address {}
}
