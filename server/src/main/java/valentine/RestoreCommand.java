package valentine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import valentine.db.Backup;
import valentine.db.CannotStart;
import valentine.db.Database;
import valentine.erasure.Erasure;
import valentine.erasure.Erasures;

/// `restore`: a backup into an empty database.
@Command(
        name = "restore",
        description = "Fill an empty Valentine from a backup; it must not run meanwhile.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    /// The keys of what is sealed and of fingerprints, and the list of those who were forgotten.
    private static final List<String> INHERITED =
            List.of("master.key", "personal.keys", "suppression.key", "erasures.journal");

    @Mixin
    Place place;

    @Parameters(paramLabel = "FILE", description = "The file that backup wrote.")
    Path file;

    @Option(
            names = "--replaces",
            paramLabel = "FOLDER",
            description = "The data folder of the Valentine that this one replaces: whoever was forgotten there since"
                    + " the backup was made is forgotten here too.")
    @Nullable
    Path replaces;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new CannotStart("There is no file " + file + ".");
        }
        try (Database database = place.own("valentine")) {
            Path folder = replaces;
            if (folder != null) database.folder().inherit(folder, INHERITED);
            long rows = Backup.restore(database, file);
            // Its start erases again whom the journal knows and the backup does not.
            try (ConfigurableApplicationContext context = Application.quiet(database)) {
                long again = context.getBean(Erasures.class).count(Erasure.Why.JOURNAL);
                var out = spec.commandLine().getOut();
                out.printf("Restored %,d rows. Start Valentine and sign in as before.%n", rows);
                if (again > 0) out.printf("%,d customers who were forgotten since then were erased again.%n", again);
            }
            return 0;
        }
    }
}
