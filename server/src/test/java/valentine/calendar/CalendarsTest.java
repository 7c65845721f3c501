package valentine.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import valentine.audit.Actor;
import valentine.db.TestDatabase;

/// Several calendars with names, on a real database.
class CalendarsTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @AutoClose
    private static final TestDatabase database = TestDatabase.create();

    private final Calendars calendars = database.context().getBean(Calendars.class);

    @Test
    void a_calendar_is_kept_with_its_zone_ranges_holidays_and_closed_days() {
        BusinessCalendar kept = BusinessCalendar.of(
                        TOKYO, Set.of(DayOfWeek.MONDAY, DayOfWeek.SATURDAY), Hours.of(9, 12), Hours.of(13, 24))
                .in("JP", "")
                .closedOn(Set.of(LocalDate.of(2026, 12, 31)));
        CalendarId id = add("Tokyo", kept);
        NamedCalendar found = calendars.find(id).orElseThrow();
        assertThat(found.calendar()).isEqualTo(kept);
        assertThat(found.followsFirm()).isFalse();
        assertThat(found.week()).containsExactly("Mon 09:00–12:00, 13:00–24:00", "Sat 09:00–12:00, 13:00–24:00");
        assertThat(calendars.ours()).isNotEqualTo(kept);
    }

    @Test
    void the_one_of_the_firm_is_chosen_and_stays() {
        CalendarId id = add("Evenings", BusinessCalendar.plain(TOKYO));
        NamedCalendar before = calendars.all().getFirst();
        assertThat(calendars.makeOurs(id, Actor.CONSOLE)).isTrue();
        assertThat(calendars.all().getFirst().id()).isEqualTo(id);
        assertThat(calendars.ours().zone()).isEqualTo(TOKYO);
        assertThat(calendars.remove(id, Actor.CONSOLE)).isInstanceOf(Removal.Kept.class);
        calendars.makeOurs(before.id(), Actor.CONSOLE);
        assertThat(calendars.remove(id, Actor.CONSOLE)).isEqualTo(new Removal.Removed());
        assertThat(calendars.find(id)).isEmpty();
    }

    @Test
    void one_by_which_a_target_counts_is_kept_and_says_which() {
        CalendarId id = add("Weekend", BusinessCalendar.plain(TOKYO));
        database.jdbc().sql("""
                INSERT INTO pace.policy (place, name, hours, calendar, changed_by)
                VALUES (9, 'Good friends', 'named', :id, 'test')
                """).param("id", id.value()).update();
        assertThat(calendars.remove(id, Actor.CONSOLE))
                .isEqualTo(new Removal.Kept(
                        "By “Weekend” count the target “Good friends”. Let them count by another calendar first."));
        database.jdbc().sql("UPDATE pace.policy SET ended_at = now()").update();
        assertThat(calendars.remove(id, Actor.CONSOLE)).isEqualTo(new Removal.Removed());
    }

    @Test
    void a_name_is_taken_once_whatever_its_case() {
        add("Night shift", BusinessCalendar.plain(TOKYO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> add("night SHIFT", BusinessCalendar.plain(TOKYO)))
                .withMessageContaining("of this name already");
    }

    @Test
    void days_in_a_row_with_equal_hours_stand_together() {
        NamedCalendar named = new NamedCalendar(new CalendarId(1), "Ours", true, true, BusinessCalendar.plain(TOKYO));
        assertThat(named.week()).isEqualTo(List.of("Mon–Fri 09:00–18:00"));
    }

    private CalendarId add(String name, BusinessCalendar calendar) {
        return calendars.add(new NamedCalendar(new CalendarId(0), name, false, false, calendar), Actor.CONSOLE);
    }
}
