package valentine.channel;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.vault.Vault;

/// Every address and account by which customers reach us.
///
/// Secrets are sealed, and can be written but never read back by a page.
@Service
public class Connections {
    private static final TypeReference<Map<String, String>> SETTINGS = new TypeReference<>() {};
    private static final int LONGEST = 200;

    private static final String COLUMNS = """
            id, medium, name, address, settings, ended_at IS NULL AND NOT is_blank AS is_active, trouble
            """;
    // They are few: no index.
    private static final String ALL = "SELECT " + COLUMNS + """
            FROM channel.connection
            WHERE ended_at IS NULL AND NOT is_blank
            ORDER BY id
            """;
    private static final String FIND = "SELECT " + COLUMNS + " FROM channel.connection WHERE id = :id";
    private static final String BLANK = """
            INSERT INTO channel.connection (medium, name, address, is_blank, made_at)
            VALUES (:medium, :name, '', true, :now)
            ON CONFLICT (medium) WHERE is_blank DO UPDATE SET name = excluded.name
            RETURNING id
            """;
    private static final String FILL = """
            UPDATE channel.connection
            SET name = :name, address = :address, settings = CAST(:settings AS jsonb), is_blank = false, made_at = :now
            WHERE medium = :medium AND is_blank
            RETURNING id
            """;
    private static final String MAKE = """
            INSERT INTO channel.connection (medium, name, address, settings, made_at)
            VALUES (:medium, :name, :address, CAST(:settings AS jsonb), :now)
            RETURNING id
            """;
    private static final String CHANGE = """
            UPDATE channel.connection SET name = :name, settings = CAST(:settings AS jsonb)
            WHERE id = :id AND ended_at IS NULL
            """;
    private static final String END = """
            UPDATE channel.connection SET ended_at = :now, trouble = NULL, trouble_at = NULL
            WHERE id = :id AND ended_at IS NULL
            """;
    private static final String END_SECRETS = "DELETE FROM channel.secret WHERE connection = :id";
    private static final String SECRET = """
            INSERT INTO channel.secret (connection, name, sealed) VALUES (:id, :name, :sealed)
            ON CONFLICT (connection, name) DO UPDATE SET sealed = excluded.sealed
            """;
    private static final String SEALED = "SELECT sealed FROM channel.secret WHERE connection = :id AND name = :name";
    private static final String TROUBLE = """
            UPDATE channel.connection SET trouble = :why, trouble_at = :now
            WHERE id = :id AND trouble IS DISTINCT FROM :why
            """;
    private static final String WELL = """
            UPDATE channel.connection SET trouble = NULL, trouble_at = NULL WHERE id = :id AND trouble IS NOT NULL
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Vault vault;
    private final Audit audit;
    private final Doorbell bell;
    private final Clock clock;

    Connections(JdbcClient jdbc, JsonMapper json, Vault vault, Audit audit, Doorbell bell, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.vault = vault;
        this.audit = audit;
        this.bell = bell;
        this.clock = clock;
    }

    /// Those that are set up and not ended.
    public List<Connection> all() {
        return jdbc.sql(ALL).query((row, _) -> connection(row)).list();
    }

    public List<Connection> of(Medium medium) {
        return all().stream()
                .filter(connection -> connection.medium() == medium)
                .toList();
    }

    /// One of them, ended or not.
    public Optional<Connection> find(ConnectionId id) {
        return jdbc.sql(FIND)
                .param("id", id.value())
                .query((row, _) -> connection(row))
                .optional();
    }

    /// By which something of this medium goes out: the first that is set up, or one under which it waits until somebody
    /// sets one up.
    @Transactional
    public Connection outgoing(Medium medium) {
        Optional<Connection> ready = of(medium).stream().findFirst();
        if (ready.isPresent()) return ready.get();
        int id = jdbc.sql(BLANK)
                .param("medium", medium.key())
                .param("name", medium.label() + " (not set up yet)")
                .param("now", now())
                .query((row, _) -> row.getInt("id"))
                .single();
        return find(new ConnectionId(id)).orElseThrow();
    }

    /// Sets one up; what waited for one of its medium goes out by it.
    @Transactional
    public ConnectionId connect(
            Medium medium,
            String name,
            String address,
            Map<String, String> settings,
            Map<String, String> secrets,
            Actor by) {
        Optional<Integer> blank = set(FILL, medium, name, address, settings).optional();
        ConnectionId id = new ConnectionId(
                blank.isPresent()
                        ? blank.get()
                        : set(MAKE, medium, name, address, settings).single());
        keep(id, secrets);
        audit.record(by, "channel connected", "channel " + id.value(), Map.of("medium", medium.key()));
        bell.ringAfterCommit();
        return id;
    }

    /// Changes it; secrets that are not given stay as they are.
    @Transactional
    public void change(
            ConnectionId id, String name, Map<String, String> settings, Map<String, String> newSecrets, Actor by) {
        jdbc.sql(CHANGE)
                .param("id", id.value())
                .param("name", Texts.line(name, LONGEST))
                .param("settings", json.writeValueAsString(settings))
                .update();
        keep(id, newSecrets);
        audit.record(by, "channel changed", "channel " + id.value(), Map.of("secrets", newSecrets.size()));
        bell.ringAfterCommit();
    }

    /// Ends it for good and throws its secrets away; what came and went by it stays.
    @Transactional
    public void end(ConnectionId id, Actor by) {
        int ended = jdbc.sql(END).param("id", id.value()).param("now", now()).update();
        if (ended == 0) return;
        jdbc.sql(END_SECRETS).param("id", id.value()).update();
        audit.record(by, "channel ended", "channel " + id.value(), Map.of());
        bell.ringAfterCommit();
    }

    /// For the words that speak to the other side only.
    public Optional<String> secret(ConnectionId id, String name) {
        return jdbc.sql(SEALED)
                .param("id", id.value())
                .param("name", name)
                .query((row, _) -> row.getBytes("sealed"))
                .optional()
                .map(bytes -> new String(vault.open(bytes, context(id, name)), StandardCharsets.UTF_8));
    }

    /// Notes what is wrong with it, in words that say how to mend it.
    @Transactional
    public void trouble(ConnectionId id, String why) {
        jdbc.sql(TROUBLE)
                .param("id", id.value())
                .param("why", Texts.line(why, 500))
                .param("now", now())
                .update();
    }

    /// It works again.
    @Transactional
    public void well(ConnectionId id) {
        jdbc.sql(WELL).param("id", id.value()).update();
    }

    private JdbcClient.MappedQuerySpec<Integer> set(
            String sql, Medium medium, String name, String address, Map<String, String> settings) {
        return jdbc.sql(sql)
                .param("medium", medium.key())
                .param("name", Texts.line(name, LONGEST))
                .param("address", Texts.line(address, LONGEST))
                .param("settings", json.writeValueAsString(settings))
                .param("now", now())
                .query((row, _) -> row.getInt("id"));
    }

    private void keep(ConnectionId id, Map<String, String> secrets) {
        secrets.forEach((name, secret) -> jdbc.sql(SECRET)
                .param("id", id.value())
                .param("name", name)
                .param("sealed", vault.seal(secret.getBytes(StandardCharsets.UTF_8), context(id, name)))
                .update());
    }

    private Connection connection(ResultSet row) throws SQLException {
        return new Connection(
                new ConnectionId(row.getInt("id")),
                Medium.of(row.getString("medium")).orElseThrow(),
                row.getString("name"),
                row.getString("address"),
                json.readValue(row.getString("settings"), SETTINGS),
                row.getBoolean("is_active"),
                row.getString("trouble"));
    }

    private static byte[] context(ConnectionId id, String name) {
        return ("secret " + name + " of channel " + id.value()).getBytes(StandardCharsets.UTF_8);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
