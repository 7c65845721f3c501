package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.CustomerId;
import valentine.customer.Identity;

/// The one door through which every message to a customer goes out.
@Service
public class Door {
    private static final DepartureId NONE = new DepartureId(0);

    private final Departures departures;
    private final Threshold threshold;
    private final Goodwill goodwill;
    private final Progress progress;
    private final Connections connections;
    private final Threads threads;
    private final Attachments attachments;
    private final Identity identity;
    private final ObjectProvider<Carrier> carriers;
    private final Doorbell bell;
    private final Clock clock;

    Door(
            Departures departures,
            Threshold threshold,
            Goodwill goodwill,
            Progress progress,
            Connections connections,
            Threads threads,
            Attachments attachments,
            Identity identity,
            ObjectProvider<Carrier> carriers,
            Doorbell bell,
            Clock clock) {
        this.departures = departures;
        this.threshold = threshold;
        this.goodwill = goodwill;
        this.progress = progress;
        this.connections = connections;
        this.threads = threads;
        this.attachments = attachments;
        this.identity = identity;
        this.carriers = carriers;
        this.bell = bell;
        this.clock = clock;
    }

    /// Keeps a message until it is handed over, in the caller's transaction: no commit, no message. Sending it twice is
    /// sending it once.
    @Transactional
    public Verdict send(Outgoing what) {
        Optional<Departed> before = departures.ofKey(what.key());
        if (before.isPresent()) return verdict(before.get());
        Connection connection = connection(what.connection());
        Optional<String> unfit = unfit(connection, what);
        if (unfit.isPresent()) return new Verdict.Refused(unfit.get());
        CustomerId head = identity.headOf(what.customer());
        boolean wants = what.intent().wantsSomething();
        if (wants) goodwill.lock(head);
        return switch (threshold.judge(question(what, head, connection))) {
            case Threshold.Answer.Never(var why) -> new Verdict.Refused(why);
            case Threshold.Answer.Wait(var until, var why) ->
                verdict(keep(what, connection, State.HELD, why, until).departed());
            case Threshold.Answer.Yes(var at) -> {
                Kept kept = keep(what, connection, State.WAITING, "", at);
                if (wants && kept.isNew()) goodwill.spend(kept.departed().id(), what.customer(), at);
                yield verdict(kept.departed());
            }
        };
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
        Connection connection = connection(what.connection());
        Optional<String> unfit = unfit(connection, what);
        if (unfit.isPresent()) return new Verdict.Refused(unfit.get());
        CustomerId head = identity.headOf(what.customer());
        return switch (threshold.judge(question(what, head, connection))) {
            case Threshold.Answer.Never(var why) -> new Verdict.Refused(why);
            case Threshold.Answer.Wait(var until, var why) -> new Verdict.Held(NONE, until, why);
            case Threshold.Answer.Yes(var at) -> new Verdict.Leaving(NONE, at);
        };
    }

    /// Said to its writer at once, not after it was handed over in vain.
    private Optional<String> unfit(Connection connection, Outgoing what) {
        return carriers.stream()
                .filter(carrier -> carrier.medium() == connection.medium())
                .flatMap(carrier -> carrier.refusal(connection, what).stream())
                .findFirst();
    }

    private record Kept(Departed departed, boolean isNew) {}

    private Kept keep(Outgoing what, Connection connection, State state, String why, Instant due) {
        ThreadId thread =
                Optional.ofNullable(what.thread()).flatMap(threads::hold).orElseGet(threads::begin);
        String name = externalId(connection);
        Optional<Departed> written = departures.write(what, thread, name, state, why, due);
        // Somebody was first with the same key, just now.
        if (written.isEmpty()) return new Kept(departures.ofKey(what.key()).orElseThrow(), false);
        threads.name(thread, List.of(Threads.message(connection, name)));
        attachments.keep(written.get().id(), what.attachments());
        bell.ringAfterCommit();
        return new Kept(written.get(), true);
    }

    private Threshold.Question question(Outgoing what, CustomerId head, Connection connection) {
        return new Threshold.Question(
                head, what.to(), connection.medium(), what.intent(), what.purpose(), leavesAt(what), null);
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
        return switch (departed.state()) {
            case HELD -> new Verdict.Held(departed.id(), departed.dueAt(), departed.why());
            case TAKEN_BACK, FAILED -> new Verdict.Refused(departed.why());
            case WAITING, SENDING, HANDED_OVER, DELIVERED, READ, DOUBT ->
                new Verdict.Leaving(departed.id(), departed.dueAt());
        };
    }

    /// Says nothing of the message and is never given twice.
    private static String externalId(Connection connection) {
        if (connection.medium() != Medium.EMAIL) return UUID.randomUUID().toString();
        int at = connection.address().lastIndexOf('@');
        return "<" + UUID.randomUUID() + "@"
                + (at < 0 ? "valentine.invalid" : connection.address().substring(at + 1)) + ">";
    }
}
