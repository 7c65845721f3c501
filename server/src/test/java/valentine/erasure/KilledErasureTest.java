package valentine.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.audit.Audit;
import valentine.audit.Finding;
import valentine.customer.CustomerId;

class KilledErasureTest {
    @AutoClose
    final Keeping firm = new Keeping();

    @Test
    void an_erasure_whose_process_is_killed_ends_wholly_after_the_next_start_with_a_true_certificate()
            throws Exception {
        firm.comeIn("Canary", "canary");
        firm.comeIn("Ben", "ben");
        CustomerId canary = firm.customer("canary-1");
        long ben = bens();
        List<Erasures.Held> held = firm.erasures().rehearse(canary);
        Erasure begun = firm.erasures().begin(canary, Erasure.Why.REQUEST, null);
        firm.stop();
        JdbcClient jdbc = firm.database().jdbc();

        // The process goes on with it as it starts, and is killed while it stands before one of the parts.
        try (Connection connection = firm.database().open().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE history.interaction IN SHARE MODE");
            Process process = firm.database().serve(ProcessBuilder.Redirect.DISCARD);
            try {
                waitFor(jdbc, process, () -> count(jdbc, """
                                SELECT count(*) FROM pg_locks
                                WHERE NOT granted AND relation = 'history.interaction'::regclass
                                """) > 0);
            } finally {
                process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            }
            assertThat(process.exitValue()).as("killed").isNotZero();
            connection.rollback();
        }
        waitFor(jdbc, null, () -> count(jdbc, """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                          AND query ILIKE '%history.interaction%' AND state <> 'idle'
                        """) == 0);
        long done = count(jdbc, "SELECT count(*) FROM erasure.step");
        assertThat(done).as("some parts are forgotten, some are not").isBetween(1L, held.size() - 1L);
        assertThat(count(jdbc, "SELECT count(*) FROM erasure.erasure WHERE finished_at IS NULL"))
                .isEqualTo(1);
        assertThat(count(jdbc, "SELECT count(*) FROM audit.entry WHERE act = 'customer forgotten'"))
                .isZero();
        assertThat(Keeping.places(jdbc)).isNotEmpty();

        firm.start();

        Erasure ended = firm.erasures().find(begun.number()).orElseThrow();
        List<Erasure.Step> steps = firm.erasures().steps(ended);
        assertThat(ended.isFinished()).isTrue();
        assertThat(firm.places()).isEmpty();
        assertThat(firm.erasures().rehearse(canary)).allMatch(part -> part.count() == 0);
        // Each part once, and of each as much as was there.
        assertThat(steps).extracting(Erasure.Step::part).doesNotHaveDuplicates().hasSize(held.size());
        for (Erasures.Held part : held) {
            if (part.count() == 0) continue;
            assertThat(steps)
                    .filteredOn(step -> step.part().equals(part.part()))
                    .singleElement()
                    .matches(step -> step.forgotten() >= 1, "something of " + part.part() + " was forgotten");
        }
        Certificate certificate = Certificate.of(ended, steps);
        assertThat(certificate).isNotNull();
        assertThat(certificate.hash()).isEqualTo(ended.hash());
        assertThat(firm.count("SELECT count(*) FROM audit.entry WHERE act = 'customer forgotten' AND details LIKE '%"
                        + ended.hash() + "%'"))
                .isEqualTo(1);
        assertThat(firm.count("SELECT count(*) FROM audit.entry WHERE act = 'customer forgotten'"))
                .isEqualTo(1);
        assertThat(firm.bean(Audit.class).verify(List.of())).isInstanceOf(Finding.Whole.class);
        assertThat(bens()).isEqualTo(ben);
    }

    private long bens() {
        return firm.erasures().rehearse(firm.customer("ben-1")).stream()
                .filter(part -> part.part().equals("What happened"))
                .mapToLong(Erasures.Held::count)
                .sum();
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((row, _) -> row.getLong(1)).single();
    }

    private static void waitFor(
            JdbcClient jdbc, @org.jspecify.annotations.Nullable Process process, BooleanSupplier state) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(120));
        while (!state.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            if (process != null)
                assertThat(process.isAlive()).as("the process lives").isTrue();
            jdbc.sql("SELECT pg_sleep(0.05)").query(_ -> {});
        }
    }
}
