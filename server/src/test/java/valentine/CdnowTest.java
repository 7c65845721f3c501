package valentine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import valentine.models.Scores;

/// A music shop's customers scored as of a day, against what they did afterwards.
@Tag("shared")
class CdnowTest {
    private static final LocalDate AS_OF = LocalDate.of(1997, 12, 31);
    private static final int HORIZON = 180;

    private final Path file = Path.of(System.getProperty("valentine.shared")).resolve("cdnow/CDNOW_sample.txt");

    @TempDir
    Path folder;

    @Test
    void what_was_foretold_came_about_as_often_and_rather_to_those_it_was_foretold_for() throws IOException {
        Path orders = folder.resolve("orders.csv");
        Path scores = folder.resolve("scores.csv");
        Set<String> came = new HashSet<>();
        List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.strip().split("\\s+");
            LocalDate day = LocalDate.parse(
                    cells[2].substring(0, 4) + "-" + cells[2].substring(4, 6) + "-" + cells[2].substring(6));
            lines.add("c" + cells[1] + "," + day + "," + cells[4]);
            if (day.isAfter(AS_OF) && !day.isAfter(AS_OF.plusDays(HORIZON))) came.add("c" + cells[1]);
        }
        Files.write(orders, lines);

        int code = Valentine.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(
                        "score",
                        orders.toString(),
                        "--as-of",
                        AS_OF.toString(),
                        "--horizon",
                        HORIZON + "d",
                        "--out",
                        scores.toString());

        assertThat(code).isZero();
        List<String> told = Files.readAllLines(scores);
        assertThat(told).hasSize(1 + 2357);
        double[] chance = new double[2357];
        boolean[] outcome = new boolean[2357];
        double given = 0;
        for (int i = 0; i < chance.length; i++) {
            String[] cells = told.get(i + 1).split(",", 6);
            chance[i] = Double.parseDouble(cells[4]);
            outcome[i] = came.contains(cells[0]);
            given += chance[i];
        }
        assertThat(Scores.auc(chance, outcome)).isGreaterThan(0.78);
        assertThat(given / chance.length)
                .isBetween(0.8 * came.size() / chance.length, 1.2 * came.size() / chance.length);
    }
}
