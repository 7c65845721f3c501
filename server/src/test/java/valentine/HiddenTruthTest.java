package valentine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import valentine.models.Scores;
import valentine.simulation.Simulation;

/// A simulated shop is scored from its orders alone, and held against what its customers really do next.
class HiddenTruthTest {
    private static final LocalDate END = LocalDate.of(2026, 6, 30);

    @TempDir
    Path folder;

    @Test
    void what_is_foretold_comes_about() throws IOException {
        new Simulation(5_000, 36, 3, END).write(folder);
        Path scores = folder.resolve("scores.csv");
        int code = Valentine.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(
                        "score",
                        folder.resolve("orders.csv").toString(),
                        "--as-of",
                        END.toString(),
                        "--horizon",
                        "180d",
                        "--out",
                        scores.toString());
        assertThat(code).isZero();

        Map<String, Boolean> came = new HashMap<>();
        rows(folder.resolve("truth.csv"))
                .forEach(row -> came.put(
                        row.getField("customer"),
                        !row.getField("orders_next_180").matches("0?")));
        List<NamedCsvRecord> told = rows(scores);
        double[] chance = new double[told.size()];
        boolean[] outcome = new boolean[told.size()];
        double given = 0;
        int comers = 0;
        for (int i = 0; i < chance.length; i++) {
            chance[i] = Double.parseDouble(told.get(i).getField("staying"));
            outcome[i] = came.get(told.get(i).getField("customer"));
            given += chance[i];
            comers += outcome[i] ? 1 : 0;
        }
        assertThat(Scores.auc(chance, outcome)).isGreaterThan(0.9);
        assertThat(given / chance.length).isCloseTo((double) comers / chance.length, within(0.03));
    }

    private static List<NamedCsvRecord> rows(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        }
    }
}
