package valentine.event;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What one request brought, on its way into the database.
final class Delivery {
    private final Source source;
    private final Envelope envelope;
    private final List<Message> messages;
    private final Instant received;
    private final @Nullable Verdict[] verdicts;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private int open;

    Delivery(Source source, Envelope envelope, List<Message> messages, Instant received) {
        this.source = source;
        this.envelope = envelope;
        this.messages = List.copyOf(messages);
        this.received = received;
        this.verdicts = new Verdict[messages.size()];
        this.open = messages.size();
    }

    /// What became of one message.
    sealed interface Verdict {
        record Stored() implements Verdict {}

        record Duplicate() implements Verdict {}

        /// It waits in the quarantine.
        ///
        /// @param isNew whether the very same was not kept before
        record Quarantined(String messageId, String reason, boolean isNew) implements Verdict {}
    }

    /// What the sender hears.
    sealed interface Answer {
        /// All of it is durable.
        record Durable(int accepted, int duplicates, List<Verdict.Quarantined> rejected) implements Answer {
            public Durable {
                rejected = List.copyOf(rejected);
            }
        }

        /// Nothing is promised: bring it again.
        record Later(int status, String title, String mend, int seconds) implements Answer {}
    }

    Source source() {
        return source;
    }

    Envelope envelope() {
        return envelope;
    }

    List<Message> messages() {
        return messages;
    }

    Instant received() {
        return received;
    }

    /// How much memory it takes, about.
    long weight() {
        long weight = 512L * messages.size();
        for (Message message : messages) weight += message.slip().length();
        return weight;
    }

    /// Whether it is still wanted; from now on nobody takes it back.
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    /// Says what became of a message, after it is durable. Called by one writer only.
    void settle(int place, Verdict verdict) {
        verdicts[place] = verdict;
        if (--open == 0) answer.complete(durable());
    }

    /// What became of a message, once all of it is durable.
    Verdict verdict(int place) {
        return java.util.Objects.requireNonNull(verdicts[place]);
    }

    void turnAway(Answer.Later later) {
        answer.complete(later);
    }

    /// Waits for the end, but not for ever: what nobody has begun by then is taken back.
    Answer await(long millis, Answer.Later otherwise) throws InterruptedException {
        if (messages.isEmpty()) return durable();
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            begin();
            return otherwise;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("A delivery never fails", e);
        }
    }

    private Answer.Durable durable() {
        int stored = 0;
        int duplicates = 0;
        List<Verdict.Quarantined> rejected = new java.util.ArrayList<>();
        for (Verdict verdict : verdicts) {
            switch (verdict) {
                case null -> throw new IllegalStateException("A message without a verdict");
                case Verdict.Stored() -> stored++;
                case Verdict.Duplicate() -> duplicates++;
                case Verdict.Quarantined refused -> rejected.add(refused);
            }
        }
        return new Answer.Durable(stored, duplicates, rejected);
    }
}
