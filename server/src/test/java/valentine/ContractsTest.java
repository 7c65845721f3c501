package valentine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import valentine.backtest.ContractRecord;

class ContractsTest {
    @TempDir
    Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private final List<String> rows = new ArrayList<>(
            List.of("Customer ID,Tenure in Months,Churn Label,Contract,Charge,Churn Score,Total Charges,Reason,City"));

    @Test
    void words_come_first_and_the_statistics_behind() throws IOException {
        customers(700);

        assertThat(backtest()).isZero();
        assertThat(out.toString())
                .startsWith("Of 100 customers we said had a chance of ")
                .contains("Of two customers of whom one left first")
                .contains("Best is ", "700 customers", "Harrell", "Uno", "Brier", "ECE 12", "ECE 24")
                .contains("* ", "the same for everybody", "Contract alone", "all that is known, Cox")
                .contains("makes these figures look better");
    }

    @Test
    void programs_read_the_same_as_json() throws IOException {
        customers(700);
        backtest("--json", "--without", "Reason");

        ContractRecord record = JsonMapper.builder().build().readValue(out.toString(), ContractRecord.class);
        assertThat(record.customers()).isEqualTo(700);
        assertThat(record.results()).hasSize(4);
        assertThat(record.results().getFirst().behindColumn()).isNull();
        assertThat(record.results().getLast().behindColumn()).isNotNull();
        assertThat(record.results().getLast().behindEverybody().high()).isNegative();
        assertThat(record.columns()).containsExactly("Contract", "Charge");
        assertThat(record.winner()).isNotEqualTo("the same for everybody");
    }

    @Test
    void what_gives_the_end_away_is_left_out_and_said() throws IOException {
        customers(300);
        backtest("--without", "Charge");

        assertThat(out.toString())
                .contains("Left out 'Churn Score': its name says", "Left out 'Total Charges': its name says")
                .contains(
                        "Left out 'Charge', as asked.",
                        "Left out 'Reason': it is one thing for all who left",
                        "Left out 'Customer ID'",
                        "Left out 'City': a text")
                .contains("Known of each: Contract.");
    }

    @Test
    void rows_that_say_too_little_are_left_out_and_counted() throws IOException {
        customers(300);
        rows.add("x1,,Yes,yearly,3,1,1,,");
        rows.add("x2,-4,No,yearly,3,1,1,,");
        rows.add("x3,4,perhaps,yearly,3,1,1,,");
        backtest();

        assertThat(out.toString())
                .contains("3 rows were left out: no months in 'Tenure in Months' or no yes or no in 'Churn Label'.")
                .contains("300 customers");
    }

    @Test
    void a_file_that_cannot_teach_says_why() throws IOException {
        customers(3);
        backtest();
        assertThat(out.toString()).startsWith("Nothing can be told of how long customers stay: ");

        assertThat(withEnds("No")).contains("nobody in the file has left yet.");
        assertThat(withEnds("Yes")).contains("everybody in the file left, and those who stayed are missing.");
        rows.subList(1, rows.size()).clear();
        rows.add("a,3,Yes,yearly,1,1,1,,");
        rows.add("b,30,No,yearly,1,1,1,,");
        rows.add("c,40,No,yearly,1,1,1,,");
        backtest();
        assertThat(out.toString()).contains("it needs 100 customers, and the file has 3.");
    }

    @Test
    void a_file_without_tenure_or_with_another_name_for_it_is_asked_about() throws IOException {
        customers(300);
        rows.set(0, rows.getFirst().replace("Tenure in Months", "age of account"));

        assertThat(backtest()).isNotZero();
        assertThat(err.toString())
                .contains("Which column says in how many months they stayed? Name it with --map tenure=COLUMN.");
        assertThat(backtest("--map", "tenure=age of account")).isZero();
        assertThat(backtest("--map", "tenure=nothing")).isNotZero();
        assertThat(err.toString()).contains("the file has no such column");
        assertThat(backtest("--map", "tenure=age of account", "--without", "nothing"))
                .isNotZero();
        assertThat(err.toString()).contains("'nothing' is none");
    }

    @Test
    void days_are_not_taken_for_months() throws IOException {
        customers(300);
        rows.add("x1,2400,No,yearly,3,1,1,,");

        assertThat(backtest()).isNotZero();
        assertThat(err.toString()).contains("is taken for a number of months, and row 301 has 2400");
    }

    private String withEnds(String end) throws IOException {
        customers(300);
        rows.replaceAll(row -> row.replace(",Yes,", "," + end + ",").replace(",No,", "," + end + ","));
        backtest();
        return out.toString();
    }

    private void customers(int number) {
        rows.subList(1, rows.size()).clear();
        Random random = new Random(7);
        for (int i = 0; i < number; i++) {
            boolean yearly = random.nextBoolean();
            double charge = random.nextDouble();
            double leaves = -Math.log(random.nextDouble()) / (.05 * Math.exp(charge - (yearly ? 2 : 0)));
            double seen = 60 * random.nextDouble();
            boolean left = leaves < seen;
            int months = (int) Math.ceil(Math.min(leaves, seen));
            rows.add(String.format(
                    Locale.ROOT,
                    "k%d,%d,%s,%s,%.3f,%d,%.2f,%s,town %d",
                    i,
                    months,
                    left ? "Yes" : "No",
                    yearly ? "yearly" : "monthly",
                    charge,
                    left ? 90 : 10,
                    charge * months,
                    left ? "price" : "",
                    i));
        }
    }

    private int backtest(String... arguments) throws IOException {
        Path file = Files.write(folder.resolve("contracts.csv"), rows);
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("backtest", file.toString(), "--contracts"));
        all.addAll(List.of(arguments));
        return Valentine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }
}
