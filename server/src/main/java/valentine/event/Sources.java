package valentine.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.history.Log;
import valentine.team.KeyId;
import valentine.team.Keys;

/// The programs that may tell us what happens, each by its key.
@Service
public class Sources {
    static final int LONGEST_NAME = Keys.LONGEST_NAME;
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private static final String COLUMNS = "id, name, kind, origins, history, key, made_at";
    private static final String IS_NAMED = "SELECT EXISTS (SELECT FROM event.source WHERE name = :name AND id <> :id)";
    private static final String MAKE = """
            INSERT INTO event.source (name, kind, origins, history, key, made_at)
            VALUES (:name, :kind, :origins, :history, :key, :now)
            RETURNING id
            """;
    private static final String ALL = "SELECT " + COLUMNS + " FROM event.source ORDER BY lower(name), id";
    private static final String FIND = "SELECT " + COLUMNS + " FROM event.source WHERE id = :id";
    private static final String BY_KEY = "SELECT " + COLUMNS + " FROM event.source WHERE key = :key";
    private static final String KEY = "UPDATE event.source SET key = :key WHERE id = :id";
    private static final String CHANGE = "UPDATE event.source SET name = :name, origins = :origins WHERE id = :id";

    private final JdbcClient jdbc;
    private final Log log;
    private final Keys keys;
    private final Clock clock;
    private final Cache<KeyId, Source> remembered = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    Sources(JdbcClient jdbc, Log log, Keys keys, Clock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.keys = keys;
        this.clock = clock;
    }

    /// A source that was made, and its key, which is shown this once.
    public record Made(Source source, String key) {
        @Override
        public String toString() {
            return source.said();
        }
    }

    /// Makes a source; nothing when another one has this name.
    @Transactional
    public Optional<Made> make(String name, Source.Kind kind, List<String> origins, Actor by) {
        if (isNamed(name, 0)) return Optional.empty();
        Keys.Made key = keys.make(Keys.Purpose.WRITE, name, by);
        int id = jdbc.sql(MAKE)
                .param("name", name)
                .param("kind", kind.word())
                .param("origins", origins.toArray(String[]::new))
                .param(
                        "history",
                        log.source("events of " + name + ", key " + key.id().value()))
                .param("key", key.id().value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getInt("id"))
                .single();
        return find(new SourceId(id)).map(source -> new Made(source, key.text()));
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

    /// Whose key this is, if it is good; a key that another server revoked is trusted for a few seconds more.
    Optional<Source> ofKey(String text) {
        Optional<KeyId> key = keys.find(Keys.Purpose.WRITE, text);
        if (key.isEmpty()) return Optional.empty();
        Source known = remembered.getIfPresent(key.get());
        if (known != null) return Optional.of(known);
        Optional<Source> source = jdbc.sql(BY_KEY)
                .param("key", key.get().value())
                .query((row, _) -> source(row))
                .optional();
        source.ifPresent(found -> remembered.put(key.get(), found));
        return source;
    }

    /// Gives a source a new key, shown this once; the old one is refused from now on.
    @Transactional
    public Optional<String> rotate(SourceId id, Actor by) {
        Optional<Source> source = find(id);
        if (source.isEmpty()) return Optional.empty();
        end(source.get(), by);
        Keys.Made made = keys.make(Keys.Purpose.WRITE, source.get().name(), by);
        jdbc.sql(KEY).param("id", id.value()).param("key", made.id().value()).update();
        return Optional.of(made.text());
    }

    /// Lets nobody in by this source's key any more.
    @Transactional
    public void revoke(SourceId id, Actor by) {
        find(id).ifPresent(source -> {
            end(source, by);
            jdbc.sql(KEY).param("id", id.value()).param("key", null).update();
        });
    }

    /// False when another source has this name.
    @Transactional
    public boolean change(SourceId id, String name, List<String> origins) {
        if (isNamed(name, id.value())) return false;
        jdbc.sql(CHANGE)
                .param("id", id.value())
                .param("name", name)
                .param("origins", origins.toArray(String[]::new))
                .update();
        remembered.invalidateAll();
        return true;
    }

    private boolean isNamed(String name, int otherThan) {
        return jdbc.sql(IS_NAMED)
                .param("name", name)
                .param("id", otherThan)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private void end(Source source, Actor by) {
        KeyId key = source.key();
        if (key != null) keys.revoke(key, by);
        remembered.invalidateAll();
    }

    private static Source source(ResultSet row) throws SQLException {
        long key = row.getLong("key");
        return new Source(
                new SourceId(row.getInt("id")),
                row.getString("name"),
                Source.Kind.of(row.getString("kind")),
                List.of((String[]) row.getArray("origins").getArray()),
                row.getInt("history"),
                key == 0 ? null : new KeyId(key),
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }
}
