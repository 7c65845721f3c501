package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.history.Log;

/// Takes in messages from before, a few statements for hundreds of them, where [Arrivals] takes one that comes now.
@Service
public class Archive {
    private final JsonMapper json;
    private final Connections connections;
    private final ArrivalTable table;
    private final Threads threads;
    private final Log log;
    private final List<Reader> readers;
    private final Clock clock;

    Archive(
            JsonMapper json,
            Connections connections,
            ArrivalTable table,
            Threads threads,
            Log log,
            List<Reader> readers,
            Clock clock) {
        this.json = json;
        this.connections = connections;
        this.table = table;
        this.threads = threads;
        this.log = log;
        this.readers = List.copyOf(readers);
        this.clock = clock;
    }

    /// A message between us and one customer, without files.
    ///
    /// @param customer the profile that it is from or to
    public record Past(CustomerId customer, Arriving what) {}

    /// Takes in what did not come before, each once for ever, in a transaction begun by [valentine.history.Log#lock].
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Arrival> take(ConnectionId id, List<Past> past) {
        Connection connection =
                connections.find(id).orElseThrow(() -> new IllegalStateException("No connection " + id));
        threads.lock(connection, List.of());
        Map<String, CustomerId> whose = new HashMap<>();
        past.forEach(one -> whose.putIfAbsent(one.what().externalId(), one.customer()));
        Map<String, Arriving> news =
                table.news(connection, past.stream().map(Past::what).toList());
        if (news.isEmpty()) return List.of();
        Iterator<ThreadId> places =
                threads.ofAll(Arrivals.names(connection, news)).iterator();
        List<ArrivalTable.New> fresh = new ArrayList<>();
        news.forEach((hash, what) -> fresh.add(
                new ArrivalTable.New(hash, places.next(), Objects.requireNonNull(whose.get(what.externalId())), what)));
        Map<String, ArrivalId> kept = table.keep(connection, fresh);
        List<Arrival> arrivals = fresh.stream()
                .map(one -> new Arrival(
                        Objects.requireNonNull(kept.get(one.hash())),
                        connection,
                        one.thread(),
                        one.customer(),
                        one.what()))
                .toList();
        tell(arrivals);
        readers.forEach(reader -> reader.brought(arrivals));
        return arrivals;
    }

    /// As [Arrivals] tells each of them.
    private void tell(List<Arrival> arrivals) {
        Instant now = clock.instant();
        log.add(
                log.source(Arrivals.SOURCE),
                arrivals.stream()
                        .map(one -> Log.Entry.of(Arrivals.told(one, now), json))
                        .toList());
    }
}
