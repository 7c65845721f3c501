package valentine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import valentine.backtest.Pool;
import valentine.backtest.Result;
import valentine.backtest.TrackRecord;
import valentine.csv.CsvFile;
import valentine.csv.Row;
import valentine.csv.Rows;

/// The track record on real data: over all cuts no simple line does clearly better than the score.
@Tag("shared")
class TrackRecordTest {
    private final Path data = Path.of(System.getProperty("valentine.shared"));

    @TempDir
    Path folder;

    @Test
    void a_music_shop() throws IOException {
        List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
        for (String line : Files.readAllLines(data.resolve("cdnow/CDNOW_sample.txt"))) {
            String[] cells = line.strip().split("\\s+");
            LocalDate day = LocalDate.parse(
                    cells[2].substring(0, 4) + "-" + cells[2].substring(4, 6) + "-" + cells[2].substring(6));
            lines.add("c" + cells[1] + "," + day + "," + cells[4]);
        }
        Pool pool = pool(Files.write(folder.resolve("cdnow.csv"), lines));

        assertThat(pool.recency().high()).isNegative();
        assertThat(pool.score().calibration().error()).isLessThan(0.03);
    }

    @Test
    void a_gift_shop() throws IOException {
        Pool pool = pool(data.resolve("online_retail/online_retail_2009-12_2010-12.csv.gz"));

        assertThat(pool.recency().high()).isNegative();
    }

    @Test
    void a_marketplace_to_which_hardly_anybody_comes_back() throws IOException {
        Map<String, String> person = new HashMap<>();
        for (Row row : rows("olist/olist_customers_dataset.csv")) {
            person.put(row.get(0), row.get(1));
        }
        List<String> lines = new ArrayList<>(List.of("customer,date"));
        for (Row row : rows("olist/olist_orders_dataset.csv")) {
            lines.add(person.get(row.get(1)) + "," + row.get(3));
        }
        Pool pool = pool(Files.write(folder.resolve("olist.csv"), lines));

        assertThat(pool.score().calibration().error()).isLessThan(0.01);
    }

    private Pool pool(Path file) {
        StringWriter out = new StringWriter();
        int code = Valentine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("backtest", file.toString(), "--json");
        assertThat(code).isZero();
        Pool pool = Objects.requireNonNull(JsonMapper.builder()
                .build()
                .readValue(out.toString(), TrackRecord.class)
                .pool());
        assertThat(pool.results())
                .filteredOn(Result::baseline)
                .allMatch(line ->
                        line.forecasts() < pool.forecasts() || line.behind().high() >= 0);
        return pool;
    }

    private List<Row> rows(String name) throws IOException {
        List<Row> all = new ArrayList<>();
        try (Rows rows = CsvFile.open(data.resolve(name)).rows()) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }
}
