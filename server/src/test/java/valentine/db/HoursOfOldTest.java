package valentine.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Working hours that an earlier Valentine kept with the promises.
class HoursOfOldTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @Test
    void hours_holidays_and_closed_days_move_along() {
        database.jdbc().sql("DROP SCHEMA promise CASCADE").update();
        try (Database open = database.open()) {
            Migrations.run(open, Map.of("promise", "4"));
            database.jdbc().sql("DROP SCHEMA calendar CASCADE").update();
            database.jdbc().sql("""
                    UPDATE promise.calendar SET working_days = '{2,6}', opens = '08:30', closes = '12:00',
                        country = 'DE', region = 'by', closed_days = '{2026-12-24}'
                    """).update();
            Migrations.run(open);
        }
        assertThat(database.jdbc()
                        .sql("SELECT concat_ws(' ', day, opens, closes) FROM calendar.hours ORDER BY day")
                        .query(String.class)
                        .list())
                .containsExactly("2 08:30:00 12:00:00", "6 08:30:00 12:00:00");
        assertThat(database.jdbc()
                        .sql(
                                "SELECT concat_ws(' ', name, is_default, country, region, closed_days) FROM calendar.calendar")
                        .query(String.class)
                        .single())
                .isEqualTo("Our hours t DE by {2026-12-24}");
    }
}
