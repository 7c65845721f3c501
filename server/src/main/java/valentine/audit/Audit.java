package valentine.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The chain of everything that touches who may do what.
@Service
public class Audit {
    private static final int CHECKED_AT_ONCE = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    // The lock on this one row puts acts that happen at once into one order.
    private static final String HEAD = "SELECT id, hash FROM audit.head FOR UPDATE";
    private static final String SEEN_HEAD = "SELECT id, hash FROM audit.head";
    private static final String MOVE_HEAD = "UPDATE audit.head SET id = :id, hash = :hash";
    private static final String ADD = """
            INSERT INTO audit.entry (id, at, actor, act, object, details, before, hash)
            VALUES (:id, :at, :actor, :act, :object, :details, :before, :hash)
            """;
    private static final String COLUMNS = "id, at, actor, act, object, details, before, hash";
    private static final String NEWEST =
            "SELECT " + COLUMNS + " FROM audit.entry WHERE id < :below ORDER BY id DESC LIMIT :limit";
    private static final String OLDEST =
            "SELECT " + COLUMNS + " FROM audit.entry WHERE id > :above ORDER BY id LIMIT :limit";

    private final JdbcClient jdbc;
    private final Clock clock;

    public Audit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Writes an act down, in the transaction in which it happens. Neither object nor details name people: only numbers
    /// and words of ours.
    ///
    /// @param act in plain words, such as `key made`
    /// @param object what it was done to, such as `key 7`
    @Transactional
    public void record(Actor actor, String act, String object, Map<String, ?> details) {
        if (!act.matches("[a-z][a-z -]{1,59}")) {
            throw new IllegalArgumentException("An act is said in a few plain words: " + act);
        }
        Head head = jdbc.sql(HEAD).query((row, _) -> head(row)).single();
        AuditEntry entry = AuditEntry.after(
                head.id() + 1,
                head.hash(),
                clock.instant(),
                actor,
                act,
                object,
                JSON.writeValueAsString(new TreeMap<>(details)));
        jdbc.sql(ADD)
                .param("id", entry.id())
                .param("at", OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC))
                .param("actor", entry.actor())
                .param("act", entry.act())
                .param("object", entry.object())
                .param("details", entry.details())
                .param("before", HexFormat.of().parseHex(entry.before()))
                .param("hash", HexFormat.of().parseHex(entry.hash()))
                .update();
        jdbc.sql(MOVE_HEAD)
                .param("id", entry.id())
                .param("hash", HexFormat.of().parseHex(entry.hash()))
                .update();
    }

    /// Entries below this one, the newest first.
    public List<AuditEntry> newest(long below, int limit) {
        return jdbc.sql(NEWEST)
                .param("below", below)
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /// Walks the whole chain.
    ///
    /// @param remembered heads noted down earlier: only they show a cut by whoever can write to the database
    public Finding verify(List<Head> remembered) {
        // Read before the walk: what is appended meanwhile makes the chain longer, never shorter.
        Head kept = jdbc.sql(SEEN_HEAD).query((row, _) -> head(row)).single();
        List<Head> open = new ArrayList<>(remembered);
        open.add(kept);
        String before = AuditEntry.BEGINNING;
        long last = 0;
        while (true) {
            List<AuditEntry> some = jdbc.sql(OLDEST)
                    .param("above", last)
                    .param("limit", CHECKED_AT_ONCE)
                    .query((row, _) -> entry(row))
                    .list();
            for (AuditEntry entry : some) {
                if (entry.id() != last + 1) {
                    return new Finding.Broken(last + 1, "it is missing");
                }
                if (!entry.before().equals(before)) {
                    return new Finding.Broken(entry.id(), "it does not follow the one before it");
                }
                if (!entry.hash().equals(entry.computed())) {
                    return new Finding.Broken(entry.id(), "it was changed after it was written");
                }
                if (open.removeIf(
                        head -> head.id() == entry.id() && !head.hash().equals(entry.hash()))) {
                    return new Finding.Broken(entry.id(), "it is another one than was noted down");
                }
                before = entry.hash();
                last = entry.id();
            }
            if (some.size() < CHECKED_AT_ONCE) {
                break;
            }
        }
        long end = last;
        return open.stream().anyMatch(head -> head.id() > end)
                ? new Finding.Broken(end + 1, "the end was cut off here")
                : new Finding.Whole(new Head(end, before));
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getLong("id"), HexFormat.of().formatHex(row.getBytes("hash")));
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("act"),
                row.getString("object"),
                row.getString("details"),
                HexFormat.of().formatHex(row.getBytes("before")),
                HexFormat.of().formatHex(row.getBytes("hash")));
    }
}
