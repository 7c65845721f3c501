package valentine.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DatesTest {
    @Test
    void local_times_are_read_in_every_way_they_are_written() {
        LocalDateTime morning = LocalDateTime.of(2009, 12, 31, 7, 45);
        for (String text : List.of(
                "2009-12-31 07:45",
                "2009-12-31T07:45:00",
                "2009/12/31 7:45:00.000",
                "31/12/2009 07:45",
                "31.12.2009 07:45:00",
                "31-12-09 7:45",
                "12/31/2009 7:45 AM",
                "12/31/09, 7:45 a.m.",
                "31-Dec-09 07:45",
                "31 December 2009 07:45",
                "Dec 31, 2009 7:45 AM",
                "31. Dezember 2009, 07:45",
                "31 décembre 2009 07:45",
                "31 de diciembre de 2009 07:45",
                "20091231 07:45",
                "200912310745")) {
            assertThat(Dates.among(List.of(text)).read(text)).as(text).isEqualTo(new When.Local(morning));
        }
    }

    @Test
    void moments_with_a_zone_are_exact() {
        Instant moment = Instant.parse("2017-10-31T22:10:47Z");
        for (String text : List.of(
                "2017-10-31T22:10:47Z",
                "2017-10-31T23:10:47+01:00",
                "2017-10-31 17:10:47-0500",
                "2017-10-31 22:10:47 UTC",
                "Tue Oct 31 22:10:47 +0000 2017",
                "Tue, 31 Oct 2017 22:10:47 GMT",
                "Tue, 31 Oct 2017 17:10:47 -0500 (CDT)",
                "20171031T221047Z",
                "1509487847",
                "1509487847000")) {
            assertThat(Dates.among(List.of(text)).read(text)).as(text).isEqualTo(new When.Exact(moment));
        }
    }

    @Test
    void one_late_day_decides_for_the_whole_column() {
        assertThat(Dates.among(List.of("1/2/2010", "30/12/2010")).format()).isEqualTo(DateFormat.DAY_FIRST);
        assertThat(Dates.among(List.of("1/2/2010", "12/30/2010")).format()).isEqualTo(DateFormat.MONTH_FIRST);
        assertThat(Dates.among(List.of("1/2/2010", "30/12/2010")).isAmbiguous()).isFalse();
    }

    @Test
    void an_undecided_column_is_read_day_first_and_says_so() {
        Dates dates = Dates.among(List.of("1/2/2010", "03/04/2010"));

        assertThat(dates.format()).isEqualTo(DateFormat.DAY_FIRST);
        assertThat(dates.isAmbiguous()).isTrue();
        assertThat(dates.doubt()).contains("1/2/2010").contains("date-format=m/d/y");
    }

    @Test
    void an_undecided_column_with_half_days_is_american() {
        assertThat(Dates.among(List.of("1/2/2010 5:00 PM")).format()).isEqualTo(DateFormat.MONTH_FIRST);
    }

    @Test
    void what_does_not_exist_is_said() {
        Dates dayFirst = Dates.of(DateFormat.DAY_FIRST);

        assertThat(dayFirst.read("31/02/2010")).isEqualTo(new DateRead.NoDate("the date '31/02/2010' does not exist"));
        assertThat(dayFirst.read("29/02/2012")).isInstanceOf(When.class);
        assertThat(dayFirst.read("29/02/2011")).isInstanceOf(DateRead.NoDate.class);
        assertThat(dayFirst.read("01/01/1850"))
                .isEqualTo(new DateRead.NoDate("the year of the date '01/01/1850' lies outside 1900 to 2100"));
        assertThat(dayFirst.read("01/01/2010 25:00"))
                .isEqualTo(new DateRead.NoDate("the time of day in '01/01/2010 25:00' does not exist"));
        assertThat(dayFirst.read("soon"))
                .isEqualTo(new DateRead.NoDate("'soon' is not a date written like 31/01/2026"));
    }

    @Test
    void no_text_throws() {
        Random random = new Random(3);
        String letters = "0123456789-/.: TZ+amp,Dec";
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(22);
            for (int i = 0; i < length; i++) text.append(letters.charAt(random.nextInt(letters.length())));
            for (DateFormat format : DateFormat.values()) {
                assertThat(Dates.of(format).read(text.toString())).isNotNull();
            }
        }
    }

    @Test
    void every_moment_written_is_read_back() {
        Random random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            LocalDateTime time = LocalDateTime.of(1990, 1, 1, 0, 0).plusSeconds(random.nextInt(1_500_000_000));
            assertThat(Dates.of(DateFormat.ISO).read(time.toString())).isEqualTo(new When.Local(time));
            String american = DateTimeFormatter.ofPattern("M/d/uuuu h:mm:ss a", java.util.Locale.US)
                    .format(time);
            assertThat(Dates.of(DateFormat.MONTH_FIRST).read(american)).isEqualTo(new When.Local(time));
            String european = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss").format(time);
            assertThat(Dates.of(DateFormat.DAY_FIRST).read(european)).isEqualTo(new When.Local(time));
        }
    }
}
