package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What the other side says later of a message of ours, by the name it has there; of one that we do not know, nothing.
@Service
public class Receipts {
    private static final Set<State> MAY_HAVE_LEFT = Set.of(State.SENDING, State.DOUBT);

    private final Departures departures;
    private final Progress progress;
    private final EarlyReceipts early;
    private final Clock clock;

    Receipts(Departures departures, Progress progress, EarlyReceipts early, Clock clock) {
        this.departures = departures;
        this.progress = progress;
        this.early = early;
        this.clock = clock;
    }

    /// Whether it was new to us, as with all of these.
    @Transactional
    public boolean delivered(ConnectionId connection, String externalId, Instant at) {
        return move(connection, externalId, new Departures.Change(State.DELIVERED, "", at));
    }

    @Transactional
    public boolean read(ConnectionId connection, String externalId, Instant at) {
        return move(connection, externalId, new Departures.Change(State.READ, "", at));
    }

    /// It came back, or never got there; a late bounce also of what was said to be delivered.
    @Transactional
    public boolean failed(ConnectionId connection, String externalId, String why) {
        return move(connection, externalId, new Departures.Change(State.FAILED, Texts.line(why, 500), clock.instant()));
    }

    private boolean move(ConnectionId connection, String externalId, Departures.Change to) {
        Optional<Departed> named = departures.named(connection, externalId);
        if (named.isEmpty()) {
            // Perhaps it is being handed over this moment, and we do not know yet what it is called there.
            early.lock(connection, externalId);
            named = departures.named(connection, externalId);
            if (named.isEmpty()) return early.keep(connection, externalId, to);
        }
        DepartureId id = named.get().id();
        // Who has it got it from us: that stands in the history first.
        if (to.state() != State.FAILED && MAY_HAVE_LEFT.contains(named.get().state())) {
            progress.move(id, MAY_HAVE_LEFT, new Departures.Change(State.HANDED_OVER, "", to.due()));
        }
        return progress.move(id, EarlyReceipts.before(to.state()), to).isPresent();
    }
}
