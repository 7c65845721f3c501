package valentine.channel;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import valentine.db.Outage;

/// Hands over what is due, each connection by itself and one message of it after the other.
@Component
class Dispatch {
    private static final Logger LOGGER = LoggerFactory.getLogger(Dispatch.class);
    private static final Set<State> SENDING = Set.of(State.SENDING);
    /// How long a message rests after its first, second … try; after the last it has failed.
    private static final List<Duration> RESTS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(24));
    /// A side that cannot be reached is not asked again for every message.
    private static final Duration AWAY = Duration.ofSeconds(30);

    private final Departures departures;
    private final Claims claims;
    private final Unsubscribing unsubscribing;
    private final Progress progress;
    private final Connections connections;
    private final Threads threads;
    private final Attachments attachments;
    private final Map<Medium, Carrier> carriers = new EnumMap<>(Medium.class);
    private final Clock clock;
    private final Map<ConnectionId, Thread> busy = new ConcurrentHashMap<>();
    private final Map<ConnectionId, Instant> awayTill = new ConcurrentHashMap<>();
    private volatile boolean finishing;

    Dispatch(
            Departures departures,
            Claims claims,
            Unsubscribing unsubscribing,
            Progress progress,
            Connections connections,
            Threads threads,
            Attachments attachments,
            List<Carrier> carriers,
            Clock clock) {
        this.departures = departures;
        this.claims = claims;
        this.unsubscribing = unsubscribing;
        this.progress = progress;
        this.connections = connections;
        this.threads = threads;
        this.attachments = attachments;
        this.clock = clock;
        for (Carrier carrier : carriers) {
            if (this.carriers.put(carrier.medium(), carrier) != null)
                throw new IllegalStateException("Two carry " + carrier.medium());
        }
    }

    /// Begins with every connection by which something is due, unless somebody is at it already; waits for none.
    void round() {
        for (ConnectionId connection : due()) {
            Thread lane =
                    Thread.ofVirtual().name("channel-" + connection.value()).unstarted(() -> work(connection));
            if (busy.putIfAbsent(connection, lane) == null) lane.start();
        }
    }

    /// Takes nothing up any more, and lets what is in hand get there.
    void finish(Duration longest) throws InterruptedException {
        finishing = true;
        Instant end = clock.instant().plus(longest);
        for (Thread lane : List.copyOf(busy.values())) {
            Duration left = Duration.between(clock.instant(), end);
            if (left.isNegative() || !lane.join(left)) lane.interrupt();
        }
    }

    /// The connections by which something can leave now.
    List<ConnectionId> due() {
        settle();
        Instant now = clock.instant();
        return departures.due().stream()
                .filter(connection -> !now.isBefore(awayTill.getOrDefault(connection, Instant.MIN)))
                .toList();
    }

    /// Forgets who could not be reached a moment ago.
    void hurry() {
        awayTill.clear();
    }

    /// Hands over all that is due by this connection.
    void lane(ConnectionId id) {
        while (!finishing && !Thread.currentThread().isInterrupted()) {
            Connection connection = connections.find(id).orElseThrow();
            Carrier carrier = carriers.get(connection.medium());
            if (carrier == null) return;
            Optional<Departed> claimed = claims.next(connection);
            if (claimed.isEmpty()) return;
            if (claimed.get().state() != State.SENDING) continue;
            boolean goesOn = connection.isActive()
                    ? leave(claimed.get(), connection, carrier)
                    : note(claimed.get(), new Handover.Refused("The channel it was to leave by was ended."));
            if (!goesOn) return;
        }
    }

    private void work(ConnectionId connection) {
        try {
            lane(connection);
        } catch (RuntimeException e) {
            if (Outage.of(e).isPresent()) LOGGER.warn("Messages wait for the database");
            else LOGGER.error("Messages of channel {} could not be handed over", connection.value(), e);
        } finally {
            busy.remove(connection);
        }
    }

    /// What a process that is gone had in hand.
    private void settle() {
        Set<Medium> knowRepeats = EnumSet.noneOf(Medium.class);
        carriers.forEach((medium, carrier) -> {
            if (carrier.knowsRepeats()) knowRepeats.add(medium);
        });
        progress.settle(knowRepeats);
    }

    /// False where the other side is away, so that the rest need not be tried now.
    private boolean leave(Departed departed, Connection connection, Carrier carrier) {
        Handover handover;
        try {
            handover = carrier.hand(unsubscribing.offer(new Parcel(
                    departed,
                    connection,
                    attachments.wholeOf(departed.id()),
                    threads.names(departed.thread(), connection.medium()),
                    Map.of())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handover = unclear(carrier, e);
        } catch (Exception e) {
            LOGGER.warn("Handing over message {} ended badly", departed.id().value(), e);
            handover = unclear(carrier, e);
            if (handover instanceof Handover.Later) {
                note(departed, handover);
                awayTill.put(connection.id(), clock.instant().plus(AWAY));
                return false;
            }
        }
        return note(departed, handover);
    }

    /// Nobody knows whether it got there, unless nobody was there or he knows it when it comes again.
    private static Handover unclear(Carrier carrier, Exception failure) {
        String why = reason(failure);
        boolean again = carrier.knowsRepeats() || isNobodyThere(failure);
        return again ? new Handover.Later(why, Duration.ZERO) : new Handover.Doubt(why);
    }

    private static boolean isNobodyThere(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) return true;
        }
        return false;
    }

    private boolean note(Departed departed, Handover handover) {
        Instant now = clock.instant();
        switch (handover) {
            case Handover.Taken(var externalId) ->
                // It was perhaps given up meanwhile: now we know.
                progress.move(
                        departed.id(),
                        Set.of(State.SENDING, State.DOUBT),
                        new Departures.Change(State.HANDED_OVER, "", now, Texts.clean(externalId, 1_000), null));
            case Handover.Refused(var why) -> move(departed, State.FAILED, why, now);
            case Handover.Doubt(var why) -> move(departed, State.DOUBT, "It may have gone or not: " + why, now);
            case Handover.Later(var why, var wait) -> again(departed, why, wait);
        }
        return true;
    }

    private void again(Departed departed, String why, Duration wait) {
        Instant now = clock.instant();
        if (departed.tries() > RESTS.size()) {
            move(departed, State.FAILED, "Given up after " + departed.tries() + " tries. " + why, now);
            return;
        }
        Duration rest = RESTS.get(departed.tries() - 1);
        move(departed, State.WAITING, why, now.plus(wait.compareTo(rest) > 0 ? wait : rest));
    }

    private void move(Departed departed, State to, String why, Instant due) {
        progress.move(departed.id(), SENDING, new Departures.Change(to, Texts.line(why, 500), due));
    }

    private static String reason(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) return "Nobody knows a server of that name.";
            if (cause instanceof ConnectException) return "The other side cannot be reached.";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
