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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.team.Firms;

/// The calendars by which clocks run; one of them is the one of the firm.
@Service
public class Calendars {
    static final int MOST = 50;

    private static final String ALL = """
            SELECT id, name, is_default, zone, country, region, closed_days
            FROM calendar.calendar ORDER BY is_default DESC, lower(name)
            """;
    private static final String HOURS = "SELECT calendar, day, opens, closes FROM calendar.hours ORDER BY day, opens";
    // Whoever adds one waits for whoever adds another, so that there are never more than may be.
    private static final String LOCK = "LOCK TABLE calendar.calendar IN SHARE ROW EXCLUSIVE MODE";
    private static final String TAKEN =
            "SELECT count(*) FROM calendar.calendar WHERE lower(name) = lower(:name) AND id <> :id";
    private static final String ADD = """
            INSERT INTO calendar.calendar (name, zone, country, region, closed_days)
            VALUES (:name, :zone, :country, :region, CAST(:closed AS date[]))
            RETURNING id
            """;
    private static final String CHANGE = """
            UPDATE calendar.calendar
            SET name = :name, zone = :zone, country = :country, region = :region, closed_days = CAST(:closed AS date[])
            WHERE id = :id
            """;
    private static final String HOLD = "SELECT id FROM calendar.calendar WHERE id = :id FOR SHARE";
    // Waits for whoever holds it.
    private static final String TAKE = "SELECT id FROM calendar.calendar WHERE id = :id FOR UPDATE";
    private static final String END_OURS = "UPDATE calendar.calendar SET is_default = false WHERE is_default";
    private static final String MAKE_OURS = "UPDATE calendar.calendar SET is_default = true WHERE id = :id";
    private static final String REMOVE = "DELETE FROM calendar.calendar WHERE id = :id";
    private static final String FORGET = "DELETE FROM calendar.hours WHERE calendar = :id";
    private static final String WORK =
            "INSERT INTO calendar.hours (calendar, day, opens, closes) VALUES (:id, :day, :opens, :closes)";

    private final JdbcClient jdbc;
    private final Firms firms;
    private final Audit audit;
    private final List<CalendarUse> uses;

    Calendars(JdbcClient jdbc, Firms firms, Audit audit, List<CalendarUse> uses) {
        this.jdbc = jdbc;
        this.firms = firms;
        this.audit = audit;
        this.uses = List.copyOf(uses);
    }

    /// When we work, where nothing else is said.
    @Transactional(readOnly = true)
    public BusinessCalendar ours() {
        return all().getFirst().calendar();
    }

