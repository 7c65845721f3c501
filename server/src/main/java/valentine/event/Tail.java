package valentine.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import valentine.event.Delivery.Verdict;

/// What came last of each source, and whoever watches it come.
@Component
class Tail implements SmartLifecycle {
    private static final int KEPT = 30;
    private static final int OF_ONE_DELIVERY = 5;
    private static final int BEHIND = 200;

    private final Map<SourceId, Deque<Line>> kept = new ConcurrentHashMap<>();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    /// One message in a line.
    record Line(String at, String what, String messageId, String became) {}

    /// Somebody who watches a source; who reads too slowly misses some lines, and nobody waits for him.
    final class Watcher implements AutoCloseable {
        private final SourceId source;
        private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(BEHIND);

        private Watcher(SourceId source) {
            this.source = source;
        }

        BlockingQueue<Line> lines() {
            return lines;
        }

        @Override
        public void close() {
            watchers.remove(this);
        }
    }

    /// The last lines at once, the oldest first, then what comes.
    Watcher watch(SourceId source) {
        Watcher watcher = new Watcher(source);
        latest(source).forEach(watcher.lines::offer);
        watchers.add(watcher);
        return watcher;
    }

    List<Line> latest(SourceId source) {
        Deque<Line> lines = kept.get(source);
        if (lines == null) return List.of();
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /// Forgets all: nobody knows of whom a line speaks.
    void clear() {
        kept.clear();
    }

    /// Tells of what is durable.
    void tell(Delivery delivery) {
        SourceId source = delivery.source().id();
        List<Line> fresh = lines(delivery);
        Deque<Line> lines = kept.computeIfAbsent(source, _ -> new ArrayDeque<>());
        synchronized (lines) {
            lines.addAll(fresh);
            while (lines.size() > KEPT) lines.removeFirst();
        }
        for (Watcher watcher : watchers) {
            if (watcher.source.equals(source)) fresh.forEach(watcher.lines::offer);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /// Before the web server waits for its last requests: a watch would never end by itself.
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static List<Line> lines(Delivery delivery) {
        List<Line> lines = new ArrayList<>();
        int first = Math.max(0, delivery.size() - OF_ONE_DELIVERY);
        for (int place = first; place < delivery.size(); place++) {
            Message message = delivery.message(place);
            lines.add(new Line(
                    delivery.received().toString(),
                    switch (message) {
                        case Message.Understood one ->
                            one.told() == null ? "Who somebody is" : one.told().title();
                        case Message.Refused refused -> refused.reason().sentence();
                        case Message.Unwanted _ -> Message.Unwanted.WHY;
                    },
                    message.id(),
                    switch (delivery.verdict(place)) {
                        case Verdict.Stored() -> "stored";
                        case Verdict.Duplicate() -> "known before";
                        case Verdict.Quarantined _, Verdict.Unwanted _ -> "refused";
                    }));
        }
        return lines;
    }
}
