package valentine.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import valentine.csv.Kind;

class InterruptedImportTest {
    private static final int LINES = 60_000;

    @TempDir
    Path folder;

    @Test
    void an_import_killed_in_the_middle_ends_in_the_same_state_when_the_file_is_brought_again() throws Exception {
        Path file = manyLines();
        try (Bringing killed = new Bringing(folder);
                Bringing undisturbed = new Bringing(folder)) {
            killInTheMiddle(killed, file);
            long storedBefore = Long.parseLong(
                    killed.lines("SELECT rows_stored FROM history.import").getFirst());
            assertThat(storedBefore).isBetween(1L, LINES - 1L);
            assertThat(killed.imports().running()).isTrue();

            killed.imports().endAbandoned();
            Import second = killed.bring(Kind.ORDERS, List.of(), file);
            undisturbed.bring(Kind.ORDERS, List.of(), file);

            assertThat(killed.imports().running()).isFalse();
            assertThat(killed.imports().latest(2).getLast().why()).contains("Bring the same file again");
            assertThat(second.tally().duplicate()).isGreaterThanOrEqualTo(storedBefore);
            assertThat(second.tally().stored() + second.tally().duplicate()).isEqualTo(LINES);
            assertThat(killed.history()).isEqualTo(undisturbed.history());
            assertThat(killed.lines("SELECT word FROM customer.word ORDER BY 1"))
                    .isEqualTo(undisturbed.lines("SELECT word FROM customer.word ORDER BY 1"));
            try (var folders = Files.list(killed.database().folder().resolve("imports"))) {
                assertThat(folders).allSatisfy(one -> assertThat(one).isEmptyDirectory());
            }
        }
    }

    /// The command in a process of its own, killed as soon as it says that a part is stored.
    private static void killInTheMiddle(Bringing bringing, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "valentine.Valentine",
                        "import",
                        file.toString(),
                        "--kind",
                        "orders",
                        "--database-url",
                        bringing.database().url(),
                        "--data",
                        bringing.database().folder().toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader progress = process.errorReader()) {
            StringBuilder since = new StringBuilder();
            for (int c = progress.read(); c >= 0; c = progress.read()) {
                if (c == '\r') since.setLength(0);
                else if (c == '%' && Integer.parseInt(since.toString().strip()) > 60) break;
                else since.append((char) c);
            }
            process.destroyForcibly().waitFor();
        }
    }

    private Path manyLines() throws IOException {
        Path file = folder.resolve("many.csv");
        Random random = new Random(11);
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("order,customer,date,product,description,quantity,price");
            for (int i = 0; i < LINES; i++) {
                int order = random.nextInt(9_000);
                out.printf(
                        "%d,c%d,2024-%02d-01,%d,%s,1,%d%n",
                        order, order % 700, order % 12 + 1, i, "word ".repeat(80), random.nextInt(50));
            }
        }
        return file;
    }
}
