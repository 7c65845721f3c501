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
import valentine.mail.Letter;
import valentine.mail.Mails;
import valentine.mail.Receiver;
import valentine.mail.Site;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Role;
import valentine.vault.Vault;

/// All addresses that hear of what happens, and their secrets: sealed, and shown once when they are made.
@Service("webhookEndpoints")
class Endpoints {
    /// How long after a rotation the old secret signs beside the new one.
    static final Duration GRACE = Duration.ofHours(24);

    private static final String COLUMNS =
            "id, name, url, types, fuller, made_at, failing_since, CASE WHEN old_until > :now THEN old_until END AS old_until,"
                    + " CASE WHEN disabled_at IS NOT NULL THEN coalesce(disabled_why, '') END AS disabled_why";
    // They are few: no index.
    private static final String ALL = "SELECT " + COLUMNS + " FROM webhook.endpoint WHERE ended_at IS NULL ORDER BY id";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM webhook.endpoint WHERE id = :id AND ended_at IS NULL";
    private static final String MAKE = """
            INSERT INTO webhook.endpoint (name, url, types, fuller, secret, made_at)
            VALUES (:name, :url, :types, :fuller, :secret, :now)
            RETURNING id
            """;
    private static final String CHANGE = """
            UPDATE webhook.endpoint SET name = :name, url = :url, types = :types, fuller = :fuller
            WHERE id = :id AND ended_at IS NULL
            """;
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
    private final Members members;
    private final Mails mails;
    private final Site site;
    private final Clock clock;

    Endpoints(JdbcClient jdbc, Vault vault, Audit audit, Members members, Mails mails, Site site, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.audit = audit;
        this.members = members;
        this.mails = mails;
        this.site = site;
        this.clock = clock;
    }

    /// What an owner says of one.
    record Wish(String name, String url, List<String> types, boolean isFuller) {
        Wish {
            types = List.copyOf(types);
        }
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
    Made make(Wish wish, Actor by) {
        String secret = Signing.freshSecret();
        int id = jdbc.sql(MAKE)
                .param("name", wish.name())
                .param("url", wish.url())
                .param("types", wish.types().toArray(String[]::new))
                .param("fuller", wish.isFuller())
                .param("secret", seal(secret))
                .param("now", now())
                .query((row, _) -> row.getInt("id"))
                .single();
        audit.record(by, "webhook made", "webhook " + id, told(wish));
        return new Made(id, secret);
    }

    @Transactional
    void change(int id, Wish wish, Actor by) {
        jdbc.sql(CHANGE)
                .param("id", id)
                .param("name", wish.name())
                .param("url", wish.url())
                .param("types", wish.types().toArray(String[]::new))
                .param("fuller", wish.isFuller())
                .update();
        audit.record(by, "webhook changed", "webhook " + id, told(wish));
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

    /// Whoever owns the firm is told, once: what happens is missed from now on.
    @Transactional
    void disable(int id, String why) {
        Optional<Endpoint> endpoint = find(id);
        int disabled = jdbc.sql(DISABLE)
                .param("id", id)
                .param("why", why)
                .param("now", now())
                .update();
        if (disabled == 0) return;
        audit.record(Actor.NOBODY, "webhook disabled", "webhook " + id, Map.of());
        for (Member member : members.all()) {
            if (member.role() == Role.OWNER) endpoint.ifPresent(one -> mails.send(letter(one, why, member)));
        }
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

    private Letter letter(Endpoint endpoint, String why, Member owner) {
        return new Letter(
                "webhook " + endpoint.id() + " disabled " + clock.instant() + ", to "
                        + owner.id().value(),
                "disabled webhook",
                Receiver.member(owner),
                "“" + endpoint.name() + "” is told nothing any more",
                List.of(
                        "The webhook “" + endpoint.name() + "” was disabled. " + why,
                        "Until somebody lets us try again, that program does not hear what happens. What waited for"
                                + " it is kept."),
                new Letter.Button("Look, and try again", site.url("/settings/webhooks/" + endpoint.id()), false),
                "You get this because you own the firm's Valentine.",
                null,
                null);
    }

    private static Map<String, Object> told(Wish wish) {
        return Map.of("types", wish.types().size(), "words", wish.isFuller());
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
                row.getBoolean("fuller"),
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
