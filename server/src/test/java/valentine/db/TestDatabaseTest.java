package valentine.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import valentine.team.Firms;

class TestDatabaseTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @Test
    void each_test_class_gets_a_migrated_database_of_its_own() {
        try (TestDatabase other = TestDatabase.create();
                var context = database.context()) {
            other.jdbc().sql("UPDATE team.firm SET name = 'Other'").update();

            assertThat(context.getBean(Firms.class).ours().name()).isEqualTo("Our firm");
        }
    }
}
