package valentine.db;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The embedded PostgreSQL of a data folder: started and stopped with us, its data kept on disk.
///
/// The library starts servers for tests, so everything that makes a database durable is set back on here and checked.
/// When the server ends without us, killed or for want of memory or disk, it is started again as it was.
final class LocalPostgres implements AutoCloseable {
    static final String USER = "postgres";
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalPostgres.class);
    private static final Duration STARTUP = Duration.ofMinutes(2);
    private static final List<String> DURABLE = List.of("fsync", "full_page_writes", "synchronous_commit");

    /// The processes of one that was killed need a moment to see that they are alone.
    private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final EmbeddedPostgres server;
    private final Path data;
    private final FileLock lock;
    private CompletableFuture<Void> watch = CompletableFuture.completedFuture(null);
    private boolean closed;

    private LocalPostgres(EmbeddedPostgres server, Path data, FileLock lock) {
        this.server = server;
        this.data = data;
        this.lock = lock;
    }

    /// Starts the server of a folder that we hold the lock of.
    static LocalPostgres start(DataFolder folder, FileLock lock) {
        Path data = folder.database();
        stopLeftover(data);
        dropHalfMade(data);
        String password = folder.password();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries().toFile())
                .setPGStartupWait(STARTUP)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                // The library hands these on to initdb: our password asked for from the very first start.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", folder.passwordFile().toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", password)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", sharedMegabytes() + "MB")
                .setServerConfig("work_mem", "16MB")
                .setServerConfig("maintenance_work_mem", "128MB")
                .setServerConfig("max_wal_size", "2GB")
                // Segments are used again rather than filled with zeros anew.
                .setServerConfig("min_wal_size", "512MB")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("jit", "off")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_truncate_on_rotation", "on")
                .setServerConfig("log_filename", "postgresql-%a.log")
                .setServerConfig("max_connections", "60");
        DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
        try {
            LocalPostgres postgres = new LocalPostgres(builder.start(), data, lock);
            postgres.checkDurable(password);
            folder.address(postgres.url());
            postgres.watch(control(data));
            return postgres;
        } catch (IOException | SQLException | IllegalStateException e) {
            release(lock);
            throw new CannotStart(
                    "The embedded PostgreSQL did not start; its log is in " + data.resolve("log")
                            + ". Is the disk full? './valentine doctor' says more.",
                    e);
        }
    }

    /// An eighth of the memory of the machine, from 256 MB to 1 GB; it is taken only as far as there are data.
    private static long sharedMegabytes() {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        return Math.clamp(memory >> 23, 256, 1024);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.cancel(false);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release(lock);
        }
    }

    private synchronized void watch(Path control) {
        watch = running(data)
                .map(postmaster -> postmaster.onExit().<Void>thenApply(_ -> null))
                .orElse(CompletableFuture.completedFuture(null))
                .thenRunAsync(() -> startAgain(control), SOON);
    }

    private synchronized void startAgain(Path control) {
        if (closed) {
            return;
        }
        try {
            if (running(data).isEmpty()) {
                LOGGER.warn("PostgreSQL has ended and is started again; its log is in {}", data.resolve("log"));
                stopLeftover(data);
                restart(control);
            }
        } catch (IOException | CannotStart e) {
            LOGGER.warn("PostgreSQL could not be started again: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        watch(control);
    }

    /// A restart takes the options that PostgreSQL noted when it was first started.
    private void restart(Path control) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root; so the library starts it, too.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(control.toString(), "-D", data.toString(), "-w", "-t", "60", "restart"));
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /// The program that starts and stops the server, beside that of the server itself.
    private static Path control(Path data) {
        return running(data)
                .flatMap(postmaster -> postmaster.info().command())
                .map(command -> Path.of(command).resolveSibling("pg_ctl"))
                .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
    }

    private static Optional<ProcessHandle> running(Path data) {
        try {
            return ProcessHandle.of(postmaster(data)).filter(handle -> servesFolder(handle, data));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long postmaster(Path data) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
        return Long.parseLong(lines.isEmpty() ? "0" : lines.getFirst().strip());
    }

    /// The programs of PostgreSQL, unpacked once per user, in a folder that nobody else can write to.
    private static Path binaries() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        Path own = new DataFolder(cache.resolve("valentine")).path().resolve("postgres");
        try {
            return Files.createDirectories(own);
        } catch (IOException e) {
            throw new CannotStart("The folder " + own + " cannot be made: " + e.getMessage() + ".", e);
        }
    }

    /// After a kill -9 of ours the server lives on with its port and its lock; we hold the folder, so it may go.
    private static void stopLeftover(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            long pid = postmaster(data);
            var process = ProcessHandle.of(pid).filter(handle -> servesFolder(handle, data));
            if (process.isPresent()) {
                new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
                process.get().onExit().get(60, TimeUnit.SECONDS);
            }
            // A process number can be given anew to somebody else, and then PostgreSQL would refuse to start.
            Files.deleteIfExists(pidFile);
        } catch (IOException | NumberFormatException | ExecutionException | TimeoutException e) {
            throw new CannotStart(
                    "A PostgreSQL left over from an earlier run does not stop; end the process named in " + pidFile
                            + ".",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while stopping a PostgreSQL left over from an earlier run.", e);
        }
    }

    private static boolean servesFolder(ProcessHandle process, Path data) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                .isPresent();
    }

    /// initdb writes postgresql.conf before it is done: a folder without its last file was never a database.
    private static void dropHalfMade(Path data) {
        if (!Files.exists(data) || Files.exists(data.resolve("global").resolve("pg_control"))) {
            return;
        }
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new CannotStart("The half-made database in " + data + " cannot be cleared away.", e);
        }
    }

    private void checkDurable(String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), USER, password);
                Statement statement = connection.createStatement()) {
            for (String setting : DURABLE) {
                try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
                    rows.next();
                    if (!rows.getString(1).equals("on")) {
                        throw new IllegalStateException(setting + " is off");
                    }
                }
            }
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
