package valentine.db;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @Test
    void a_database_of_a_newer_valentine_is_left_alone() {
        database.jdbc().sql("""
                INSERT INTO history.flyway_schema_history
                VALUES (99, '99', 'newer', 'SQL', 'V99__newer.sql', 1, 'somebody', now(), 1, true)
                """).update();

        assertThatThrownBy(this::migrate).isInstanceOf(CannotStart.class).hasMessageContaining("a newer Valentine");
    }

    @Test
    void a_schema_of_somebody_else_is_left_alone() {
        database.jdbc().sql("DROP TABLE team.flyway_schema_history").update();

        assertThatThrownBy(this::migrate)
                .isInstanceOf(CannotStart.class)
                .hasMessage("This database holds a schema 'team' that is not Valentine's. Point --database-url at an"
                        + " empty database.");
    }

    private void migrate() {
        try (Database open = database.open()) {
            Migrations.run(open);
        }
    }
}
