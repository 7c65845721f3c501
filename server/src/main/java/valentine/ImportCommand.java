package valentine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import valentine.csv.Correction;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.csv.UnreadableFile;
import valentine.db.CannotStart;
import valentine.intake.Import;
import valentine.intake.Imports;
import valentine.transparency.LeftOut;

/// `import`: brings a file of orders, customers or interactions into the history.
@Command(
        name = "import",
        description =
                "Bring a CSV file of orders, customers or interactions in. Bringing it twice stores nothing twice.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Mixin
    Place place;

    @Parameters(paramLabel = "FILE", description = "The CSV file, also packed as .gz.")
    Path file;

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = "What its rows are: orders, customers, interactions or another kind that Import knows.")
    String word;

    @Option(
            names = "--map",
            arity = "1..*",
            paramLabel = "FIELD=COLUMN",
            description = "Which column a field stands in, where the guess is wrong; also date-format=d/m/y, "
                    + "decimal=comma.")
    List<String> corrections = new ArrayList<>();

    @Option(names = "--day-first", description = "03/04/2025 is the third of April.")
    boolean dayFirst;

    @Option(names = "--month-first", description = "03/04/2025 is the fourth of March.")
    boolean monthFirst;

    @Spec
    CommandSpec spec;

    private int shown = -1;

    @Override
    public Integer call() throws IOException {
        CsvFile csv = open();
        PrintWriter err = spec.commandLine().getErr();
        try (var context = Application.quiet(place.shared())) {
            Imports imports = context.getBean(Imports.class);
            Kind kind = imports.kind(word).orElseThrow(() -> unknown(imports));
            Mapping mapping = mapping(kind, csv);
            mapping.notes().forEach(err::println);
            err.flush();
            imports.endAbandoned();
            Import begun = imports.begin(kind, file.getFileName().toString());
            Import done = imports.run(begun.id(), csv, mapping, corrections, news -> progress(news, err));
            if (shown >= 0) err.println();
            err.flush();
            if (!done.isFinished()) {
                throw new CannotStart(String.valueOf(done.why()));
            }
            print(done, imports);
        }
        return 0;
    }

    private ParameterException unknown(Imports imports) {
        String words = imports.kinds().stream().map(Kind::word).collect(Collectors.joining(", "));
        return new ParameterException(
                spec.commandLine(), "There are no files of '" + word + "'. Say --kind with one of " + words + ".");
    }

    private CsvFile open() throws IOException {
        if (Files.isDirectory(file)) throw new CannotStart(file + " is a folder; name a file.");
        if (!Files.exists(file)) throw new CannotStart("There is no file " + file + ".");
        if (!Files.isReadable(file)) throw new CannotStart("The file " + file + " may not be read by you.");
        try {
            return CsvFile.open(file);
        } catch (UnreadableFile e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }

    private Mapping mapping(Kind kind, CsvFile csv) throws IOException {
        if (dayFirst) corrections.add("date-format=d/m/y");
        if (monthFirst) corrections.add("date-format=m/d/y");
        Mapping mapping = switch (Mapping.guess(kind, csv).correct(corrections)) {
            case Correction.Corrected(Mapping corrected) -> corrected.settled(csv);
            case Correction.Misunderstood(String sentence) -> throw new CannotStart(sentence);
        };
        if (!mapping.missing().isEmpty()) throw new CannotStart(String.join("\n", mapping.missing()));
        return mapping;
    }

    private void progress(Import news, PrintWriter err) {
        int percent = news.way().percent();
        if (percent == shown) return;
        shown = percent;
        err.printf(Locale.ROOT, "\r%3d %%  %,d rows read", percent, news.tally().read());
        err.flush();
    }

    private void print(Import done, Imports imports) {
        PrintWriter out = spec.commandLine().getOut();
        Import.Tally tally = done.tally();
        line(out, "Rows read", tally.read());
        line(out, "Stored", tally.stored());
        line(out, "Duplicate", tally.duplicate());
        line(out, "Refused", tally.refused());
        String added = done.kind().added();
        if (!added.isEmpty()) {
            line(out, Character.toUpperCase(added.charAt(0)) + added.substring(1) + " added", tally.interactions());
        }
        line(out, "Customers added", tally.customers());
        if (!done.leftOut().isEmpty()) {
            out.println();
            out.println("Not kept, because it is sensitive");
            for (LeftOut.Field field : done.leftOut()) {
                out.printf(
                        Locale.ROOT,
                        "%,12d  %s (%s). %s%n",
                        field.times(),
                        field.name(),
                        field.kind().label(),
                        field.mend());
            }
        }
        if (tally.refused() > 0) {
            out.println();
            out.println("Refused because");
            for (Import.Reason reason : done.reasons()) {
                out.printf(Locale.ROOT, "%,12d  %s%n", reason.rows(), reason.why());
            }
            imports.refusedRows(done).ifPresent(path -> out.println("The refused rows are in " + path));
        }
        out.flush();
    }

    private static void line(PrintWriter out, String what, long count) {
        out.printf(Locale.ROOT, "%-25s%,12d%n", what, count);
    }
}
