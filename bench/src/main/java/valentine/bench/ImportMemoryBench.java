package valentine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import valentine.simulation.Simulation;

/// The memory and time that the real command takes for ten million simulated order lines.
final class ImportMemoryBench {
    /// Twelve lines each, over two years.
    private static final int CUSTOMERS = 920_000;

    private static final int MONTHS = 24;

    private ImportMemoryBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int customers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CUSTOMERS;
        try (Scratch scratch = Scratch.make()) {
            Path files = scratch.path().resolve("files");
            var written = new Simulation(customers, MONTHS, 14, LocalDate.of(2026, 2, 14)).write(files);
            System.out.printf(Locale.ROOT, "%,d order lines simulated%n", written.orderLines());
            Files.delete(files.resolve("interactions.csv"));
            long began = System.nanoTime();
            try (Program program = Program.start(
                    "import",
                    files.resolve("orders.csv").toString(),
                    "--kind",
                    "orders",
                    "--data",
                    scratch.path().resolve("data").toString())) {
                program.end();
                double took = (System.nanoTime() - began) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "%,d MiB resident at most (VmHWM), %,.0f s, %,.0f rows/s with the start of everything%n",
                        program.peakMegabytes(),
                        took,
                        written.orderLines() / took);
            }
        }
    }
}
