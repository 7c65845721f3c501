package valentine.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.history.Log;

/// The programs that may tell us what happens, each by its key.
@Service
public class Sources {
    /// A revoked key is refused after this time at the latest.
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 10_000;

    private static final String COLUMNS = "id, name, kind, origins, history, revoked_at, made_at";
    private static final String MAKE = """
            INSERT INTO event.source (name, kind, origins, history, key_hash, made_at)
            VALUES (:name, :kind, :origins, :history, :hash, :now)
            RETURNING id
            """;
    private static final String ALL = "SELECT " + COLUMNS + " FROM event.source ORDER BY lower(name), id";
    private static final String FIND = "SELECT " + COLUMNS + " FROM event.source WHERE id = :id";
    private static final String BY_KEY =
            "SELECT " + COLUMNS + " FROM event.source WHERE key_hash = :hash AND revoked_at IS NULL";
    private static final String ROTATE = "UPDATE event.source SET key_hash = :hash, revoked_at = NULL WHERE id = :id";
    private static final String REVOKE =
            "UPDATE event.source SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL";
    private static final String CHANGE = "UPDATE event.source SET name = :name, origins = :origins WHERE id = :id";

    private final JdbcClient jdbc;
    private final Log log;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    Sources(JdbcClient jdbc, Log log, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// A source that was made, and its key, which is shown this once.
    public record Made(Source source, String key) {}

    private record Remembered(Optional<Source> source, long until) {}

    /// Makes a source; nothing when another one has this name.
    public Optional<Made> make(String name, Source.Kind kind, List<String> origins) {
        String key = freshKey();
        try {
            return transactions.execute(_ -> {
                int history = log.source("events of " + name);
                int id = jdbc.sql(MAKE)
                        .param("name", name)
                        .param("kind", kind.word())
                        .param("origins", origins.toArray(String[]::new))
                        .param("history", history)
                        .param("hash", hash(key))
                        .param("now", now())
                        .query((row, _) -> row.getInt("id"))
                        .single();
                return find(new SourceId(id)).map(source -> new Made(source, key));
            });
        } catch (DuplicateKeyException _) {
            return Optional.empty();
        }
    }

    public List<Source> all() {
        return jdbc.sql(ALL).query((row, _) -> source(row)).list();
    }

    public Optional<Source> find(SourceId id) {
        return jdbc.sql(FIND)
                .param("id", id.value())
                .query((row, _) -> source(row))
                .optional();
    }

    /// Whose key this is, unless it was revoked a moment ago.
    Optional<Source> ofKey(String key) {
        long now = System.nanoTime();
        Remembered known = remembered.get(key);
        if (known != null && now - known.until < 0) return known.source;
        Optional<Source> source = jdbc.sql(BY_KEY)
                .param("hash", hash(key))
                .query((row, _) -> source(row))
                .optional();
        // Whoever tries many keys shall not fill our memory.
        if (remembered.size() >= MOST_REMEMBERED) remembered.clear();
        remembered.put(key, new Remembered(source, now + REMEMBERED.toNanos()));
        return source;
    }

    /// Gives a source a new key; the old one is refused from now on.
    Optional<String> rotate(SourceId id) {
        String key = freshKey();
        boolean known = jdbc.sql(ROTATE)
                        .param("id", id.value())
                        .param("hash", hash(key))
                        .update()
                == 1;
        remembered.clear();
        return known ? Optional.of(key) : Optional.empty();
    }

    /// Lets nobody in by this source's key any more.
    void revoke(SourceId id) {
        jdbc.sql(REVOKE).param("id", id.value()).param("now", now()).update();
        remembered.clear();
    }

    /// False when another source has this name.
    boolean change(SourceId id, String name, List<String> origins) {
        try {
            jdbc.sql(CHANGE)
                    .param("id", id.value())
                    .param("name", name)
                    .param("origins", origins.toArray(String[]::new))
                    .update();
            remembered.clear();
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private String freshKey() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return "vw_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Source source(ResultSet row) throws SQLException {
        Instant made = row.getObject("made_at", OffsetDateTime.class).toInstant();
        return new Source(
                new SourceId(row.getInt("id")),
                row.getString("name"),
                Source.Kind.of(row.getString("kind")),
                List.of((String[]) row.getArray("origins").getArray()),
                row.getInt("history"),
                row.getObject("revoked_at") != null,
                made);
    }
}
