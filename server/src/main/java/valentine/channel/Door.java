package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.Identity;

/// The one door through which every message to a customer goes out.
@Service
public class Door {
    private final Departures departures;
    private final Progress progress;
    private final Connections connections;
    private final Threads threads;
    private final Attachments attachments;
    private final Identity identity;
    private final Doorbell bell;
    private final Clock clock;

    Door(
            Departures departures,
            Progress progress,
            Connections connections,
            Threads threads,
            Attachments attachments,
            Identity identity,
            Doorbell bell,
            Clock clock) {
        this.departures = departures;
        this.progress = progress;
        this.connections = connections;
        this.threads = threads;
        this.attachments = attachments;
        this.identity = identity;
        this.bell = bell;
        this.clock = clock;
    }

    /// Keeps a message until it is handed over, in the caller's transaction: no commit, no message. Sending it twice is
    /// sending it once.
    @Transactional
    public Verdict send(Outgoing what) {
        Optional<Departed> before = departures.ofKey(what.key());
        if (before.isPresent()) return verdict(before.get());
        Optional<String> refused = refusal(what);
        if (refused.isPresent()) return new Verdict.Refused(refused.get());
        ThreadId thread =
                Optional.ofNullable(what.thread()).flatMap(threads::hold).orElseGet(threads::begin);
        Connection connection = connection(what.connection());
        String name = externalId(connection);
        Optional<Departed> written = departures.write(what, thread, name, State.WAITING, "", leavesAt(what));
        // Somebody was first with the same key, just now.
        if (written.isEmpty()) return verdict(departures.ofKey(what.key()).orElseThrow());
        threads.name(thread, List.of(Threads.message(connection, name)));
        attachments.keep(written.get().id(), what.attachments());
        bell.ringAfterCommit();
        return verdict(written.get());
    }

    /// Takes back what was not handed over yet; false where it is too late.
    @Transactional
    public boolean takeBack(DepartureId id) {
        return progress.move(
                        id,
                        Set.of(State.WAITING, State.HELD),
                        new Departures.Change(State.TAKEN_BACK, "It was taken back.", clock.instant()))
                .isPresent();
    }

    public Optional<Departed> find(DepartureId id) {
        return departures.find(id);
    }

    /// What the door would say now; nothing is kept, and the numbers of what leaves are zero.
    public Verdict preview(Outgoing what) {
        Optional<String> refused = refusal(what);
        return refused.isPresent()
                ? new Verdict.Refused(refused.get())
                : new Verdict.Leaving(new DepartureId(0), leavesAt(what));
    }

    private Optional<String> refusal(Outgoing what) {
        if (!identity.suppressed(List.of(what.to())).isEmpty()) {
            return Optional.of("We were asked to forget whoever this address belongs to.");
        }
        return Optional.empty();
    }

    private Instant leavesAt(Outgoing what) {
        Instant now = clock.instant();
        Instant before = what.notBefore();
        return before == null || before.isBefore(now) ? now : before;
    }

    private Connection connection(ConnectionId id) {
        return connections.find(id).orElseThrow(() -> new IllegalStateException("No connection " + id));
    }

    private static Verdict verdict(Departed departed) {
        return departed.state() == State.HELD
                ? new Verdict.Held(departed.id(), departed.dueAt(), departed.why())
                : new Verdict.Leaving(departed.id(), departed.dueAt());
    }

    /// Says nothing of the message and is never given twice.
    private static String externalId(Connection connection) {
        if (connection.medium() != Medium.EMAIL) return UUID.randomUUID().toString();
        int at = connection.address().lastIndexOf('@');
        return "<" + UUID.randomUUID() + "@"
                + (at < 0 ? "valentine.invalid" : connection.address().substring(at + 1)) + ">";
    }
}
