package valentine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.db.TestDatabase;

/// Two servers over one database, each with its own memory.
class ConcurrentResolversTest {
    private static final int MESSAGES = 100;
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext one = database.context();

    @AutoClose
    static final ConfigurableApplicationContext other = database.context();

    private final JdbcClient jdbc = one.getBean(JdbcClient.class);

    @Test
    void two_that_tell_of_the_same_person_at_once_lose_nothing() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> told = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int teller = i;
                told.add(() -> tell(teller % 2 == 0 ? one : other, teller));
            }
            for (Future<Boolean> done : threads.invokeAll(told))
                assertThat(done.get()).isTrue();
        }

        assertThat(number("SELECT count(*) FROM customer.customer WHERE part_of IS NULL"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM customer.statement")).isEqualTo(4 * MESSAGES);
        assertThat(number(
                        "SELECT count(*) FROM customer.customer c, jsonb_object_keys(c.traits) WHERE part_of IS NULL"))
                .isEqualTo(4 * MESSAGES);
        assertThat(number("SELECT count(*) FROM customer.handle WHERE customer IS NOT NULL"))
                .isEqualTo(1 + 5);
    }

    private static boolean tell(ConfigurableApplicationContext server, int teller) {
        Identity identity = server.getBean(Identity.class);
        for (int i = 0; i < MESSAGES; i++) {
            identity.resolve(List.of(
                    IdentityTest.mention(Trust.SAID, MONDAY, Map.of(), List.of(), "x:hot", "a:device" + i % 5),
                    IdentityTest.mention(
                            Trust.SAID,
                            MONDAY,
                            Map.of("trait-" + teller + "-" + i, i),
                            List.of(),
                            "a:device" + i % 5,
                            "x:hot")));
        }
        return true;
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
