package valentine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Finding.Broken;
import valentine.audit.Finding.Whole;
import valentine.db.TestDatabase;

class AuditTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private final Audit audit = application.getBean(Audit.class);
    private final JdbcClient jdbc = database.jdbc();

    @BeforeEach
    void ten_acts() {
        jdbc.sql("DELETE FROM audit.entry").update();
        jdbc.sql("UPDATE audit.head SET id = 0, hash = decode(repeat('00', 32), 'hex')")
                .update();
        for (int i = 1; i <= 10; i++) {
            audit.record(Actor.member(7), "key made", "key " + i, Map.of("purpose", "secret", "number", i));
        }
    }

    @Test
    void a_chain_that_nobody_touched_is_whole() {
        assertThat(audit.verify(List.of())).isInstanceOf(Whole.class);
        assertThat(audit.newest(Long.MAX_VALUE, 3))
                .extracting(AuditEntry::object)
                .containsExactly("key 10", "key 9", "key 8");
    }

    @Test
    void whatever_is_changed_in_a_row_names_that_row() {
        for (String change : List.of(
                "actor = 'member 8'",
                "act = 'key revoked'",
                "object = 'key 99'",
                "details = '{}'",
                "at = at + interval '1 microsecond'",
                "hash = sha256('x')")) {
            ten_acts();
            jdbc.sql("UPDATE audit.entry SET " + change + " WHERE id = 4").update();
            assertThat(audit.verify(List.of()))
                    .as(change)
                    .isInstanceOfSatisfying(
                            Broken.class, broken -> assertThat(broken.id()).isEqualTo(4));
        }
    }

    @Test
    void a_row_that_is_gone_or_moved_is_named() {
        jdbc.sql("DELETE FROM audit.entry WHERE id = 6").update();
        assertThat(audit.verify(List.of())).isEqualTo(new Broken(6, "it is missing"));
    }

    @Test
    void an_end_that_was_cut_off_is_seen() {
        jdbc.sql("DELETE FROM audit.entry WHERE id > 7").update();
        assertThat(audit.verify(List.of())).isEqualTo(new Broken(8, "the end was cut off here"));
    }

    @Test
    void a_chain_written_anew_does_not_fit_the_head_noted_down() {
        Head noted = ((Whole) audit.verify(List.of())).head();
        ten_acts();
        assertThat(audit.verify(List.of(Head.of(noted.toString()))))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.id()).isEqualTo(10));
    }

    @Test
    void an_act_that_is_rolled_back_leaves_no_entry() {
        application.getBean(TransactionTemplate.class).executeWithoutResult(transaction -> {
            audit.record(Actor.CONSOLE, "key made", "key 11", Map.of());
            transaction.setRollbackOnly();
        });
        assertThat(((Whole) audit.verify(List.of())).head().id()).isEqualTo(10);
    }

    @Test
    void acts_at_once_come_into_one_order() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(IntStream.range(0, 200)
                    .mapToObj(
                            i -> Executors.callable(() -> audit.record(Actor.key(i), "key made", "key " + i, Map.of())))
                    .toList());
        }
        assertThat(audit.verify(List.of()))
                .isInstanceOfSatisfying(
                        Whole.class, whole -> assertThat(whole.head().id()).isEqualTo(210));
    }
}
