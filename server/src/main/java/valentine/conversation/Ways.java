package valentine.conversation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.channel.Arrival;
import valentine.channel.ArrivalId;
import valentine.channel.Arrivals;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Departed;
import valentine.channel.DepartureId;
import valentine.channel.Door;
import valentine.channel.Medium;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Handle;

/// Finds by which ways a customer can be answered: where he wrote last, where we wrote last, and what else we know.
@Component
class Ways {
    // Index message_conversation, from its end.
    private static final String LAST_IN = """
            SELECT arrival FROM conversation.message
            WHERE conversation = ANY (:members) AND kind = 'in' AND arrival IS NOT NULL
            ORDER BY at DESC, id DESC LIMIT 1
            """;
    private static final String LAST_OUT = """
            SELECT departure FROM conversation.message
            WHERE conversation = ANY (:members) AND kind = 'out' AND departure IS NOT NULL
            ORDER BY at DESC, id DESC LIMIT 1
            """;

    private final JdbcClient jdbc;
    private final Arrivals arrivals;
    private final Door door;
    private final Connections connections;
    private final Customers customers;

    Ways(JdbcClient jdbc, Arrivals arrivals, Door door, Connections connections, Customers customers) {
        this.jdbc = jdbc;
        this.arrivals = arrivals;
        this.door = door;
        this.connections = connections;
        this.customers = customers;
    }

    /// The usual one first.
    List<Way> of(Conversation conversation, Long[] members) {
        Map<String, Way> ways = new LinkedHashMap<>();
        number(LAST_IN, members)
                .flatMap(id -> arrivals.find(new ArrivalId(id)))
                .flatMap(this::back)
                .ifPresent(way -> ways.put(way.key(), way));
        number(LAST_OUT, members)
                .flatMap(id -> door.find(new DepartureId(id)))
                .flatMap(this::again)
                .ifPresent(way -> ways.putIfAbsent(way.key(), way));
        of(conversation.customer(), conversation.name()).forEach(way -> ways.putIfAbsent(way.key(), way));
        return List.copyOf(ways.values());
    }

    /// The ways to somebody with whom no thread is open.
    List<Way> of(CustomerId customer, String name) {
        boolean texts = !connections.of(Medium.SMS).isEmpty();
        List<Way> ways = new ArrayList<>();
        for (Handle handle : customers.handles(customer)) {
            if (handle.kind() == Handle.Kind.EMAIL) ways.add(way(Medium.EMAIL, customer, handle, name));
            if (handle.kind() == Handle.Kind.PHONE && texts) ways.add(way(Medium.SMS, customer, handle, name));
        }
        return ways;
    }

    private static Way way(Medium medium, CustomerId customer, Handle to, String name) {
        return new Way(medium, customer, to, name, null, null, List.of());
    }

    private Optional<Way> back(Arrival arrival) {
        Connection connection = arrival.connection();
        if (!answers(connection.medium())) return Optional.empty();
        return Optional.of(new Way(
                connection.medium(),
                arrival.customer(),
                arrival.what().from().handle(),
                arrival.what().from().name(),
                connection.isActive() ? connection.id() : null,
                arrival.thread(),
                arrival.what().others().stream()
                        .filter(other -> other.handle().kind() == Handle.Kind.EMAIL)
                        .filter(other ->
                                !other.handle().equals(arrival.what().from().handle()))
                        .toList()));
    }

    private Optional<Way> again(Departed departed) {
        return connections
                .find(departed.connection())
                .map(connection -> new Way(
                        connection.medium(),
                        departed.customer(),
                        departed.to(),
                        "",
                        departed.connection(),
                        departed.thread(),
                        List.of()));
    }

    /// What came out of a file, a feed or a telephone has no way back.
    private static boolean answers(Medium medium) {
        return switch (medium) {
            case EMAIL, CHAT, SMS, WHATSAPP, TELEGRAM, MASTODON, WEBHOOK -> true;
            case PHONE, FEED, IMPORT -> false;
        };
    }

    private Optional<Long> number(String sql, Long[] members) {
        return jdbc.sql(sql)
                .param("members", members)
                .query((row, _) -> row.getLong(1))
                .optional();
    }
}