    /// All of them: the one of the firm, then the others by name.
    @Transactional(readOnly = true)
    public List<NamedCalendar> all() {
        ZoneId firm = firms.ours().zone();
        Map<Integer, Map<DayOfWeek, List<Hours>>> weeks = new HashMap<>();
        jdbc.sql(HOURS)
                .query((row, _) -> weeks.computeIfAbsent(row.getInt("calendar"), _ -> new EnumMap<>(DayOfWeek.class))
                        .computeIfAbsent(DayOfWeek.of(row.getInt("day")), _ -> new ArrayList<>())
                        .add(new Hours(
                                row.getObject("opens", LocalTime.class), row.getObject("closes", LocalTime.class))))
                .list();
        return jdbc.sql(ALL)
                .query((row, _) -> named(row, weeks.getOrDefault(row.getInt("id"), Map.of()), firm))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<NamedCalendar> find(CalendarId id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// Keeps a calendar from being removed until the transaction of the caller ends; says whether there is one.
    @Transactional
    public boolean hold(CalendarId id) {
        return jdbc.sql(HOLD)
                .param("id", id.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// Adds one; its number is still to be given.
    @Transactional
    public CalendarId add(NamedCalendar named, Actor by) {
        jdbc.sql(LOCK).update();
        if (all().size() >= MOST) throw new IllegalArgumentException("There are at most " + MOST + " calendars");
        refuseTaken(named);
        CalendarId id = new CalendarId(
                fill(jdbc.sql(ADD), named).query((row, _) -> row.getInt("id")).single());
        work(id, named.calendar());
        audit.record(
                by,
                "calendar added",
                named.name(),
                Map.of("country", named.calendar().country()));
        return id;
    }

    @Transactional
    boolean change(NamedCalendar named, Actor by) {
        jdbc.sql(LOCK).update();
        refuseTaken(named);
        if (fill(jdbc.sql(CHANGE), named).param("id", named.id().value()).update() == 0) return false;
        jdbc.sql(FORGET).param("id", named.id().value()).update();
        work(named.id(), named.calendar());
        audit.record(
                by,
                "calendar changed",
                named.name(),
                Map.of("country", named.calendar().country()));
        return true;
    }

    /// Makes one the one of the firm.
    @Transactional
    boolean makeOurs(CalendarId id, Actor by) {
        jdbc.sql(LOCK).update();
        if (!hold(id)) return false;
        jdbc.sql(END_OURS).update();
        jdbc.sql(MAKE_OURS).param("id", id.value()).update();
        audit.record(by, "calendar of the firm chosen", Integer.toString(id.value()), Map.of());
        return true;
    }

    @Transactional
    Removal remove(CalendarId id, Actor by) {
        jdbc.sql(LOCK).update();
        Optional<NamedCalendar> found = find(id);
        if (found.isEmpty()) return new Removal.Removed();
        if (found.get().isOurs())
            return new Removal.Kept("This is the calendar of the firm. Make another one that first.");
        jdbc.sql(TAKE).param("id", id.value()).query(Integer.class).single();
        List<CalendarUse.Use> his = uses().getOrDefault(id, List.of());
        if (!his.isEmpty())
            return new Removal.Kept("By “" + found.get().name() + "” count "
                    + his.stream().map(CalendarUse.Use::name).collect(Collectors.joining(", "))
                    + ". Let them count by another calendar first.");
        jdbc.sql(REMOVE).param("id", id.value()).update();
        audit.record(by, "calendar removed", found.get().name(), Map.of());
        return new Removal.Removed();
    }

    /// What counts by which.
    Map<CalendarId, List<CalendarUse.Use>> uses() {
        Map<CalendarId, List<CalendarUse.Use>> all = new HashMap<>();
        uses.forEach(use -> use.uses()
                .forEach((id, some) ->
                        all.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(some)));
        return all;
    }

    private void refuseTaken(NamedCalendar named) {
        boolean taken = jdbc.sql(TAKEN)
                        .param("name", named.name())
                        .param("id", named.id().value())
                        .query(Long.class)
                        .single()
                > 0;
        if (taken) throw new IllegalArgumentException("There is a calendar of this name already");
    }

    private static JdbcClient.StatementSpec fill(JdbcClient.StatementSpec spec, NamedCalendar named) {
        BusinessCalendar calendar = named.calendar();
        return spec.param("name", named.name())
                .param("zone", named.followsFirm() ? "" : calendar.zone().getId())
                .param("country", calendar.country())
                .param("region", calendar.region())
                .param(
                        "closed",
                        calendar.closedDays().stream()
                                .sorted()
                                .map(LocalDate::toString)
                                .toArray(String[]::new));
    }

    private void work(CalendarId id, BusinessCalendar calendar) {
        calendar.week()
                .forEach((day, ranges) -> ranges.forEach(hours -> jdbc.sql(WORK)
                        .param("id", id.value())
                        .param("day", day.getValue())
                        .param("opens", hours.opens())
                        .param("closes", hours.closes())
                        .update()));
    }

    private static NamedCalendar named(ResultSet row, Map<DayOfWeek, List<Hours>> week, ZoneId firm)
            throws SQLException {
        String zone = row.getString("zone");
        return new NamedCalendar(
                new CalendarId(row.getInt("id")),
                row.getString("name"),
                row.getBoolean("is_default"),
                zone.isEmpty(),
                new BusinessCalendar(
                        zone.isEmpty() ? firm : ZoneId.of(zone),
                        week,
                        row.getString("country"),
                        row.getString("region"),
                        closedDays(row)));
    }

    private static Set<LocalDate> closedDays(ResultSet row) throws SQLException {
        return Arrays.stream((Date[]) row.getArray("closed_days").getArray())
                .map(Date::toLocalDate)
                .collect(Collectors.toSet());
    }
}
