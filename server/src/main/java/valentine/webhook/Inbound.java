package valentine.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.Connection;
import valentine.channel.Sender;
import valentine.customer.Handle;

/// Makes a message of what another program sent, by the [Mapping] of its connection.
@Component("webhookInbound")
class Inbound {
    private static final int LONGEST_ID = 500;

    private final Arrivals arrivals;
    private final Clock clock;

    Inbound(Arrivals arrivals, Clock clock) {
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /// What is wrong with it, in words for who wrote that program; empty where it was taken, now or before.
    ///
    /// @param called what the call itself is named, where it has a name
    @Transactional
    public Optional<String> take(Connection connection, JsonNode message, String called) {
        Mapping mapping = Mapping.of(connection.settings());
        Optional<Handle> from = mapping.handle(message);
        if (from.isEmpty()) return Optional.of("Nobody stands at the path of the sender (" + mapping.from() + ").");
        String text = Mapping.read(message, mapping.text());
        if (text.isBlank()) return Optional.of("No text stands at its path (" + mapping.text() + ").");
        String own = Mapping.read(message, mapping.id());
        String id = own.isBlank() ? called : own;
        if (id.isBlank() || id.length() > LONGEST_ID) {
            return Optional.of("No number of the message stands at its path (" + mapping.id() + ").");
        }
        String thread = Mapping.read(message, mapping.thread());
        Instant now = clock.instant();
        arrivals.take(new Arriving(
                connection.id(),
                id,
                new Sender(
                        from.get(),
                        Mapping.read(message, mapping.name()),
                        connection.setting("vouched").equals("yes")),
                List.of(),
                thread.isBlank() ? null : thread,
                List.of(),
                "",
                text,
                null,
                text.length(),
                mapping.moment(message).filter(at -> at.isBefore(now)).orElse(now),
                Arriving.Sort.MESSAGE,
                List.of()));
        return Optional.empty();
    }
}
