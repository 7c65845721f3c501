package valentine.event;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Actor;
import valentine.event.Quarantine.Held;
import valentine.team.Firms;

/// Brings messages out of the quarantine: mended and stored exactly once, or let go.
@Service
class Replays {
    private static final int MOST_AT_ONCE = 1_000;

    private final Quarantine quarantine;
    private final Ledger ledger;
    private final Sources sources;
    private final Firms firms;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Replays(
            Quarantine quarantine,
            Ledger ledger,
            Sources sources,
            Firms firms,
            TransactionTemplate transactions,
            Clock clock) {
        this.quarantine = quarantine;
        this.ledger = ledger;
        this.sources = sources;
        this.firms = firms;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// How a replay ended.
    sealed interface Outcome {
        record Stored() implements Outcome {}

        /// The same message had come by itself.
        record KnownBefore() implements Outcome {}

        record StillRefused(String why) implements Outcome {}

        /// Nobody knows it, or it waits no more.
        record Gone() implements Outcome {}
    }

    /// What became of many.
    record Tally(int stored, int knownBefore, int stillRefused) {}

    /// Tries a message again as somebody wrote it.
    Outcome replay(long id, String body, Actor by) {
        Outcome outcome = transactions.execute(_ -> {
            if (!quarantine.lock(id)) return new Outcome.Gone();
            return quarantine
                    .find(id)
                    .<Outcome>map(held -> replay(held, Slip.of(body.getBytes(StandardCharsets.UTF_8)), by))
                    .orElseGet(Outcome.Gone::new);
        });
        return outcome;
    }

    /// Tries again what waits for a reason, as it came: the oldest last, a thousand at a time.
    Tally replay(Reason reason, Actor by) {
        int stored = 0;
        int knownBefore = 0;
        int refused = 0;
        List<Held> waiting = quarantine.waiting(reason, Long.MAX_VALUE, MOST_AT_ONCE);
        for (Held held : waiting) {
            switch (replay(held.id(), held.body(), by)) {
                case Outcome.Stored() -> stored++;
                case Outcome.KnownBefore() -> knownBefore++;
                case Outcome.StillRefused(var _) -> refused++;
                case Outcome.Gone() -> {
                    // Somebody else was faster.
                }
            }
        }
        return new Tally(stored, knownBefore, refused);
    }

    /// Ends it without storing; that it came stays counted.
    boolean letGo(long id, Actor by) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            if (!quarantine.lock(id)) return false;
            Optional<Held> held = quarantine.find(id);
            held.ifPresent(one -> quarantine.end(one, null, by.said(), clock.instant()));
            return held.isPresent();
        }));
    }

    private Outcome replay(Held held, Slip body, Actor by) {
        byte[] around = held.envelope().getBytes(StandardCharsets.UTF_8);
        return switch (Envelope.again(held.call(), around, body, held.messageId())) {
            case Envelope.Reading.Unreadable(String title, String mend) ->
                new Outcome.StillRefused(title + ". " + mend);
            case Envelope.Reading.Read(Envelope envelope) -> {
                Source source = sources.find(held.source()).orElseThrow();
                String currency = firms.ours().currency().getCurrencyCode();
                yield switch (new Translation(source, envelope, held.receivedAt(), currency)
                        .messages()
                        .getFirst()) {
                    case Message.Refused refused -> {
                        quarantine.still(held, refused);
                        yield new Outcome.StillRefused(refused.reason().sentence());
                    }
                    case Message.Understood understood -> {
                        Optional<Boolean> stored = ledger.replay(source, understood, held.receivedAt());
                        quarantine.end(held, stored.isPresent() ? understood.id() : null, by.said(), clock.instant());
                        yield stored.<Outcome>map(is -> is ? new Outcome.Stored() : new Outcome.KnownBefore())
                                .orElseGet(() -> new Outcome.StillRefused(Message.Unwanted.WHY + " It was let go."));
                    }
                    case Message.Unwanted _ -> throw new IllegalStateException("Only storing tells who is unwanted");
                };
            }
        };
    }
}
