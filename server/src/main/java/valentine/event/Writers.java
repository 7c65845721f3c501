package valentine.event;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.db.Outage;
import valentine.event.Delivery.Answer;
import valentine.event.Delivery.Verdict;
import valentine.event.Ledger.Item;
import valentine.history.Messages;

/// Commits together whatever is waiting: one transaction for many requests, and each hears of it only afterwards.
@Component
@ConditionalOnWebApplication
class Writers implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Writers.class);
    private static final int WRITERS = 2;
    private static final int MOST_TOGETHER = 4_000;
    private static final int ATTEMPTS = 5;
    private static final long HEAVIEST_QUEUE = 96L << 20;
    private static final long PATIENCE_MILLIS = 4_400;
    private static final long LEAST_MILLIS = 200;

    static final Answer.Later BUSY =
            new Answer.Later(503, "Too much at once", "Nothing of this was stored. Send it again in a moment.", 1);
    static final Answer.Later AWAY =
            new Answer.Later(503, "The database does not answer", "Nothing was promised. Send it again.", 2);
    static final Answer.Later FULL = new Answer.Later(
            507, "The disk is full", "Nothing was promised. Free some space on the server and send it again.", 30);
    static final Answer.Later QUARANTINE_FULL = new Answer.Later(
            429,
            "There is no room for refused messages of this source",
            "Mend or let go what waits in the quarantine, then send it again.",
            60);

    private final Ledger ledger;
    private final Quarantine quarantine;
    private final Messages messages;
    private final TransactionTemplate transactions;
    private final LinkedBlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong weight = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Writers(Ledger ledger, Quarantine quarantine, Messages messages, TransactionTemplate transactions) {
        this.ledger = ledger;
        this.quarantine = quarantine;
        this.messages = messages;
        this.transactions = transactions;
    }

    /// Stores a delivery and waits until it is durable, at most a few seconds, less those waited already.
    Answer bring(Delivery delivery, Duration waited) throws InterruptedException {
        if (delivery.messages().isEmpty()) return delivery.await(0, AWAY);
        long heavy = delivery.weight();
        if (weight.addAndGet(heavy) > HEAVIEST_QUEUE || !running) {
            weight.addAndGet(-heavy);
            return BUSY;
        }
        try {
            waiting.add(delivery);
            return delivery.await(Math.max(LEAST_MILLIS, PATIENCE_MILLIS - waited.toMillis()), AWAY);
        } finally {
            weight.addAndGet(-heavy);
        }
    }

    @Override
    public void start() {
        running = true;
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            threads.add(Thread.ofPlatform().name("writer-" + i).daemon().start(() -> write(writer)));
        }
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void write(int writer) {
        while (running) {
            try {
                together(gather(), writer);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOGGER.error("What was waiting could not be stored", e);
            }
        }
    }

    /// Whatever waits, up to a limit; waits for the first.
    private List<Delivery> gather() throws InterruptedException {
        List<Delivery> gathered = new ArrayList<>();
        int count = 0;
        Delivery next = waiting.take();
        while (next != null) {
            if (next.begin()) {
                gathered.add(next);
                count += next.messages().size();
            }
            next = count < MOST_TOGETHER ? waiting.poll() : null;
        }
        return gathered;
    }

    private void together(List<Delivery> deliveries, int writer) {
        try {
            List<Item> items = new ArrayList<>();
            for (Delivery delivery : deliveries) {
                if (hasRefused(delivery) && quarantine.isFull(delivery.source().id())) {
                    delivery.turnAway(QUARANTINE_FULL);
                } else {
                    items.addAll(items(delivery));
                }
            }
            store(items, writer);
            messages.tell();
        } catch (RuntimeException e) {
            Answer.Later later = Failure.isDiskFull(e) ? FULL : AWAY;
            LOGGER.warn("{} deliveries were not stored: {}", deliveries.size(), e.getMessage());
            // Whoever waits behind them would only wait for the same.
            List<Delivery> behind = new ArrayList<>();
            waiting.drainTo(behind);
            Set<Delivery> all = new LinkedHashSet<>(deliveries);
            all.addAll(behind);
            all.forEach(delivery -> delivery.turnAway(later));
        }
    }

    /// All together; where one message spoils it, halves are tried until that message is found and set aside.
    private void store(List<Item> items, int writer) {
        if (items.isEmpty()) return;
        RuntimeException failure = attempt(items, writer);
        if (failure == null) return;
        if (Failure.isOfTheDatabase(failure)) throw failure;
        if (items.size() == 1) {
            Item item = items.getFirst();
            if (!(item.message() instanceof Message.Understood spoiled)) throw failure;
            LOGGER.warn("A message would not go into the database: {}", Failure.state(failure));
            Message.Refused refused =
                    new Message.Refused(spoiled.id(), spoiled.slip(), Reason.NOT_STORED, Failure.state(failure));
            store(List.of(new Item(item.delivery(), item.place(), refused)), writer);
            return;
        }
        store(items.subList(0, items.size() / 2), writer);
        store(items.subList(items.size() / 2, items.size()), writer);
    }

    private @Nullable RuntimeException attempt(List<Item> items, int writer) {
        for (int attempt = 1; ; attempt++) {
            try {
                Map<Messages.Key, CustomerId> placed = ledger.place(items);
                List<Verdict> verdicts = transactions.execute(_ -> ledger.store(items, placed, writer));
                for (int i = 0; i < items.size(); i++) {
                    items.get(i).delivery().settle(items.get(i).place(), verdicts.get(i));
                }
                return null;
            } catch (RuntimeException e) {
                if (!Failure.isInTheWay(e) || attempt == ATTEMPTS) return e;
            }
        }
    }

    private static boolean hasRefused(Delivery delivery) {
        return delivery.messages().stream().anyMatch(Message.Refused.class::isInstance);
    }

    private static List<Item> items(Delivery delivery) {
        List<Item> items = new ArrayList<>(delivery.messages().size());
        for (int place = 0; place < delivery.messages().size(); place++) {
            items.add(new Item(delivery, place, delivery.messages().get(place)));
        }
        return items;
    }

    /// What an exception of the database means for those who wait.
    static final class Failure {
        private Failure() {}

        /// Another transaction was in the way; the next attempt may pass.
        static boolean isInTheWay(Throwable failure) {
            return state(failure).startsWith("40");
        }

        /// The database itself is away or full; it is nobody's message that is wrong.
        static boolean isOfTheDatabase(Throwable failure) {
            String state = state(failure);
            return state.isEmpty()
                    || state.startsWith("08")
                    || state.startsWith("40")
                    || state.startsWith("53")
                    || state.startsWith("55")
                    || state.startsWith("57")
                    || state.startsWith("58")
                    || state.startsWith("XX");
        }

        static boolean isDiskFull(Throwable failure) {
            return Outage.of(failure)
                    .filter(outage -> outage == Outage.DISK_FULL)
                    .isPresent();
        }

        static String state(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && sql.getSQLState() != null) return sql.getSQLState();
            }
            return "";
        }
    }
}
