package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.CustomerId;
import valentine.customer.Identity;

/// Takes the next message that is due, asks once more whether it may leave, and marks it before it does.
@Component
class Claims {
    private static final Set<State> DUE = Set.of(State.WAITING, State.HELD);

    private final Departures departures;
    private final Progress progress;
    private final Threshold threshold;
    private final Goodwill goodwill;
    private final Identity identity;
    private final Clock clock;

    Claims(
            Departures departures,
            Progress progress,
            Threshold threshold,
            Goodwill goodwill,
            Identity identity,
            Clock clock) {
        this.departures = departures;
        this.progress = progress;
        this.threshold = threshold;
        this.goodwill = goodwill;
        this.identity = identity;
        this.clock = clock;
    }

    /// It leaves now where it stands on SENDING; else it was held or stopped. Nothing where nothing is due, or somebody
    /// writes to the same customer this moment.
    @Transactional
    Optional<Departed> next(Connection connection) {
        Optional<Departed> due = departures.next(connection.id());
        if (due.isEmpty()) return due;
        Departed departed = due.get();
        CustomerId head = identity.headOf(departed.customer());
        boolean wants = departed.intent().wantsSomething();
        // Who waited here for one who waits for this very message would wait for ever.
        if (wants && !goodwill.tryLock(head)) return Optional.empty();
        Instant now = clock.instant();
        return switch (threshold.judge(new Threshold.Question(
                head, departed.to(), connection.medium(), departed.intent(), departed.purpose(), now, departed.id()))) {
            case Threshold.Answer.Yes _ -> {
                if (wants) goodwill.spend(departed.id(), departed.customer(), now);
                yield Optional.of(departures.mark(departed.id()));
            }
            case Threshold.Answer.Wait(var until, var why) ->
                progress.move(departed.id(), DUE, new Departures.Change(State.HELD, why, until));
            case Threshold.Answer.Never(var why) ->
                progress.move(departed.id(), DUE, new Departures.Change(State.TAKEN_BACK, why, now));
        };
    }
}
