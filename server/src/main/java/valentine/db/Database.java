package valentine.db;

import java.nio.channels.FileLock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// The open way to PostgreSQL: where it is and how to sign in there.
public final class Database implements AutoCloseable {
    private static final int OLDEST = 15;

    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable LocalPostgres local;
    private final DataFolder folder;

    private Database(
            DataFolder folder,
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable LocalPostgres local) {
        this.folder = folder;
        this.url = url;
        this.user = user;
        this.password = password;
        this.local = local;
    }

    /// A PostgreSQL that somebody else runs; user and password may stand in the URL or come from PGUSER and PGPASSWORD.
    public static Database external(String url) {
        return external(url, new DataFolder(DataFolder.usual("valentine")));
    }

    /// The same, with the folder for the files that belong to these data.
    public static Database external(String url, DataFolder folder) {
        String jdbc = url.startsWith("jdbc:") ? url : "jdbc:" + url.replaceFirst("^postgres://", "postgresql://");
        if (!jdbc.startsWith("jdbc:postgresql://")) {
            throw new CannotStart("The database URL must look like postgresql://host:5432/name?user=…&password=….");
        }
        Database database = new Database(folder, withoutUserInfo(jdbc), userIn(jdbc), passwordIn(jdbc), null);
        database.check();
        return database;
    }

    /// The embedded PostgreSQL of a folder, owned by this process alone.
    public static Database own(DataFolder folder) {
        FileLock lock = folder.lock()
                .orElseThrow(() -> new CannotStart("Another Valentine already runs on " + folder.path()
                        + ". Stop it, or choose another folder with --data."));
        return embedded(folder, lock);
    }

    /// The embedded PostgreSQL of a folder: started for us, or that of the Valentine that runs there already.
    public static Database ownOrShared(DataFolder folder) {
        var lock = folder.lock();
        if (lock.isPresent()) {
            return embedded(folder, lock.get());
        }
        String url = folder.address()
                .orElseThrow(() -> new CannotStart(
                        "Another Valentine is just starting on " + folder.path() + ". Try again in a moment."));
        return new Database(folder, url, LocalPostgres.USER, folder.password(), null);
    }

    private static Database embedded(DataFolder folder, FileLock lock) {
        LocalPostgres postgres = LocalPostgres.start(folder, lock);
        return new Database(folder, postgres.url(), LocalPostgres.USER, folder.password(), postgres);
    }

    public String url() {
        return url;
    }

    public @Nullable String user() {
        return user;
    }

    public @Nullable String password() {
        return password;
    }

    /// Where files lie that belong to these data; beside an external database, the user's data folder.
    public DataFolder folder() {
        return folder;
    }

    public boolean embedded() {
        return local != null;
    }

    public Connection connect() throws SQLException {
        return user == null ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password);
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
        }
    }

    private void check() {
        try (Connection connection = connect()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new CannotStart(
                        "PostgreSQL " + version + " is too old: Valentine needs " + OLDEST + " or newer.");
            }
        } catch (SQLException e) {
            throw new CannotStart("The database does not answer: " + e.getMessage() + " Check --database-url.", e);
        }
    }

    private static String withoutUserInfo(String jdbc) {
        return jdbc.replaceFirst("//[^/@]*@", "//");
    }

    private static @Nullable String userIn(String jdbc) {
        String[] parts = userInfo(jdbc);
        return parts.length > 0 && !parts[0].isEmpty() ? parts[0] : System.getenv("PGUSER");
    }

    private static @Nullable String passwordIn(String jdbc) {
        String[] parts = userInfo(jdbc);
        return parts.length > 1 ? parts[1] : System.getenv("PGPASSWORD");
    }

    private static String[] userInfo(String jdbc) {
        int start = "jdbc:postgresql://".length();
        int end = jdbc.indexOf('@', start);
        int slash = jdbc.indexOf('/', start);
        return end < 0 || (slash >= 0 && slash < end)
                ? new String[0]
                : jdbc.substring(start, end).split(":", 2);
    }
}
