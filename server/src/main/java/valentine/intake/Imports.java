package valentine.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.csv.Row;
import valentine.csv.Rows;
import valentine.csv.UnreadableFile;
import valentine.db.Database;
import valentine.history.Log;
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.transparency.SensitiveFields;

/// Files of orders, customers, interactions and whatever a [FileKind] knows, brought into the history.
///
/// A file is read once and its rows are set aside on the disk in parts that fit into memory; then each part is stored
/// in a transaction of its own. Whatever stops an import, bringing the same file again ends in the same state.
@Service
public class Imports {
    private static final Logger LOGGER = LoggerFactory.getLogger(Imports.class);
    private static final int LOCKS = 7_130_002;
    private static final int MANY = 5_000;
    private static final int ROWS_BETWEEN_NEWS = 20_000;
    /// Texts of this kind become about a sixth when they are packed.
    private static final int UNPACKED = 6;

    private final ImportTable table;
    private final FileKinds kinds;
    private final Log log;
    private final List<ImportReviewer> reviewers;
    private final SensitiveFields fields;
    private final Firms firms;
    private final Database database;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Imports(
            ImportTable table,
            FileKinds kinds,
            Log log,
            List<ImportReviewer> reviewers,
            SensitiveFields fields,
            Firms firms,
            Database database,
            TransactionTemplate transactions,
            Clock clock) {
        this.table = table;
        this.kinds = kinds;
        this.log = log;
        this.reviewers = List.copyOf(reviewers);
        this.fields = fields;
        this.firms = firms;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Optional<Import> find(ImportId id) {
        return table.find(id);
    }

    /// The latest imports, the newest first.
    public List<Import> latest(int count) {
        return table.latest(count);
    }

    /// Every kind of file that can be brought.
    public List<Kind> kinds() {
        return kinds.all();
    }

    /// The kind of files with this word: "orders".
    public Optional<Kind> kind(String word) {
        return kinds.find(word);
    }

    /// What those who looked at the customers of an import say about it.
    List<ImportReviewer.Remark> remarks(ImportId id) {
        return reviewers.stream()
                .flatMap(reviewer -> reviewer.remark(id).stream())
                .toList();
    }

    /// Whether any file is being taken in at this moment.
    public boolean running() {
        return table.unfinished().stream().anyMatch(Import::isRunning);
    }

    /// Begins an import; nothing is read yet.
    public Import begin(Kind kind, String fileName) {
        UUID folder = UUID.randomUUID();
        String name = Ground.cut(fileName.isBlank() ? "file" : fileName.strip(), 200);
        ImportId id = table.add(kind, name, folder, clock.instant());
        return table.find(id).orElseThrow();
    }

    /// Takes a file in, to its end; news come now and then. Says how it ended, also where it failed.
    public Import run(ImportId id, CsvFile file, Mapping mapping, List<String> corrections, Consumer<Import> news)
            throws IOException {
        if (!start(id, file, corrections)) throw new IllegalStateException("Started before: import " + id.value());
        return finish(id, file, mapping, news);
    }

    /// Whether we are the one to take this file in: it is taken in once.
    boolean start(ImportId id, CsvFile file, List<String> corrections) throws IOException {
        return table.start(id, corrections, file.size(), clock.instant());
    }

    /// Takes in what was started.
    Import finish(ImportId id, CsvFile file, Mapping mapping, Consumer<Import> news) {
        Import begun = table.find(id).orElseThrow();
        try (Connection alive = database.connect();
                Statement statement = alive.createStatement()) {
            // Held as long as we live: by this others know that nobody works on it any more.
            statement.execute("SELECT pg_advisory_lock(" + LOCKS + ", " + (int) id.value() + ")");
            take(begun, file, mapping, news);
            clear(begun);
            return table.find(id).orElseThrow();
        } catch (IOException | SQLException | RuntimeException e) {
            return fail(begun, e);
        }
    }

    /// Ends what a process left behind that is gone.
    public void endAbandoned() {
        for (Import begun : table.unfinished()) {
            boolean old = begun.broughtAt().isBefore(clock.instant().minus(Duration.ofDays(7)));
            if (begun.isWaiting() && !old) continue;
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    var locked = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCKS + ", "
                            + (int) begun.id().value() + ")")) {
                if (locked.next() && locked.getBoolean(1)) {
                    table.fail(
                            begun.id(),
                            "The import was cut off. Bring the same file again: what is stored stays stored, "
                                    + "and the rest follows.",
                            clock.instant());
                    clear(begun);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Import " + begun.id().value(), e);
            }
        }
    }

