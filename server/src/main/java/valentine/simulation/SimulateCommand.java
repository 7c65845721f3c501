package valentine.simulation;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import valentine.simulation.Simulation.Written;

/// Writes a simulated business into a folder.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Writes a believable business into a folder, with its hidden truth in a file of its own.")
public final class SimulateCommand implements Callable<Integer> {
    private static final List<String> FILES =
            List.of(Ledger.CUSTOMERS, Ledger.ORDERS, Ledger.INTERACTIONS, Ledger.TRUTH);

    @Spec
    private CommandSpec spec;

    @Option(names = "--customers", required = true, paramLabel = "N", description = "How many customers, at least 5.")
    private int customers;

    @Option(names = "--months", required = true, paramLabel = "M", description = "How many months, from 1 to 600.")
    private int months;

    @Option(names = "--seed", required = true, paramLabel = "S", description = "The same seed writes the same files.")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder; made where missing.")
    private Path out;

    @Option(names = "--end", paramLabel = "DATE", description = "The last day, like 2026-02-14; today by default.")
    private @Nullable LocalDate end;

    @Override
    public Integer call() {
        Simulation simulation = simulation();
        requireFreeFolder();
        PrintWriter err = spec.commandLine().getErr();
        int step = Math.max(10_000, customers / 20);
        try {
            Written written = simulation.write(out, done -> {
                if (done % step == 0) {
                    err.println("simulate: " + number(done) + " of " + number(customers) + " customers");
                    err.flush();
                }
            });
            summary(written);
            return 0;
        } catch (IOException | UncheckedIOException e) {
            err.println("simulate: cannot write into " + out + ": " + e.getMessage());
            removeHalfWritten();
            return 1;
        }
    }

    private Simulation simulation() {
        try {
            return new Simulation(customers, months, seed, end == null ? LocalDate.now(ZoneId.systemDefault()) : end);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /// Somebody's own orders may lie there under the same name: nothing is ever written over.
    private void requireFreeFolder() {
        for (String file : FILES) {
            if (Files.exists(out.resolve(file))) {
                throw new ParameterException(
                        spec.commandLine(), out.resolve(file) + " exists already; choose an empty folder for --out");
            }
        }
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "Cannot make the folder " + out + "; choose another one for --out", e);
        }
        if (!Files.isWritable(out)) {
            throw new ParameterException(
                    spec.commandLine(), "Cannot write into " + out + "; choose another folder for --out");
        }
    }

    /// Half a business would only mislead, and stand in the way of the next try.
    private void removeHalfWritten() {
        for (String file : FILES) {
            try {
                Files.deleteIfExists(out.resolve(file));
            } catch (IOException e) {
                spec.commandLine().getErr().println("simulate: " + out.resolve(file) + " is incomplete; remove it");
            }
        }
    }

    private void summary(Written written) throws IOException {
        PrintWriter text = spec.commandLine().getOut();
        text.println(number(written.customers()) + " customers, " + number(written.orders()) + " orders in "
                + number(written.orderLines()) + " lines, " + number(written.interactions()) + " other interactions");
        for (String file : FILES) {
            Path path = out.resolve(file);
            text.println(path + "  " + number(Math.ceilDiv(Files.size(path), 1024)) + " KiB");
        }
        text.flush();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
