package valentine.channel;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;
import valentine.customer.Handle;

/// Messages as tests send and get them.
final class Letters {
    private Letters() {}

    static Handle address(String text) {
        return Handle.email(text).orElseThrow();
    }

    static Sender sender(String address) {
        return new Sender(address(address), "", true);
    }

    /// From an address, naming other messages.
    static Arriving in(Connection connection, String id, String from, String... references) {
        return new Arriving(
                connection.id(),
                id,
                sender(from),
                List.of(),
                null,
                Arrays.asList(references),
                "About " + id,
                "Hello, this is " + id,
                null,
                Integer.MAX_VALUE,
                Instant.parse("2026-03-03T09:30:00Z"),
                Arriving.Sort.MESSAGE,
                List.of());
    }

    static Outgoing out(String key, ConnectionId connection, CustomerId customer, String to) {
        return out(key, connection, customer, to, null, Intent.ANSWER, null);
    }

    static Outgoing out(
            String key,
            ConnectionId connection,
            CustomerId customer,
            String to,
            @Nullable ThreadId thread,
            Intent intent,
            @Nullable Instant notBefore) {
        return new Outgoing(
                key,
                connection,
                customer,
                thread,
                address(to),
                List.of(),
                "About " + key,
                "This is " + key,
                null,
                List.of(),
                intent,
                null,
                notBefore,
                null);
    }
}