    /// The file of the refused rows, where there are any and they lie on this machine.
    public Optional<Path> refusedRows(Import done) {
        Path path = folder(done).resolve("refused.csv");
        return Files.exists(path) ? Optional.of(path) : Optional.empty();
    }

    /// Ends an import that cannot be begun.
    void refuse(Import begun, String why) {
        clear(begun);
        table.fail(begun.id(), why, clock.instant());
    }

    /// Where a file lies while it is brought over the web.
    Path upload(Import begun) throws IOException {
        return Files.createDirectories(folder(begun)).resolve("upload");
    }

    private void take(Import begun, CsvFile file, Mapping mapping, Consumer<Import> news) throws IOException {
        Path folder = Files.createDirectories(folder(begun));
        Taker taker = taker(begun.id(), mapping);
        long bytes = file.isCompressed() ? file.size() * UNPACKED : file.size();
        try (Parts parts = new Parts(folder, bytes)) {
            read(begun, file, taker, parts, news);
            for (int part = 0; part < parts.count(); part++) {
                store(begun.id(), taker, parts, part);
                parts.drop(part);
                news.accept(table.find(begun.id()).orElseThrow());
            }
        }
        table.finish(begun.id(), clock.instant());
        // What comes next is planned by what there is now, not by what the database has seen so far.
        if (table.find(begun.id()).orElseThrow().tally().stored() > MANY) table.analyse();
    }

    private Taker taker(ImportId id, Mapping mapping) {
        Firm firm = firms.ours();
        Ground ground = new Ground(firm.zone(), firm.currency().getCurrencyCode(), clock.instant());
        return kinds.taker(id, mapping, ground);
    }

    private void read(Import begun, CsvFile file, Taker taker, Parts parts, Consumer<Import> news) throws IOException {
        long read = 0;
        try (Rows rows = file.rows();
                Refusals refusals = new Refusals(folder(begun).resolve("refused.csv"), file)) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                switch (taker.read(row)) {
                    case Taker.Taken.Aside(String key, List<String> texts) -> parts.add(key, texts);
                    case Taker.Taken.Refused(var refusal) -> refusals.add(row, refusal);
                }
                if (++read % ROWS_BETWEEN_NEWS == 0) {
                    table.reading(begun.id(), rows.bytesRead(), read, refusals.count());
                    news.accept(table.find(begun.id()).orElseThrow());
                }
            }
            parts.complete();
            table.read(
                    begun.id(), read, parts.count(), refusals, taker.leftOut().without(fields.kept()));
        }
    }

    private void store(ImportId id, Taker taker, Parts parts, int part) {
        transactions.executeWithoutResult(_ -> {
            log.lock();
            try {
                table.take(id, taker.take(parts, part));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private Import fail(Import begun, Exception e) {
        boolean full = DiskFull.is(e) || DiskFull.at(database.folder().path());
        // First the room that we took, so that the sentence can be written on a full disk.
        clear(begun);
        String why = switch (e) {
            case UnreadableFile unreadable -> String.valueOf(unreadable.getMessage());
            case Exception _ when full -> DiskFull.SENTENCE;
            default ->
                "Something broke: " + rootMessage(e) + ". Bring the same file again: what is stored stays "
                        + "stored, and the rest follows.";
        };
        Instant now = clock.instant();
        try {
            table.fail(begun.id(), why, now);
            return table.find(begun.id()).orElseThrow();
        } catch (DataAccessException gone) {
            // The database is gone too; its row is ended when the next import finds it abandoned.
            LOGGER.warn(
                    "Import {} failed and the database does not answer",
                    begun.id().value(),
                    gone);
            return begun.failed(now, why);
        }
    }

    /// Removes everything but the refused rows.
    private void clear(Import begun) {
        Path folder = folder(begun);
        if (!Files.isDirectory(folder)) return;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("refused.csv")) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path folder(Import begun) {
        return database.folder()
                .path()
                .resolve("imports")
                .resolve(begun.folder().toString());
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) root = root.getCause();
        return root.getClass().getSimpleName() + ", " + Ground.line(String.valueOf(root.getMessage()), 200);
    }
}
