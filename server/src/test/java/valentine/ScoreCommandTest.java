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
import picocli.CommandLine;

class ScoreCommandTest {
    private static final LocalDate OPENED = LocalDate.of(2024, 1, 1);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;

    @BeforeEach
    void a_shop_has_sold_for_two_years() throws IOException {
        file = folder.resolve("orders.csv");
        Files.write(file, rows(null));
    }

    @Test
    void the_answer_says_who_stays_what_is_at_risk_and_how_we_know() {
        assertThat(score(file.toString(), "--horizon", "90d")).isZero();

        assertThat(out.toString())
                .contains("known at the end of", "in touch", "gone quiet", "a year at risk", "How do we know?")
                .contains(
                        "log loss",
                        "when they last bought",
                        "in 100 came back",
                        "The winner was chosen on this same check");
        assertThat(err.toString()).contains("the last day in the file");
    }

    @Test
    void every_customer_known_by_then_has_one_row() throws IOException {
        Path scores = folder.resolve("scores.csv");
        score(file.toString(), "--as-of", "2025-03-31", "--horizon", "90d", "--out", scores.toString());

        List<String> lines = Files.readAllLines(scores);
        long known = rows(null).stream()
                .skip(1)
                .map(row -> row.split(","))
                .filter(row -> row[1].compareTo("2025-03-31") <= 0)
                .map(row -> row[0])
                .distinct()
                .count();
        assertThat(lines.getFirst())
                .isEqualTo("customer,orders,first,last,staying,expected_orders,expected_value,band,reason");
        assertThat(lines).hasSize((int) known + 1);
        assertThat(lines.get(1))
                .matches("c0,\\d+,2024-\\d\\d-\\d\\d,\\d{4}-\\d\\d-\\d\\d,0\\.\\d{6},\\d+\\.\\d{6},\\d+\\.\\d{2},"
                        + "(in touch|cooling|losing touch|gone quiet),.+");
    }

    @Test
    void rows_planted_after_the_day_change_no_byte() throws IOException {
        Path planted = folder.resolve("planted.csv");
        Files.write(planted, rows("2025-07-01"));
        Path honest = folder.resolve("honest-scores.csv");
        Path tempted = folder.resolve("planted-scores.csv");

        score(file.toString(), "--as-of", "2025-06-30", "--horizon", "90d", "--out", honest.toString());
        String answer = out.toString();
        out.getBuffer().setLength(0);
        score(planted.toString(), "--as-of", "2025-06-30", "--horizon", "90d", "--out", tempted.toString());

        assertThat(tempted).hasSameBinaryContentAs(honest);
        assertThat(out).hasToString(answer);
    }

    @Test
    void a_name_that_a_spreadsheet_would_run_becomes_text() throws IOException {
        Files.write(file, List.of("customer,date,amount", "=1+1,2025-01-01,5", "=1+1,2025-02-01,5"));
        Path scores = folder.resolve("scores.csv");

        score(file.toString(), "--out", scores.toString());

        assertThat(Files.readAllLines(scores).get(1)).startsWith("'=1+1,2,2025-01-01,2025-02-01,0.");
        assertThat(out.toString()).contains("Not checked: the history covers 31 days");
    }

    @Test
    void what_cannot_be_is_refused_in_one_sentence() {
        assertThat(score(file.toString(), "--as-of", "1999-01-01")).isEqualTo(1);
        assertThat(err.toString()).contains("Nobody in the file had bought anything by the end of 1 January 1999.");
        assertThat(score(file.toString(), "--horizon", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("--horizon is a number of days");
    }

    private int score(String... arguments) {
        CommandLine command = Valentine.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of("score"));
        all.addAll(List.of(arguments));
        return command.execute(all.toArray(String[]::new));
    }

    /// @param planted the day of an order of everybody that stands before all others; none where null
    private static List<String> rows(@org.jspecify.annotations.Nullable String planted) {
        List<String> rows = new ArrayList<>(List.of("customer,date,amount"));
        if (planted != null) {
            for (int customer = 399; customer >= 0; customer--) {
                rows.add("c" + customer + "," + planted + ",99.99");
            }
        }
        Random random = new Random(7);
        for (int customer = 0; customer < 400; customer++) {
            double usual = 15 + 60 * random.nextDouble();
            double day = random.nextInt(customer == 0 ? 300 : 500);
            while (day < 700) {
                rows.add("c" + customer + "," + OPENED.plusDays((long) day) + "," + (10 + random.nextInt(90)));
                day = random.nextDouble() < 0.15 ? 700 : day + 1 - usual * Math.log(1 - random.nextDouble());
            }
        }
        return rows;
    }
}
