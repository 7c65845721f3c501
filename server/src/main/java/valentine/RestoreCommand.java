package valentine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import valentine.db.Backup;
import valentine.db.CannotStart;
import valentine.db.Database;

/// `restore`: a backup into an empty database.
@Command(
        name = "restore",
        description = "Fill an empty Valentine from a backup; it must not run meanwhile.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    Place place;

    @Parameters(paramLabel = "FILE", description = "The file that backup wrote.")
    Path file;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new CannotStart("There is no file " + file + ".");
        }
        try (Database database = place.own("valentine")) {
            long rows = Backup.restore(database, file);
            spec.commandLine().getOut().printf("Restored %,d rows. Start Valentine and sign in as before.%n", rows);
            return 0;
        }
    }
}
