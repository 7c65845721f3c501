package valentine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import valentine.db.DataFolder;
import valentine.db.Database;

/// Where the data are: options that every command with a database shares.
final class Place {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder (default: valentine in the user's data folder).")
    @Nullable
    Path data;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "An own PostgreSQL 15 or newer instead of the embedded one: postgresql://user:password@host/name.")
    @Nullable
    String databaseUrl;

    DataFolder folder(String usual) {
        return new DataFolder(data == null ? DataFolder.usual(usual) : data);
    }

    /// For a command that serves: the folder is ours alone.
    Database own(String usual) {
        return databaseUrl == null ? Database.own(folder(usual)) : Database.external(databaseUrl, folder(usual));
    }

    /// For a command that may run beside a server.
    Database shared() {
        return databaseUrl == null
                ? Database.ownOrShared(folder("valentine"))
                : Database.external(databaseUrl, folder("valentine"));
    }
}
