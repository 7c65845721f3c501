package valentine.event;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.db.Outage;
import valentine.event.Delivery.Answer;
import valentine.event.Delivery.Verdict;
import valentine.event.Ledger.Item;
import valentine.history.Messages;

/// Commits together whatever is waiting: one transaction for many requests, and each hears of it only afterwards.
///
/// Deliveries that speak of somebody who is not remembered pass the placer first, which settles who is whom; then, and
/// all others at once, they are stored. While one group is stored the next is placed, and the next is read.
@Component
@ConditionalOnWebApplication
class Writers implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Writers.class);
    /// One is enough: a second would wait for the same disk, and share its groups into smaller ones.
    private static final int WRITERS = 1;
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
    private final LinkedBlockingQueue<Delivery> unplaced = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Delivery> placed = new LinkedBlockingQueue<>();
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
        if (delivery.size() == 0) return delivery.await(0, AWAY);
        long heavy = delivery.weight();
        if (weight.addAndGet(heavy) > HEAVIEST_QUEUE || !running) {
            weight.addAndGet(-heavy);
            return BUSY;
        }
        try {
            (ledger.recognise(delivery) ? placed : unplaced).add(delivery);
            return delivery.await(Math.max(LEAST_MILLIS, PATIENCE_MILLIS - waited.toMillis()), AWAY);
        } finally {
            weight.addAndGet(-heavy);
        }
    }

    @Override
    public void start() {
        running = true;
        threads.add(Thread.ofPlatform().name("placer").daemon().start(() -> work(unplaced, this::place)));
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            threads.add(Thread.ofPlatform()
                    .name("writer-" + i)
                    .daemon()
                    .start(() -> work(placed, deliveries -> store(deliveries, writer))));
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

    private void work(LinkedBlockingQueue<Delivery> waiting, Consumer<List<Delivery>> work) {
        while (running) {
            List<Delivery> deliveries = List.of();
            try {
                deliveries = gather(waiting);
                work.accept(deliveries);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                Answer.Later later = Failure.isDiskFull(e) ? FULL : AWAY;
                LOGGER.warn("{} deliveries were not stored: {}", deliveries.size(), e.getMessage());
                // Whoever waits behind them would only wait for the same.
                List<Delivery> behind = new ArrayList<>(deliveries);
                unplaced.drainTo(behind);
                placed.drainTo(behind);
                behind.forEach(delivery -> delivery.turnAway(later));
            }
        }
    }

    /// Whatever waits, up to a limit; waits for the first.
    private static List<Delivery> gather(LinkedBlockingQueue<Delivery> waiting) throws InterruptedException {
        List<Delivery> gathered = new ArrayList<>();
        int count = 0;
        Delivery next = waiting.take();
        while (next != null) {
            if (next.begin()) {
                gathered.add(next);
                count += next.size();
            }
            next = count < MOST_TOGETHER ? waiting.poll() : null;
        }
        return gathered;
    }

    private void place(List<Delivery> deliveries) {
        together(items(deliveries), items -> transactions.executeWithoutResult(_ -> ledger.place(items)));
        placed.addAll(deliveries);
    }

    private void store(List<Delivery> deliveries, int writer) {
        List<Delivery> wanted = new ArrayList<>(deliveries.size());
        for (Delivery delivery : deliveries) {
            if (delivery.hasRefused() && quarantine.isFull(delivery.source().id())) {
                delivery.turnAway(QUARANTINE_FULL);
            } else {
                wanted.add(delivery);
            }
        }
        together(items(wanted), items -> {
            List<Verdict> verdicts = transactions.execute(_ -> ledger.store(items, writer));
            for (int i = 0; i < items.size(); i++) {
                items.get(i).delivery().settle(items.get(i).place(), verdicts.get(i));
            }
        });
        messages.tell();
    }

    /// All together; where one message spoils it, halves are tried until that message is found and set aside.
    private void together(List<Item> items, Consumer<List<Item>> work) {
        if (items.isEmpty()) return;
        RuntimeException failure = attempt(items, work);
        if (failure == null) return;
        if (Failure.isOfTheDatabase(failure)) throw failure;
        if (items.size() == 1) {
            Item item = items.getFirst();
            if (!(item.message() instanceof Message.Understood spoiled)) throw failure;
            LOGGER.warn("A message would not go into the database: {}", Failure.state(failure));
            item.delivery()
                    .refuse(
                            item.place(),
                            new Message.Refused(
                                    spoiled.id(),
                                    spoiled.slip(),
                                    Reason.NOT_STORED,
                                    Failure.state(failure),
                                    spoiled.mention().handles()));
            together(items, work);
            return;
        }
        together(items.subList(0, items.size() / 2), work);
        together(items.subList(items.size() / 2, items.size()), work);
    }

    private static @Nullable RuntimeException attempt(List<Item> items, Consumer<List<Item>> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.accept(items);
                return null;
            } catch (RuntimeException e) {
                if (!Failure.isInTheWay(e) || attempt == ATTEMPTS) return e;
            }
        }
    }

    private static List<Item> items(List<Delivery> deliveries) {
        List<Item> items = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            for (int place = 0; place < delivery.size(); place++) items.add(new Item(delivery, place));
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
