package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import valentine.history.History;
import valentine.history.Interaction;
import valentine.history.Kind;

/// Moves what is to go out from one state to the next: with the history, and with whoever listens, in one transaction.
@Component
class Progress {
    private static final int LONGEST_TOLD = 10_000;

    private final Departures departures;
    private final Connections connections;
    private final Threads threads;
    private final History history;
    private final Goodwill goodwill;
    private final EarlyReceipts early;
    private final List<Reader> readers;
    private final Clock clock;

    Progress(
            Departures departures,
            Connections connections,
            Threads threads,
            History history,
            Goodwill goodwill,
            EarlyReceipts early,
            List<Reader> readers,
            Clock clock) {
        this.departures = departures;
        this.connections = connections;
        this.threads = threads;
        this.history = history;
        this.goodwill = goodwill;
        this.early = early;
        this.readers = List.copyOf(readers);
        this.clock = clock;
    }

    /// Nothing where it stood in none of these states any more.
    @Transactional
    Optional<Departed> move(DepartureId id, Set<State> from, Departures.Change to) {
        Optional<Departed> moved = departures.move(id, from, to);
        moved.ifPresent(this::tell);
        return moved;
    }

    /// Says of what left and was not heard of again that we do not know; it leaves again where the other side knows
    /// repeats.
    @Transactional
    List<Departed> settle(Set<Medium> knowRepeats) {
        List<Departed> settled = new ArrayList<>();
        for (DepartureId lost : departures.lost()) {
            Departed departed = departures.find(lost).orElseThrow();
            boolean again = knowRepeats.contains(medium(departed));
            Instant now = clock.instant();
            move(
                            lost,
                            Set.of(State.SENDING),
                            again
                                    ? new Departures.Change(
                                            State.WAITING, "Valentine stopped while it was leaving.", now)
                                    : new Departures.Change(
                                            State.DOUBT,
                                            "Valentine stopped while it was leaving: it may have gone or not.",
                                            now))
                    .ifPresent(settled::add);
        }
        return settled;
    }

    private void tell(Departed departed) {
        // What did not reach him cost no goodwill; what is held is counted when it may leave.
        switch (departed.state()) {
            case HELD, TAKEN_BACK, FAILED -> goodwill.giveBack(departed.id());
            case WAITING, SENDING, HANDED_OVER, DELIVERED, READ, DOUBT -> {}
        }
        switch (departed.state()) {
            case HANDED_OVER -> {
                threads.name(
                        departed.thread(),
                        List.of(Threads.message(
                                connections.find(departed.connection()).orElseThrow(), departed.externalId())));
                tell(departed, Kind.MESSAGE_OUT, "out " + departed.id().value());
                readers.forEach(reader -> reader.left(departed));
                early.take(departed.connection(), departed.externalId())
                        .forEach(change -> move(departed.id(), EarlyReceipts.before(change.state()), change));
            }
            case DELIVERED -> {
                tell(
                        departed,
                        Kind.MESSAGE_DELIVERED,
                        "delivered " + departed.id().value());
                readers.forEach(reader -> reader.moved(departed));
            }
            case FAILED, DOUBT -> {
                tell(
                        departed,
                        Kind.MESSAGE_FAILED,
                        departed.state().key() + " " + departed.id().value() + " try " + departed.tries());
                readers.forEach(reader -> reader.failed(departed));
            }
            case WAITING, HELD, READ, TAKEN_BACK -> readers.forEach(reader -> reader.moved(departed));
            case SENDING -> {}
        }
    }

    private void tell(Departed departed, Kind kind, String message) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (kind == Kind.MESSAGE_OUT) {
            if (!departed.subject().isEmpty()) properties.put("subject", departed.subject());
            if (!departed.text().isBlank()) properties.put("text", Texts.clean(departed.text(), LONGEST_TOLD));
            properties.put("intent", departed.intent().key());
        } else if (!departed.why().isEmpty()) {
            properties.put("why", departed.why());
        }
        history.record(new Interaction(
                departed.customer(),
                clock.instant(),
                kind,
                Interaction.Direction.OUT,
                medium(departed).key(),
                Texts.title(departed.subject(), departed.text()),
                properties,
                "channel",
                message));
    }

    private Medium medium(Departed departed) {
        return connections.find(departed.connection()).orElseThrow().medium();
    }
}
