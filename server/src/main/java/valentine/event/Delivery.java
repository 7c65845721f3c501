package valentine.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;
import valentine.transparency.LeftOut;

/// What one request brought, on its way into the database.
final class Delivery {
    private final Source source;
    private final Envelope envelope;
    private final Message[] messages;
    private final @Nullable CustomerId[] profiles;
    private final Instant received;
    private final LeftOut leftOut;
    private final @Nullable Verdict[] verdicts;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private int open;

    Delivery(Source source, Envelope envelope, List<Message> messages, LeftOut leftOut, Instant received) {
        this.source = source;
        this.envelope = envelope;
        this.messages = messages.toArray(Message[]::new);
        this.profiles = new CustomerId[messages.size()];
        this.received = received;
        this.leftOut = leftOut;
        this.verdicts = new Verdict[messages.size()];
        this.open = messages.size();
    }

    private enum State {
        WAITING,
        BEGUN,
        TAKEN_BACK
    }

    /// What became of one message.
    sealed interface Verdict {
        record Stored() implements Verdict {}

        /// Nothing of it is kept, not even that it came.
        record Unwanted(String messageId) implements Verdict {}

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

    int size() {
        return messages.length;
    }

    Message message(int place) {
        return messages[place];
    }

    /// What was understood would not go into the database.
    void refuse(int place, Message.Refused refused) {
        messages[place] = refused;
    }

    /// Nothing of it may be kept.
    void drop(int place) {
        messages[place] = new Message.Unwanted(messages[place].id());
    }

    /// Under whom a message will be kept; null where that is not settled, or the message was taken before.
    @Nullable
    CustomerId profile(int place) {
        return profiles[place];
    }

    void keepUnder(int place, CustomerId profile) {
        profiles[place] = profile;
    }

    boolean hasRefused() {
        return Arrays.stream(messages).anyMatch(Message.Refused.class::isInstance);
    }

    Instant received() {
        return received;
    }

    /// The sensitive fields that it named.
    LeftOut leftOut() {
        return leftOut;
    }

    /// How much memory it takes, about.
    long weight() {
        long weight = 512L * messages.length;
        for (Message message : messages) weight += message.slip().length();
        return weight;
    }

    /// Whether it is still wanted; from now on nobody takes it back.
    boolean begin() {
        return state.compareAndSet(State.WAITING, State.BEGUN) || state.get() == State.BEGUN;
    }

    /// Says what became of a message, after it is durable. All messages of a delivery are stored by one writer.
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
        if (messages.length == 0) return durable();
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            state.compareAndSet(State.WAITING, State.TAKEN_BACK);
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
                case Verdict.Unwanted(var id) -> rejected.add(new Verdict.Quarantined(id, Message.Unwanted.WHY, false));
            }
        }
        return new Answer.Durable(stored, duplicates, rejected);
    }
}
