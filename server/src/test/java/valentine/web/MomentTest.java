package valentine.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant NOW = Instant.parse("2026-07-10T11:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-07-10T08:05:00Z | today, 09:05",
                "2026-07-09T15:40:00Z | yesterday, 16:40",
                "2026-07-11T08:00:00Z | tomorrow, 09:00",
                "2026-07-06T08:00:00Z | Monday, 09:00",
                "2026-03-03T09:30:00Z | 3 March, 09:30",
                "2010-12-01T08:26:00Z | 1 December 2010, 08:26",
                "2026-07-08T23:00:00Z | yesterday",
            })
    void a_moment_is_said_as_people_say_it(Instant at, String said) {
        assertThat(Moment.of(at, NOW, LONDON).said()).isEqualTo(said);
    }

    @Test
    void the_whole_moment_names_its_zone() {
        assertThat(Moment.of(Instant.parse("2026-07-09T15:40:00Z"), NOW, LONDON).full())
                .isEqualTo("Thursday, 9 July 2026, 16:40:00 (Europe/London)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.5 | GBP | £1,234.50 | £1,235",
                "-7.25 | EUR | −€7.25 | −€7",
                "980 | JPY | ¥980 | ¥980",
                "3 | XQZ | 3 XQZ | 3 XQZ"
            })
    void money_has_its_sign_and_currency(BigDecimal amount, String currency, String exact, String about) {
        Money money = new Money(amount, currency);
        assertThat(money.exact()).isEqualTo(exact);
        assertThat(money.about()).isEqualTo(about);
    }
}
