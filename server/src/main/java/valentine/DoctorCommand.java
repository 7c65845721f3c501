package valentine;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import valentine.db.CannotStart;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.db.Migrations;

/// `doctor`: what is wrong with this installation, and how to mend it.
@Command(
        name = "doctor",
        description = "Look at disk, database, version, clock and ports; say what is wrong and how to mend it.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final long ENOUGH_DISK = 2L << 30;
    private static final Duration CLOCK_MAY_DIFFER = Duration.ofMinutes(1);
    /// No clock that is right shows a day before this program was made.
    private static final Instant MADE =
            LocalDate.of(2026, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();

    @Mixin
    Place place;

    @Mixin
    ServeCommand.Listening listening;

    @Spec
    CommandSpec spec;

    private int wrong;

    @Override
    public Integer call() {
        version();
        DataFolder folder = place.folder("valentine");
        disk(folder.path());
        database();
        clock();
        port();
        out().println(
                        wrong == 0
                                ? "Everything is well."
                                : wrong + (wrong == 1 ? " thing wants" : " things want") + " mending.");
        out().flush();
        return wrong == 0 ? 0 : 1;
    }

    private void version() {
        int java = Runtime.version().feature();
        well("version", "Valentine " + spec.root().version()[0].replaceFirst("^Valentine ", "") + " on Java " + java);
    }

    private void disk(Path path) {
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            if (!Files.isWritable(path)) {
                ill("disk", path + " cannot be written to. Give it to this user, or choose another with --data.");
            } else if (free < ENOUGH_DISK) {
                ill("disk", megabytes(free) + " are free under " + path + ". Free some space: 2 GB are little.");
            } else {
                well("disk", megabytes(free) + " are free under " + path);
            }
        } catch (IOException e) {
            ill("disk", path + " cannot be read: " + e.getMessage());
        }
    }

    private void database() {
        try (Database database = place.shared();
                Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version'),"
                        + " pg_size_pretty(pg_database_size(current_database())), current_setting('fsync'),"
                        + " clock_timestamp()")) {
            row.next();
            String what =
                    "PostgreSQL " + row.getString(1) + (database.embedded() ? ", embedded, " : ", ") + row.getString(2);
            Instant theirs = row.getTimestamp(4).toInstant();
            if (!row.getString(3).equals("on")) {
                ill("database", what + ", with fsync off: a power cut can lose everything. Set fsync = on.");
            } else {
                Migrations.run(database);
                well("database", what + ", schema up to date");
            }
            Duration difference =
                    Duration.between(theirs, Clock.systemUTC().instant()).abs();
            if (difference.compareTo(CLOCK_MAY_DIFFER) > 0) {
                ill(
                        "clock",
                        "This machine and the database differ by " + difference.toMinutes()
                                + " minutes. Set both by NTP.");
            }
        } catch (CannotStart | SQLException e) {
            ill("database", String.valueOf(e.getMessage()));
        }
    }

    private void clock() {
        Instant now = Clock.systemUTC().instant();
        if (now.isBefore(MADE)) {
            ill("clock", "This machine says " + now + ". Set its clock, for example by NTP.");
        } else {
            well("clock", now.toString());
        }
    }

    private void port() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(listening.host), listening.port));
            well("port", listening.port + " of " + listening.host + " is free");
        } catch (IOException e) {
            ill(
                    "port",
                    listening.port + " of " + listening.host
                            + " is taken. If that is not Valentine itself, choose another with --port.");
        }
    }

    private void well(String what, String how) {
        out().printf("ok     %-9s %s%n", what, how);
    }

    private void ill(String what, String mend) {
        wrong++;
        out().printf("wrong  %-9s %s%n", what, mend);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String megabytes(long bytes) {
        return String.format("%,d MB", bytes >> 20);
    }
}
