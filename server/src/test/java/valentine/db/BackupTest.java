package valentine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class BackupTest {
    private static final String SOMEBODY = """
            WITH person AS (INSERT INTO customer.customer (name) VALUES (:name) RETURNING id),
                 source AS (INSERT INTO history.source (name) VALUES (:name) RETURNING id)
            INSERT INTO history.interaction (customer, at, kind, title, source, message_id)
            SELECT person.id, '2026-03-03T10:00Z', 'order', E'tab\\t, newline\\n and \\\\', source.id, '1'
            FROM person, source
            """;

    @AutoClose
    private final TestDatabase from = TestDatabase.create();

    @AutoClose
    private final TestDatabase into = TestDatabase.create();

    @TempDir
    Path folder;

    @Test
    void a_restored_database_holds_what_the_backed_up_one_held() throws IOException {
        somebody(from, "Zoë O'Neill");
        from.jdbc().sql("INSERT INTO health.follower (tx) VALUES ('9000000')").update();
        Path file = folder.resolve("backup.zip");
        write(file);

        try (Database database = into.open()) {
            Backup.restore(database, file);
        }

        assertThat(names(into)).containsExactly("Zoë O'Neill");
        assertThat(titles(into)).isEqualTo(titles(from));
        assertThat(Files.list(folder)).containsExactly(file);
        somebody(into, "Who comes later");
        assertThat(names(into)).containsExactly("Who comes later", "Zoë O'Neill");
    }

    @Test
    void followers_of_a_restored_history_begin_anew() {
        somebody(from, "Anna");
        from.jdbc().sql("INSERT INTO health.follower (tx) VALUES ('9000000')").update();
        Path file = folder.resolve("backup.zip");
        write(file);

        try (Database database = into.open()) {
            Backup.restore(database, file);
        }

        assertThat(number(into, "SELECT count(*) FROM health.follower")).isZero();
        assertThat(number(
                        into, "SELECT count(*) FROM history.stream WHERE tx < pg_snapshot_xmin(pg_current_snapshot())"))
                .isEqualTo(1);
    }

    @Test
    void a_database_in_use_is_not_restored_into() {
        somebody(from, "Anna");
        somebody(into, "Ben");
        Path file = folder.resolve("backup.zip");
        write(file);

        try (Database database = into.open()) {
            assertThatThrownBy(() -> Backup.restore(database, file))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("in use");
        }
        assertThat(names(into)).containsExactly("Ben");
    }

    @Test
    void a_backup_is_never_overwritten_and_what_is_none_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear Anna");
        assertThatThrownBy(() -> write(file)).isInstanceOf(CannotStart.class).hasMessageContaining("exists already");
        try (Database database = into.open()) {
            assertThatThrownBy(() -> Backup.restore(database, file))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("not a backup");
        }
    }

    private void write(Path file) {
        try (Database database = from.open()) {
            Backup.write(database, file);
        }
    }

    private static void somebody(TestDatabase database, String name) {
        database.jdbc().sql(SOMEBODY).param("name", name).update();
    }

    private static List<String> names(TestDatabase database) {
        return strings(database.jdbc(), "SELECT name FROM customer.customer ORDER BY name");
    }

    private static List<String> titles(TestDatabase database) {
        return strings(database.jdbc(), "SELECT customer || title FROM history.interaction ORDER BY id");
    }

    private static List<String> strings(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((row, _) -> row.getString(1)).list();
    }

    private static long number(TestDatabase database, String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }
}
