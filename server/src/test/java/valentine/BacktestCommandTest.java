package valentine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import valentine.backtest.TrackRecord;

class BacktestCommandTest {
    private static final LocalDate OPENED = LocalDate.of(2024, 1, 1);

    @TempDir
    Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private final List<String> rows = new ArrayList<>(List.of("customer,date,amount,currency"));
    private Path file;

    @BeforeEach
    void a_shop_has_sold_for_two_years() {
        file = folder.resolve("orders.csv");
        Random random = new Random(5);
        for (int customer = 0; customer < 400; customer++) {
            double usual = 15 + 60 * random.nextDouble();
            double leaving = 0.02 + 0.3 * random.nextDouble();
            double day = random.nextInt(480);
            while (day < 730 && (day < 1 || random.nextDouble() >= leaving)) {
                rows.add("c" + customer + "," + OPENED.plusDays((long) day) + ",20,EUR");
                day += 1 - usual * Math.log(1 - random.nextDouble());
            }
        }
    }

    @Test
    void words_come_first_and_the_statistics_behind() throws IOException {
        assertThat(backtest("--horizon", "90d", "--cuts", "3")).isZero();

        assertThat(out.toString())
                .startsWith("Of 100 customers we said had a chance of ")
                .contains("we called leaving", "who left we had missed", "3 cuts", "Best by log loss")
                .contains("behind the score", "AUC", "Brier", "ECE", "chance", "slope", "lift", "Gini", "RMSE")
                .contains("by first purchase", "bought once", "At the end of ");
    }

    @Test
    void programs_read_the_same_as_json() throws IOException {
        backtest("--horizon", "90d", "--cuts", "2", "--json");

        TrackRecord record = JsonMapper.builder().build().readValue(out.toString(), TrackRecord.class);
        assertThat(record.cuts()).hasSize(2);
        assertThat(record.horizon()).isEqualTo(90);
    }

    @Test
    void future_dates_are_left_out_and_said() throws IOException {
        backtest("--horizon", "90d", "--cuts", "2", "--json");
        String before = out.toString();
        rows.add("c1,2093-01-01,20,EUR");
        backtest("--horizon", "90d", "--cuts", "2", "--json");

        assertThat(err.toString()).contains("1 line is dated after today");
        assertThat(out.toString()).isEqualTo(before);
    }

    @Test
    void money_of_another_currency_is_left_out_and_said() throws IOException {
        rows.add("c1,2025-05-05,1000,USD");
        backtest("--horizon", "90d", "--cuts", "2");

        assertThat(err.toString()).contains("The money of 1 line in another currency than EUR was left out");
    }

    @Test
    void the_zone_decides_the_day_of_a_time_with_an_offset() throws IOException {
        rows.clear();
        rows.add("customer,date,amount");
        for (int customer = 0; customer < 40; customer++) {
            rows.add("c" + customer + ",2025-03-31T23:30:00Z,5");
            rows.add("c" + customer + ",2025-04-01T01:30:00+02:00,5");
        }
        backtest();
        String inLondon = out.toString();
        backtest("--zone", "Asia/Tokyo");

        assertThat(inLondon).startsWith("There is no track record yet: the history covers 1 day");
        assertThat(out.toString()).isEqualTo(inLondon);
    }

    @Test
    void what_cannot_be_asked_is_refused_in_a_sentence() throws IOException {
        assertThat(backtest("--cuts", "0")).isNotZero();
        assertThat(err.toString()).contains("--cuts is a number from 1 to 60; not 0.");
        assertThat(backtest("--horizon", "soon")).isNotZero();
        assertThat(err.toString()).contains("--horizon is a number of days");
    }

    private int backtest(String... arguments) throws IOException {
        Files.write(file, rows);
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("backtest", file.toString()));
        all.addAll(List.of(arguments));
        return Valentine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }
}
