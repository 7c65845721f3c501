package valentine.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastCountedTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final AtomicInteger counts = new AtomicInteger();

    @Test
    void what_was_counted_is_shown_for_five_minutes_and_then_counted_anew() {
        LastCounted<Integer> counted = new LastCounted<>("test", clock, counts::incrementAndGet);

        assertThat(counted.latest()).contains(1);
        pass(Duration.ofMinutes(5));
        assertThat(counted.latest()).contains(1);
        pass(Duration.ofMillis(1));
        assertThat(counted.latest()).contains(2);
        counted.anew();
        assertThat(counted.latest()).contains(3);
    }

    @Test
    void who_waits_for_nothing_gets_what_there_is() {
        CountDownLatch go = new CountDownLatch(1);
        LastCounted<Integer> counted = new LastCounted<>("test", clock, () -> after(go));

        assertThat(counted.known()).isEmpty();
        go.countDown();

        assertThat(counted.latest()).contains(1);
        assertThat(counted.known()).contains(1);
    }

    @Test
    void however_many_look_at_once_it_is_counted_once() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        LastCounted<Integer> counted = new LastCounted<>("test", clock, () -> after(go));
        try (var people = Executors.newFixedThreadPool(8)) {
            List<Future<Optional<Integer>>> all = IntStream.range(0, 8)
                    .mapToObj(_ -> people.submit((Callable<Optional<Integer>>) counted::latest))
                    .toList();
            go.countDown();
            for (Future<Optional<Integer>> one : all) assertThat(one.get()).contains(1);
        }
        assertThat(counts).hasValue(1);
    }

    @Test
    void where_counting_fails_what_was_known_before_stays() {
        LastCounted<Integer> counted = new LastCounted<>("test", clock, () -> {
            if (counts.incrementAndGet() == 2) throw new IllegalStateException("As the test wants it");
            return counts.get();
        });
        assertThat(counted.latest()).contains(1);
        pass(Duration.ofHours(1));

        assertThat(counted.latest()).contains(1);
        assertThat(counted.latest()).contains(3);
    }

    private int after(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return counts.incrementAndGet();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
