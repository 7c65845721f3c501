package valentine.messenger;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.channel.Departed;

/// The 24 hours after a customer's last message in which WhatsApp lets us write freely.
@Component("messengerWindow")
class Window {
    private static final Duration OPEN = Duration.ofHours(24);

    // Index arrival_customer, for the few profiles of one customer.
    private static final String WROTE = """
            SELECT EXISTS (
                SELECT FROM channel.arrival
                WHERE customer IN (
                        SELECT profile FROM customer.profile
                        WHERE head = (SELECT head FROM customer.profile WHERE profile = :customer))
                  AND connection = :connection AND sender = :to AND sort = 'message' AND at > :since)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Window(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    boolean isOpen(Departed departed) {
        return jdbc.sql(WROTE)
                .param("customer", departed.customer().value())
                .param("connection", departed.connection().value())
                .param("to", departed.to().value())
                .param("since", clock.instant().minus(OPEN).atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }
}
