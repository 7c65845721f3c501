package valentine.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import valentine.channel.ThreadId;

/// Notes who comes and goes, a statement for all who did within a breath: a shop's visitors come by the hundred.
@Component
class Attendance {
    private static final Logger LOGGER = LoggerFactory.getLogger(Attendance.class);
    private static final Duration BREATH = Duration.ofMillis(200);
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private final VisitorTable visitors;
    private final Bell bell;
    private final Map<UUID, Visitor> moved = new ConcurrentHashMap<>();
    private final BlockingQueue<Boolean> calls = new LinkedBlockingQueue<>(1);

    Attendance(VisitorTable visitors, Bell bell) {
        this.visitors = visitors;
        this.bell = bell;
    }

    /// He opened his first widget or closed his last one.
    void moved(Visitor visitor) {
        moved.put(visitor.id(), visitor);
        boolean isFirst = calls.offer(true);
        LOGGER.trace("Somebody came or went, the first one: {}", isFirst);
    }

    /// Notes what happens until nobody wants to know any more.
    ///
    /// @param here who has a widget open
    void follow(Supplier<Set<UUID>> here, BooleanSupplier goesOn) {
        long beaten = System.nanoTime();
        try {
            while (goesOn.getAsBoolean()) {
                long left = HEARTBEAT.toNanos() - (System.nanoTime() - beaten);
                if (left > 0 && calls.poll(left, TimeUnit.NANOSECONDS) != null) {
                    TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
                    moved(take(), here.get());
                } else {
                    beaten = System.nanoTime();
                    note(here.get(), List.of(), List.of());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Visitor> take() {
        List<Visitor> some = new ArrayList<>(moved.values());
        some.forEach(visitor -> moved.remove(visitor.id(), visitor));
        return some;
    }

    private void moved(List<Visitor> some, Set<UUID> here) {
        List<UUID> ids = some.stream().map(Visitor::id).toList();
        note(
                ids.stream().filter(here::contains).toList(),
                ids.stream().filter(id -> !here.contains(id)).toList(),
                some.stream()
                        .flatMap(one -> Optional.ofNullable(one.thread()).stream())
                        .toList());
    }

    /// Who is here is worth no broken stream.
    private void note(Collection<UUID> here, Collection<UUID> gone, List<ThreadId> threads) {
        try {
            if (!here.isEmpty()) visitors.here(here);
            if (!gone.isEmpty()) visitors.left(gone);
            bell.ring(threads.stream()
                    .map(thread -> new Sign.Moved(thread.value()))
                    .toList());
        } catch (DataAccessException e) {
            LOGGER.warn("Who is in the chat could not be noted: {}", e.getMessage());
        }
    }
}
