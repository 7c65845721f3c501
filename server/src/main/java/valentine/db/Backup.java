package valentine.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Everything in one zip file: each table as PostgreSQL's COPY text, and the schema versions they belong to.
///
/// It is taken from one snapshot while the product runs, and goes into any empty database of the same version of
/// Valentine or a newer one, embedded or not.
public final class Backup {
    private static final String MANIFEST = "valentine.properties";
    private static final String FORMAT = "1";
    private static final int MOST_ATTEMPTS = 10;

    // A table that keeps a transaction number is the place a follower has reached; it begins anew after a restore.
    // What a function of the schema is about to publish in place of another is not told; what it replaces comes first.
    private static final String TABLES = """
            SELECT n.nspname || '.' || c.relname AS name
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname = ANY (?)
              AND c.relname <> 'flyway_schema_history'
              AND NOT EXISTS (
                  SELECT FROM pg_proc p
                  WHERE p.pronamespace = n.oid AND p.prosrc ~ ('\\m' || c.relname || ' RENAME TO'))
              AND NOT EXISTS (
                  SELECT FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.atttypid = 'xid8'::regtype AND NOT a.atthasdef)
            ORDER BY EXISTS (
                SELECT FROM pg_proc p
                WHERE p.pronamespace = n.oid AND p.prosrc ~ ('RENAME TO ' || c.relname || '\\M')) DESC,
                array_position(?, n.nspname::text), c.relname
            """;
    private static final String REFERENCES = """
            SELECT DISTINCT fn.nspname || '.' || f.relname AS from_table, tn.nspname || '.' || t.relname AS to_table
            FROM pg_constraint k
            JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
            JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
            WHERE k.contype = 'f' AND fn.nspname = ANY (?) AND f.oid <> t.oid
            """;
    // Transaction numbers belong to one cluster; restored rows get those of their restoration.
    private static final String COLUMNS = """
            SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
            FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
              AND atttypid <> 'xid8'::regtype
            """;
    private static final String SEQUENCES = """
            SELECT format('SELECT setval(%L, coalesce((SELECT max(%I) FROM %I.%I), 0) + 1, false)',
                pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname), a.attname, n.nspname, c.relname)
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attidentity <> '' AND n.nspname = ANY (?) AND c.relkind = 'r'
            """;

    private Backup() {}

