package valentine.calendar;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.team.Firms;

/// The calendar by which the firm's clocks run.
@Service
public class Calendars {
    private static final String PLACE = "SELECT country, region, closed_days FROM calendar.place";
    private static final String HOURS = "SELECT day, opens, closes FROM calendar.hours ORDER BY day, opens";
    private static final String MOVE = """
            UPDATE calendar.place
            SET country = :country, region = :region, closed_days = CAST(:closed AS date[])
            """;
    private static final String FORGET = "DELETE FROM calendar.hours";
    private static final String WORK = "INSERT INTO calendar.hours (day, opens, closes) VALUES (:day, :opens, :closes)";

    private final JdbcClient jdbc;
    private final Firms firms;
    private final Audit audit;

    Calendars(JdbcClient jdbc, Firms firms, Audit audit) {
        this.jdbc = jdbc;
        this.firms = firms;
        this.audit = audit;
    }

    /// When we work, in the zone of the firm.
    @Transactional(readOnly = true)
    public BusinessCalendar ours() {
        ZoneId zone = firms.ours().zone();
        Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
        jdbc.sql(HOURS)
                .query((row, _) -> week.computeIfAbsent(DayOfWeek.of(row.getInt("day")), _ -> new ArrayList<>())
                        .add(new Hours(
                                row.getObject("opens", LocalTime.class), row.getObject("closes", LocalTime.class))))
                .list();
        return jdbc.sql(PLACE)
                .query((row, _) -> new BusinessCalendar(
                        zone, week, row.getString("country"), row.getString("region"), closedDays(row)))
                .single();
    }

    /// Changes when we work; the zone is that of the firm.
    @Transactional
    public void change(BusinessCalendar calendar, Actor by) {
        jdbc.sql(MOVE)
                .param("country", calendar.country())
                .param("region", calendar.region())
                .param(
                        "closed",
                        calendar.closedDays().stream()
                                .sorted()
                                .map(LocalDate::toString)
                                .toArray(String[]::new))
                .update();
        jdbc.sql(FORGET).update();
        calendar.week()
                .forEach((day, ranges) -> ranges.forEach(hours -> jdbc.sql(WORK)
                        .param("day", day.getValue())
                        .param("opens", hours.opens())
                        .param("closes", hours.closes())
                        .update()));
        audit.record(by, "calendar changed", "calendar", Map.of("country", calendar.country()));
    }

    private static Set<LocalDate> closedDays(ResultSet row) throws SQLException {
        return Arrays.stream((Date[]) row.getArray("closed_days").getArray())
                .map(Date::toLocalDate)
                .collect(Collectors.toSet());
    }
}
