package valentine.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.db.TestDatabase;
import valentine.reading.PromiseKind;

class KilledServerTest {
    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end_what_was_started() throws InterruptedException {
        for (Process process : started) process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    @Test
    void a_promise_whose_moment_passed_while_the_server_was_killed_is_noticed_once_when_it_is_up_again()
            throws Exception {
        killWhileItLooksAfterPromises();
        Instant due = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MICROS);
        PromiseId missed = make(due);
        // Down for a minute.
        jdbc.sql("UPDATE db.scheduled_tasks SET last_heartbeat = last_heartbeat - interval '1 minute'")
                .update();
        waitUntil(() -> Instant.now().isAfter(due));
        assertThat(noticed(missed)).isZero();

        Process again = serve();
        waitUntil(() -> again.isAlive() && noticed(missed) > 0);
        // It looks once more, and notices what is new and nothing that is old.
        PromiseId later = make(Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MICROS));
        waitUntil(() -> again.isAlive() && noticed(later) > 0);

        assertThat(noticed(missed)).isEqualTo(1);
        assertThat(broken(missed)).isEqualTo(1);
        assertThat(broken(later)).isEqualTo(1);
    }

    private void killWhileItLooksAfterPromises() throws Exception {
        try (Connection connection = DATABASE.open().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE promise.open IN ACCESS EXCLUSIVE MODE");
            Process process = serve();
            waitUntil(() -> process.isAlive() && looksAfterPromises() > 0);
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            assertThat(process.exitValue()).as("killed").isNotZero();
            connection.rollback();
        }
    }

    private long looksAfterPromises() {
        return jdbc.sql("SELECT count(*) FROM db.scheduled_tasks WHERE task_name = 'look after promises' AND picked")
                .query(Long.class)
                .single();
    }

    private PromiseId make(Instant due) {
        try (ConfigurableApplicationContext context = DATABASE.context()) {
            Handle handle = Handle.id("ben").orElseThrow();
            CustomerId ben = context.getBean(Directory.class)
                    .resolve(List.of(new Person(handle, "Ben", "", "", "", Map.of())))
                    .get(handle)
                    .customer();
            Answer answer = context.getBean(Promises.class)
                    .make(
                            new Draft(
                                    Whom.customer(ben),
                                    PromiseKind.ANSWER,
                                    "Answer the question",
                                    new Deadline(due, ZoneOffset.UTC)),
                            due.minus(Duration.ofDays(3)),
                            By.RULE);
            return ((Answer.Done) answer).promise();
        }
    }

    private long noticed(PromiseId promise) {
        return count("SELECT count(*) FROM promise.notice WHERE step = 'due' AND promise = :id", promise.value());
    }

    private long broken(PromiseId promise) {
        return count("""
                SELECT count(*) FROM history.interaction
                WHERE kind = 'promise_broken' AND (properties ->> 'promise')::bigint = :id
                """, promise.value());
    }

    private long count(String sql, long id) {
        return jdbc.sql(sql).param("id", id).query(Long.class).single();
    }

    private Process serve() throws IOException {
        Process process = DATABASE.serve(ProcessBuilder.Redirect.DISCARD);
        started.add(process);
        return process;
    }

    private void waitUntil(BooleanSupplier state) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(150));
        while (!state.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            jdbc.sql("SELECT pg_sleep(0.05)").query(_ -> {});
        }
    }
}