    /// Writes the backup; the file appears under its name only when it is whole.
    public static long write(Database database, Path file) {
        Path target = file.toAbsolutePath();
        Path half = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(target)) {
            throw new CannotStart(file + " exists already. Choose another name; a backup is never overwritten.");
        }
        try {
            Optional<Long> rows = Optional.empty();
            for (int attempt = 0; rows.isEmpty(); attempt++) {
                if (attempt == MOST_ATTEMPTS)
                    throw new IOException("tables are replaced all the time; try again later");
                rows = copyAll(database, half);
            }
            move(half, target);
            return rows.get();
        } catch (IOException | SQLException e) {
            deleteQuietly(half, e);
            throw new CannotStart("The backup could not be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /// Empty where a table was replaced by another before all of it was read.
    private static Optional<Long> copyAll(Database database, Path file) throws IOException, SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            long rows = 0;
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                zip.putNextEntry(new ZipEntry(MANIFEST));
                zip.write(manifest(connection).getBytes(StandardCharsets.UTF_8));
                for (String table : tables(connection)) {
                    if (isReplaced(connection, table)) return Optional.empty();
                    zip.putNextEntry(new ZipEntry(table));
                    rows += copyOut(connection, table, zip);
                    // Of its successor nothing would have been seen.
                    if (isReplaced(connection, table)) return Optional.empty();
                }
            }
            return Optional.of(rows);
        }
    }

    /// Names lead to the tables of now, columns are those of the snapshot.
    private static boolean isReplaced(Connection connection, String table) throws SQLException {
        return columns(connection, table) == null;
    }

    /// Fills an empty database from a backup.
    public static long restore(Database database, Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Properties manifest = new Properties();
            manifest.load(new StringReader(text(zip, MANIFEST)));
            if (!FORMAT.equals(manifest.getProperty("format"))) {
                throw new CannotStart(file + " was made by a newer Valentine. Restore it with that version.");
            }
            Map<String, String> versions = new LinkedHashMap<>();
            Migrations.SCHEMAS.forEach(schema -> versions.put(schema, manifest.getProperty("schema." + schema, "0")));
            refuseUnlessEmpty(database);
            Migrations.run(database, versions);
            long rows = fill(database, zip);
            Migrations.run(database);
            return rows;
        } catch (ZipException e) {
            throw new CannotStart(file + " is not a backup of Valentine, or it is not whole.", e);
        } catch (IOException | SQLException e) {
            throw new CannotStart("The backup " + file + " could not be restored: " + e.getMessage(), e);
        }
    }

    private static long fill(Database database, ZipFile zip) throws IOException, SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            List<String> tables = tables(connection).stream()
                    .filter(table -> zip.getEntry(table) != null)
                    .toList();
            long rows = 0;
            try (Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE " + String.join(", ", tables) + " CASCADE");
                for (String table : tables) {
                    try (InputStream in = zip.getInputStream(zip.getEntry(table))) {
                        rows += copyIn(connection, table, in);
                    }
                }
                for (String sequence : strings(connection, SEQUENCES, schemas(connection))) {
                    statement.execute(sequence);
                }
                connection.commit();
                connection.setAutoCommit(true);
                statement.execute("ANALYZE");
            }
            return rows;
        }
    }

    private static void refuseUnlessEmpty(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("SELECT to_regclass('team.member') IS NOT NULL")) {
            there.next();
            if (there.getBoolean(1)) {
                try (ResultSet used = statement.executeQuery(
                        "SELECT EXISTS (SELECT FROM team.member)" + " OR EXISTS (SELECT FROM customer.customer)")) {
                    used.next();
                    if (used.getBoolean(1)) {
                        throw new CannotStart(
                                "This database is in use. Restore into an empty one: name a new folder with"
                                        + " --data, or an empty database with --database-url.");
                    }
                }
            }
        }
    }

    private static String manifest(Connection connection) throws SQLException, IOException {
        Properties manifest = new Properties();
        manifest.setProperty("format", FORMAT);
        for (String schema : Migrations.SCHEMAS) {
            String version = strings(
                            connection,
                            "SELECT max(version::int)::text FROM " + schema
                                    + ".flyway_schema_history WHERE success AND version IS NOT NULL")
                    .getFirst();
            manifest.setProperty("schema." + schema, version);
        }
        StringWriter text = new StringWriter();
        manifest.store(text, "Backup of Valentine");
        return text.toString();
    }

    /// Every table after those it refers to.
    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = strings(connection, TABLES, schemas(connection), schemas(connection));
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        names.forEach(name -> needs.put(name, new LinkedHashSet<>()));
        try (PreparedStatement statement = prepare(connection, REFERENCES, schemas(connection));
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                needs.getOrDefault(rows.getString("from_table"), new LinkedHashSet<>())
                        .add(rows.getString("to_table"));
            }
        }
        Set<String> ordered = new LinkedHashSet<>();
        while (ordered.size() < names.size()) {
            String next = names.stream()
                    .filter(name -> !ordered.contains(name) && ordered.containsAll(needs.getOrDefault(name, Set.of())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Tables refer to each other in a circle: " + needs));
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }

    private static long copyOut(Connection connection, String table, OutputStream out)
            throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY " + table + " (" + columns(connection, table) + ") TO STDOUT", out);
    }

    private static long copyIn(Connection connection, String table, InputStream in) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + columns(connection, table) + ") FROM STDIN", in);
    }

    private static @Nullable String columns(Connection connection, String table) throws SQLException {
        return strings(connection, COLUMNS, table).getFirst();
    }

    private static java.sql.Array schemas(Connection connection) throws SQLException {
        return connection.createArrayOf("text", Migrations.SCHEMAS.toArray());
    }

    private static List<String> strings(Connection connection, String sql, Object... parameters) throws SQLException {
        List<String> result = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                result.add(rows.getString(1));
            }
        }
        return result;
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static String text(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZipException("no " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void move(Path half, Path whole) throws IOException {
        try {
            Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, whole);
        }
    }

    private static void deleteQuietly(Path file, Exception reason) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
