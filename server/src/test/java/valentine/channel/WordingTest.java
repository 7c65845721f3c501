package valentine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import valentine.channel.Wording.Gap;

class WordingTest {
    @Test
    void a_gap_is_filled_and_where_nothing_is_known_its_fallback_stands_there() {
        String text = "Hello {{customer.first_name|dear friend}}, {{ firm.name }} says {{customer.company|}}hi.";

        assertThat(fill(text, Map.of(Gap.CUSTOMER_FIRST_NAME, "Zoë", Gap.FIRM_NAME, "Shop")))
                .isEqualTo("Hello Zoë, Shop says hi.");
        assertThat(fill(text, Map.of())).isEqualTo("Hello dear friend, us says hi.");
        assertThat(fill("Hi {{customer.first_name}}", Map.of())).isEqualTo("Hi there");
    }

    @Test
    void what_fills_a_gap_is_never_read_again_and_never_breaks_a_line() {
        String evil = "{{firm.name}}\r\nBcc: all@example.com\u202E <b>";

        assertThat(fill("A {{customer.name}} Z", Map.of(Gap.CUSTOMER_NAME, evil, Gap.FIRM_NAME, "secret")))
                .isEqualTo("A {{firm.name}} Bcc: all@example.com <b> Z");
    }

    @Test
    void a_gap_that_there_is_not_is_refused_with_those_that_there_are() {
        assertThat(Wording.read("Hi {{customer.password}}"))
                .isInstanceOfSatisfying(
                        Wording.Read.Bad.class,
                        bad -> assertThat(bad.why())
                                .startsWith("There is no {{customer.password}}.")
                                .contains("customer.first_name"));
        assertThat(Wording.read("Hi {{customer.name")).isInstanceOf(Wording.Read.Bad.class);
        assertThat(Wording.read("{{}}")).isInstanceOf(Wording.Read.Bad.class);
        assertThat(Wording.read("{single} }} braces")).isInstanceOf(Wording.Read.Good.class);
    }

    private static String fill(String text, Map<Gap, String> values) {
        return ((Wording.Read.Good) Wording.read(text)).wording().fill(values);
    }
}
