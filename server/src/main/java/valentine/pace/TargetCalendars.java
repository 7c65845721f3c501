package valentine.pace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.calendar.CalendarId;
import valentine.calendar.CalendarUse;

/// Tells which targets count by which calendar.
@Component
class TargetCalendars implements CalendarUse {
    private static final String NAMED = """
            SELECT id, name, calendar FROM pace.policy
            WHERE ended_at IS NULL AND calendar IS NOT NULL ORDER BY place, id
            """;

    private final JdbcClient jdbc;

    TargetCalendars(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<CalendarId, List<Use>> uses() {
        Map<CalendarId, List<Use>> uses = new HashMap<>();
        jdbc.sql(NAMED).query(row -> {
            uses.computeIfAbsent(new CalendarId(row.getInt("calendar")), _ -> new ArrayList<>())
                    .add(new Use(
                            "the target “" + row.getString("name") + "”",
                            "/settings/targets#target-" + row.getInt("id")));
        });
        return uses;
    }
}
