package valentine;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import valentine.db.Backup;
import valentine.db.Database;
import valentine.db.Migrations;

/// `backup`: everything into one file, also while Valentine runs.
@Command(
        name = "backup",
        description = "Write everything into one file; Valentine may run meanwhile.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Mixin
    Place place;

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist yet.")
    Path file;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        try (Database database = place.shared()) {
            Migrations.run(database);
            long rows = Backup.write(database, file);
            PrintWriter out = spec.commandLine().getOut();
            out.printf("Backed up %,d rows into %s%n", rows, file);
            out.printf(
                    "Not in it, on purpose: the keys to what is kept encrypted. Keep a copy of %s apart from it.%n",
                    database.folder().path().resolve("master.key"));
            out.flush();
            return 0;
        }
    }
}
