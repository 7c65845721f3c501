package valentine.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import valentine.csv.AmountRead.Amount;
import valentine.csv.AmountRead.NoAmount;

class AmountsTest {
    @Test
    void decimals_are_found_whatever_begins_them() {
        assertThat(value("1.234,56")).isEqualByComparingTo("1234.56");
        assertThat(value("1,234.56")).isEqualByComparingTo("1234.56");
        assertThat(value("1 234,56")).isEqualByComparingTo("1234.56");
        assertThat(value("1\u00a0234,56 €")).isEqualByComparingTo("1234.56");
        assertThat(value("1'234.50")).isEqualByComparingTo("1234.50");
        assertThat(value("1.234.567")).isEqualByComparingTo("1234567");
        assertThat(value("0,500")).isEqualByComparingTo("0.5");
        assertThat(value("6.95")).isEqualByComparingTo("6.95");
        assertThat(value(".5")).isEqualByComparingTo("0.5");
    }

    @Test
    void every_minus_is_one() {
        for (String text :
                List.of("-12.50", "(12.50)", "12.50-", "\u221212.50", "- 12.50", "-£12.50", "£-12.50", "($12.50)")) {
            assertThat(value(text)).as(text).isEqualByComparingTo("-12.50");
        }
    }

    @Test
    void currencies_are_picked_up() {
        assertThat(read("GBP 12")).isEqualTo(new Amount(new BigDecimal("12"), "GBP"));
        assertThat(read("£12.50")).isEqualTo(new Amount(new BigDecimal("12.50"), "GBP"));
        assertThat(read("12,50 €")).isEqualTo(new Amount(new BigDecimal("12.50"), "EUR"));
        assertThat(read("R$ 12,50")).isEqualTo(new Amount(new BigDecimal("12.50"), "BRL"));
        assertThat(read("12.50 kr.")).isEqualTo(new Amount(new BigDecimal("12.50"), ""));
    }

    @Test
    void junk_is_said() {
        for (String text :
                List.of("twelve", "1-2", "12 apples", "1.2.3", "--5", "12%", "1234567890123456789", "£", "1,23.4,5")) {
            assertThat(read(text)).as(text).isEqualTo(new NoAmount("'" + text + "' is not a number"));
        }
    }

    @Test
    void a_comma_in_a_column_of_points_is_never_dropped() {
        Amounts points = Amounts.among(List.of("1.50", "2.75", "3.10"));

        assertThat(points.read("1,5")).isInstanceOf(NoAmount.class);
        assertThat(points.read("1,500")).isEqualTo(new Amount(new BigDecimal("1500"), ""));
    }

    @Test
    void a_column_that_can_be_read_both_ways_is_in_doubt() {
        assertThat(Amounts.among(List.of("1.234", "5.678")).isAmbiguous()).isTrue();
        assertThat(Amounts.among(List.of("1.234", "5.678", "9,50")).isAmbiguous())
                .isFalse();
        assertThat(Amounts.among(List.of("1.234", "5.678", "9,50")).hasDecimalComma())
                .isTrue();
        assertThat(Amounts.among(List.of("12", "7")).isAmbiguous()).isFalse();
    }

    private static AmountRead read(String text) {
        return Amounts.among(List.of(text)).read(text);
    }

    private static BigDecimal value(String text) {
        return read(text) instanceof Amount(BigDecimal value, String _) ? value : new BigDecimal("-999");
    }
}
