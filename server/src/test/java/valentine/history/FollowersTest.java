package valentine.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import valentine.db.TestDatabase;

class FollowersTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    private final BlockingQueue<Long> looks = new LinkedBlockingQueue<>();
    private Followers followers = new Followers(List.of(), database.open());

    @AfterEach
    void stop() {
        followers.stop();
    }

    @Test
    void a_follower_is_called_again_as_long_as_more_waits_and_then_when_something_is_told()
            throws InterruptedException {
        AtomicInteger waiting = new AtomicInteger(3);
        begin(() -> {
            looks.add(System.nanoTime());
            return waiting.decrementAndGet() > 0;
        });
        for (int i = 0; i < 3; i++) assertThat(looks.poll(5, TimeUnit.SECONDS)).isNotNull();

        database.jdbc().sql("SELECT pg_notify('history', '')").query(_ -> {});

        assertThat(looks.poll(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void a_follower_that_stumbles_is_called_again() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        begin(() -> {
            if (calls.incrementAndGet() == 1) throw new IllegalStateException("Meant by this test");
            looks.add(System.nanoTime());
            return false;
        });

        assertThat(looks.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void nobody_is_called_after_the_stop() throws InterruptedException {
        begin(() -> {
            looks.add(System.nanoTime());
            return false;
        });
        assertThat(looks.poll(5, TimeUnit.SECONDS)).isNotNull();

        followers.stop();
        looks.clear();

        assertThat(looks.poll(1_500, TimeUnit.MILLISECONDS)).isNull();
    }

    private void begin(Follower follower) {
        followers = new Followers(List.of(follower), database.open());
        followers.start();
    }
}
