package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What the other side says later of a message of ours, by the name it has there; of one that we do not know, nothing.
@Service
public class Receipts {
    private static final Set<State> HAVE_LEFT = Set.of(State.SENDING, State.DOUBT, State.HANDED_OVER);

    private final Departures departures;
    private final Progress progress;
    private final Clock clock;

    Receipts(Departures departures, Progress progress, Clock clock) {
        this.departures = departures;
        this.progress = progress;
        this.clock = clock;
    }

    /// Whether it was new to us, as with all of these.
    @Transactional
    public boolean delivered(ConnectionId connection, String externalId, Instant at) {
        return move(connection, externalId, HAVE_LEFT, new Departures.Change(State.DELIVERED, "", at));
    }

    @Transactional
    public boolean read(ConnectionId connection, String externalId, Instant at) {
        return move(
                connection,
                externalId,
                Set.of(State.SENDING, State.DOUBT, State.HANDED_OVER, State.DELIVERED),
                new Departures.Change(State.READ, "", at));
    }

    /// It came back, or never got there; a late bounce also of what was said to be delivered.
    @Transactional
    public boolean failed(ConnectionId connection, String externalId, String why) {
        return move(
                connection,
                externalId,
                Set.of(State.SENDING, State.DOUBT, State.HANDED_OVER, State.DELIVERED),
                new Departures.Change(State.FAILED, Texts.line(why, 500), clock.instant()));
    }

    private boolean move(ConnectionId connection, String externalId, Set<State> from, Departures.Change to) {
        return departures
                .named(connection, externalId)
                .flatMap(departed -> progress.move(departed.id(), from, to))
                .isPresent();
    }
}
