package valentine.webhook;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.vault.Vault;

/// All addresses that hear of what happens, and their secrets: sealed, and shown once when they are made.
@Service("webhookEndpoints")
class Endpoints {
    /// How long after a rotation the old secret signs beside the new one.
    static final Duration GRACE = Duration.ofHours(24);

    private static final String COLUMNS =
            "id, name, url, types, made_at, failing_since, CASE WHEN old_until > :now THEN old_until END AS old_until,"
                    + " CASE WHEN disabled_at IS NOT NULL THEN coalesce(disabled_why, '') END AS disabled_why";
    // They are few: no index.
    private static final String ALL = "SELECT " + COLUMNS + " FROM webhook.endpoint WHERE ended_at IS NULL ORDER BY id";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM webhook.endpoint WHERE id = :id AND ended_at IS NULL";
    private static final String MAKE = """
            INSERT INTO webhook.endpoint (name, url, types, secret, made_at)
            VALUES (:name, :url, :types, :secret, :now)
            RETURNING id
            """;
    private static final String CHANGE =
            "UPDATE webhook.endpoint SET name = :name, url = :url, types = :types WHERE id = :id AND ended_at IS NULL";
    private static final String ROTATE = """
            UPDATE webhook.endpoint SET old_secret = secret, old_until = :until, secret = :secret
            WHERE id = :id AND ended_at IS NULL
            """;
    private static final String SECRETS =
            "SELECT secret, CASE WHEN old_until > :now THEN old_secret END AS old FROM webhook.endpoint WHERE id = :id";
    private static final String DISABLE = """
            UPDATE webhook.endpoint SET disabled_at = :now, disabled_why = :why WHERE id = :id AND disabled_at IS NULL
            """;
    private static final String ENABLE = """
            UPDATE webhook.endpoint SET disabled_at = NULL, disabled_why = NULL, failing_since = NULL
            WHERE id = :id AND ended_at IS NULL
            """;
    private static final String FAILS =
            "UPDATE webhook.endpoint SET failing_since = :now WHERE id = :id AND failing_since IS NULL";
    private static final String WELL =
            "UPDATE webhook.endpoint SET failing_since = NULL WHERE id = :id AND failing_since IS NOT NULL";
    private static final String END = """
            UPDATE webhook.endpoint SET ended_at = :now, secret = '', old_secret = NULL WHERE id = :id AND ended_at IS NULL
            """;
    private static final byte[] CONTEXT = "secret of a webhook endpoint".getBytes(StandardCharsets.UTF_8);

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Audit audit;
    private final Clock clock;

    Endpoints(JdbcClient jdbc, Vault vault, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param secret to be shown this once
    record Made(int id, String secret) {}

    List<Endpoint> all() {
        return jdbc.sql(ALL)
                .param("now", now())
                .query((row, _) -> endpoint(row))
                .list();
    }

    Optional<Endpoint> find(int id) {
        return jdbc.sql(FIND)
                .param("id", id)
                .param("now", now())
                .query((row, _) -> endpoint(row))
                .optional();
    }

    @Transactional
    Made make(String name, String url, List<String> types, Actor by) {
        String secret = Signing.freshSecret();
        int id = jdbc.sql(MAKE)
                .param("name", name)
                .param("url", url)
                .param("types", types.toArray(String[]::new))
                .param("secret", seal(secret))
                .param("now", now())
                .query((row, _) -> row.getInt("id"))
                .single();
        audit.record(by, "webhook made", "webhook " + id, Map.of("types", types.size()));
        return new Made(id, secret);
    }

    @Transactional
    void change(int id, String name, String url, List<String> types, Actor by) {
        jdbc.sql(CHANGE)
                .param("id", id)
                .param("name", name)
                .param("url", url)
                .param("types", types.toArray(String[]::new))
                .update();
        audit.record(by, "webhook changed", "webhook " + id, Map.of("types", types.size()));
    }

    /// A new secret, to be shown this once; for a day both sign.
    @Transactional
    String rotate(int id, Actor by) {
        String secret = Signing.freshSecret();
        jdbc.sql(ROTATE)
                .param("id", id)
                .param("secret", seal(secret))
                .param("until", clock.instant().plus(GRACE).atOffset(ZoneOffset.UTC))
                .update();
        audit.record(by, "webhook secret changed", "webhook " + id, Map.of());
        return secret;
    }

    @Transactional
    void enable(int id, Actor by) {
        jdbc.sql(ENABLE).param("id", id).update();
        audit.record(by, "webhook enabled", "webhook " + id, Map.of());
    }

    @Transactional
    void end(int id, Actor by) {
        jdbc.sql(END).param("id", id).param("now", now()).update();
        audit.record(by, "webhook ended", "webhook " + id, Map.of());
    }

    void disable(int id, String why) {
        int disabled = jdbc.sql(DISABLE)
                .param("id", id)
                .param("why", why)
                .param("now", now())
                .update();
        if (disabled == 1) audit.record(Actor.NOBODY, "webhook disabled", "webhook " + id, Map.of());
    }

    void fails(int id) {
        jdbc.sql(FAILS).param("id", id).param("now", now()).update();
    }

    void isWell(int id) {
        jdbc.sql(WELL).param("id", id).update();
    }

    /// Those that sign now, the newest first.
    List<String> secrets(int id) {
        return jdbc.sql(SECRETS)
                .param("id", id)
                .param("now", now())
                .query((row, _) -> {
                    List<String> secrets = new ArrayList<>(List.of(open(row.getBytes("secret"))));
                    byte @Nullable [] old = row.getBytes("old");
                    if (old != null) secrets.add(open(old));
                    return List.copyOf(secrets);
                })
                .single();
    }

    private byte[] seal(String secret) {
        return vault.seal(secret.getBytes(StandardCharsets.UTF_8), CONTEXT);
    }

    private String open(byte[] sealed) {
        return new String(vault.open(sealed, CONTEXT), StandardCharsets.UTF_8);
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        return new Endpoint(
                row.getInt("id"),
                row.getString("name"),
                row.getString("url"),
                List.of((String[]) row.getArray("types").getArray()),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                instant(row, "failing_since"),
                instant(row, "old_until"),
                row.getString("disabled_why"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
