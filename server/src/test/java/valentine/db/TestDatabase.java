package valentine.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;
import valentine.Application;

/// A database of its own for a test class, cloned from a migrated one: `@AutoClose static final TestDatabase database
/// = TestDatabase.create();`
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    public static TestDatabase create() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE migrated");
        return new TestDatabase(name);
    }

    /// As `--database-url` takes it.
    public String url() {
        return url(name);
    }

    public Database open() {
        Database opened = Database.external(url(), new DataFolder(folder()));
        masterKey(folder().resolve("master.key"));
        return opened;
    }

    /// Beside an external database nobody makes one.
    private static void masterKey(Path file) {
        try {
            if (!Files.exists(file)) Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The data folder that goes with it.
    public Path folder() {
        return Server.FOLDER.resolve(name);
    }

    /// The modules put together over it, without pages; closed by who asked for it.
    public ConfigurableApplicationContext context() {
        return Application.quiet(open());
    }

    /// The server over it in a process of its own, to be killed.
    public Process serve(ProcessBuilder.Redirect said, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "valentine.Valentine",
                "serve",
                "--port",
                "0",
                "--database-url",
                url(),
                "--data",
                folder().toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource("jdbc:" + url().replace("postgres@", ""), "postgres", ""));
    }

    /// Empties tables while a server runs over them: again where a reader of it stood in the way just then.
    public static void empty(JdbcClient jdbc, String truncate) {
        for (int attempt = 1; ; attempt++) {
            try {
                jdbc.sql(truncate).update();
                return;
            } catch (PessimisticLockingFailureException e) {
                if (attempt == 5) throw e;
            }
        }
    }

    @Override
    public void close() {
        execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    private static String url(String name) {
        return "postgresql://postgres@127.0.0.1:" + Server.POSTGRES.getPort() + "/" + name;
    }

    private static void execute(String sql) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// One for all tests of this JVM, in a temporary folder, gone at its end.
    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();
        private static final Path FOLDER = temporaryFolder();

        private static Path temporaryFolder() {
            try {
                Path folder = Files.createTempDirectory("valentine-test");
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C.UTF-8")
                        .start();
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE migrated");
                }
                Migrations.run(
                        Database.external("postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/migrated"));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
