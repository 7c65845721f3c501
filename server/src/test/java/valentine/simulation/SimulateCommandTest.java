package valentine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            new CommandLine(new SimulateCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @TempDir
    private Path folder;

    @Test
    void it_says_what_it_wrote() throws IOException {
        assertThat(simulate("20", folder.resolve("shop"))).isZero();

        assertThat(out.toString()).startsWith("20 customers, ").contains("interactions.csv", "KiB");
        assertThat(Files.size(folder.resolve("shop/orders.csv"))).isPositive();
    }

    @Test
    void too_few_customers_are_refused() {
        assertThat(simulate("4", folder)).isEqualTo(2);

        assertThat(err.toString()).contains("at least 5 customers");
    }

    @Test
    void files_that_exist_are_never_written_over() throws IOException {
        Files.writeString(folder.resolve("orders.csv"), "mine");

        assertThat(simulate("20", folder)).isEqualTo(2);

        assertThat(err.toString()).contains("orders.csv exists already; choose an empty folder");
        assertThat(folder.resolve("orders.csv")).hasContent("mine");
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "a file");

        assertThat(simulate("20", file.resolve("shop"))).isEqualTo(2);

        assertThat(err.toString()).contains("Cannot make the folder");
    }

    private int simulate(String customers, Path directory) {
        return command.execute(
                "--customers",
                customers,
                "--months",
                "12",
                "--seed",
                "1",
                "--end",
                "2026-02-13",
                "--out",
                directory.toString());
    }
}
