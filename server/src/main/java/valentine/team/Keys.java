package valentine.team;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;

/// What programs show to be let in: write keys send, secret keys read, work keys also promise. Their text is shown
/// once.
@Service
public class Keys {
    public static final int LONGEST_NAME = 80;
    private static final int LONGEST_TEXT = 100;
    private static final int SHOWN = 8;
    private static final Duration TRUSTED = Duration.ofSeconds(5);
    private static final Duration USE_IS_COARSE = Duration.ofMinutes(1);

    private static final String ADD = """
            INSERT INTO team.key (purpose, name, hash, beginning, made_at, made_by)
            VALUES (:purpose, :name, :hash, :beginning, :now, :by)
            RETURNING id
            """;
    private static final String GOOD =
            "SELECT id FROM team.key WHERE hash = :hash AND purpose = :purpose AND revoked_at IS NULL";
    private static final String USED = """
            UPDATE team.key SET used_at = :now
            WHERE id = :id AND (used_at IS NULL OR used_at < :coarse)
            """;
    private static final String REVOKE = """
            UPDATE team.key SET revoked_at = :now, revoked_by = :by
            WHERE id = :id AND revoked_at IS NULL
            RETURNING purpose
            """;
    private static final String ALL = """
            SELECT id, name, beginning, made_at, made_by, used_at, revoked_at
            FROM team.key
            WHERE purpose = :purpose
            ORDER BY revoked_at IS NOT NULL, id DESC
            LIMIT 500
            """;
    private static final String ONE = """
            SELECT id, name, beginning, made_at, made_by, used_at, revoked_at
            FROM team.key
            WHERE purpose = :purpose AND id = :id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    /// Keys found a moment ago; what is not good is never kept here.
    private final Cache<Shown, KeyId> found =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(TRUSTED).build();

    Keys(JdbcClient jdbc, Clock clock, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
    }

    /// What a key is for.
    public enum Purpose {
        /// Belongs to a source and may only send.
        WRITE("vw_"),
        /// May only read the API.
        SECRET("vs_"),
        /// May read the API and make and end promises.
        WORK("vk_");

        private final String beginning;

        Purpose(String beginning) {
            this.beginning = beginning;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A new key, with the text that nobody will ever see again.
    public record Made(KeyId id, String text) {
        @Override
        public String toString() {
            return "key " + id.value();
        }
    }

    /// What may be shown of a key.
    public record Key(
            KeyId id,
            String name,
            String beginning,
            Instant madeAt,
            String madeBy,
            @Nullable Instant usedAt,
            @Nullable Instant revokedAt) {}

    /// A program that was let in by a key: the principal of its requests.
    public record Holder(KeyId id, Purpose purpose) implements Principal {
        @Override
        public String getName() {
            return "key " + id.value();
        }
    }

    private record Shown(Purpose purpose, String hash) {}

    @Transactional
    public Made make(Purpose purpose, String name, Actor by) {
        if (name.isBlank() || name.strip().length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A key's name has 1 to " + LONGEST_NAME + " characters");
        }
        Token token = new Token(purpose.beginning + Token.fresh().text());
        long id = jdbc.sql(ADD)
                .param("purpose", purpose.word())
                .param("name", name.strip())
                .param("hash", token.hash())
                .param("beginning", token.text().substring(0, SHOWN))
                .param("now", now())
                .param("by", by.said())
                .query(Long.class)
                .single();
        audit.record(by, "key made", "key " + id, Map.of("purpose", purpose.word()));
        return new Made(new KeyId(id), token.text());
    }

    /// The key with this text, if it is good for this; notes that it was used, to the minute. A key that was revoked by
    /// another server is trusted for a few seconds more.
    public Optional<KeyId> find(Purpose purpose, String text) {
        if (text.length() > LONGEST_TEXT || !text.startsWith(purpose.beginning)) {
            return Optional.empty();
        }
        byte[] hash = new Token(text).hash();
        Shown shown = new Shown(purpose, java.util.HexFormat.of().formatHex(hash));
        KeyId known = found.getIfPresent(shown);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<KeyId> good = good(purpose, hash);
        good.ifPresent(id -> {
            used(id);
            found.put(shown, id);
        });
        return good;
    }

    /// The key with this text, shown where it opens nothing: that is no use of it.
    public Optional<KeyId> recognise(Purpose purpose, String text) {
        return text.length() > LONGEST_TEXT || !text.startsWith(purpose.beginning)
                ? Optional.empty()
                : good(purpose, new Token(text).hash());
    }

    private Optional<KeyId> good(Purpose purpose, byte[] hash) {
        return jdbc.sql(GOOD)
                .param("hash", hash)
                .param("purpose", purpose.word())
                .query((row, _) -> new KeyId(row.getLong("id")))
                .optional();
    }

    /// Ends a key at once; nothing when it has ended already or never was.
    @Transactional
    public boolean revoke(KeyId id, Actor by) {
        Optional<String> purpose = jdbc.sql(REVOKE)
                .param("id", id.value())
                .param("now", now())
                .param("by", by.said())
                .query((row, _) -> row.getString("purpose"))
                .optional();
        purpose.ifPresent(word -> audit.record(by, "key revoked", "key " + id.value(), Map.of("purpose", word)));
        found.asMap().values().removeIf(id::equals);
        return purpose.isPresent();
    }

    /// All keys for this, the good ones first.
    public List<Key> all(Purpose purpose) {
        return jdbc.sql(ALL)
                .param("purpose", purpose.word())
                .query((row, _) -> key(row))
                .list();
    }

    public Optional<Key> one(Purpose purpose, KeyId id) {
        return jdbc.sql(ONE)
                .param("purpose", purpose.word())
                .param("id", id.value())
                .query((row, _) -> key(row))
                .optional();
    }

    private void used(KeyId id) {
        OffsetDateTime now = now();
        jdbc.sql(USED)
                .param("id", id.value())
                .param("now", now)
                .param("coarse", now.minus(USE_IS_COARSE))
                .update();
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(
                new KeyId(row.getLong("id")),
                row.getString("name"),
                row.getString("beginning"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getString("made_by"),
                instant(row.getObject("used_at", OffsetDateTime.class)),
                instant(row.getObject("revoked_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
