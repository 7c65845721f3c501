package valentine.mail;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Audit;
import valentine.team.Member;
import valentine.vault.Vault;

/// Which mail server we have: as the process was started with, else as it was set on the page.
@Component
class MailServers {
    private static final byte[] PASSWORD = "mail password".getBytes(StandardCharsets.UTF_8);

    private static final String READ = """
            SELECT host, port, security, username, password, sender, site
            FROM mail.server ORDER BY id DESC LIMIT 1
            """;
    private static final String SITE = "SELECT site FROM mail.server ORDER BY id DESC LIMIT 1";
    private static final String SET = """
            INSERT INTO mail.server (host, port, security, username, password, sender, site, changed_by, changed_at)
            VALUES (:host, :port, :security, :username, :password, :sender, :site, :by, :now)
            """;
    // Passwords of before are of no use to anybody.
    private static final String FORGET = """
            UPDATE mail.server SET password = NULL
            WHERE password IS NOT NULL AND id < (SELECT max(id) FROM mail.server)
            """;

    private final Optional<MailServer> option;
    private final JdbcClient jdbc;
    private final Vault vault;
    private final Audit audit;
    private final Clock clock;

    MailServers(
            @Value("${valentine.smtp-url:}") String url,
            @Value("${valentine.mail-from:}") String sender,
            JdbcClient jdbc,
            Vault vault,
            Audit audit,
            Clock clock) {
        this.option = url.isBlank() ? Optional.empty() : Optional.of(MailServer.of(url, sender));
        this.jdbc = jdbc;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    /// What stands on the page, without the password.
    ///
    /// @param host empty while none is set
    record Shown(
            String host,
            int port,
            MailServer.Security security,
            String user,
            boolean hasPassword,
            String sender,
            String site) {
        static final Shown NOTHING = new Shown("", 587, MailServer.Security.STARTTLS, "", false, "", "");
    }

    /// The server that takes our letters; nobody while none is set up.
    Optional<MailServer> current() {
        if (option.isPresent()) return option;
        return jdbc.sql(READ)
                .query((row, _) -> server(row))
                .optional()
                .filter(server -> !server.host().isEmpty());
    }

    boolean isGiven() {
        return option.isPresent();
    }

    Shown shown() {
        return jdbc.sql(READ)
                .query((row, _) -> new Shown(
                        row.getString("host"),
                        row.getInt("port"),
                        MailServer.Security.of(row.getString("security")),
                        row.getString("username"),
                        row.getBytes("password") != null,
                        row.getString("sender"),
                        row.getString("site")))
                .optional()
                .orElse(Shown.NOTHING);
    }

    String site() {
        return jdbc.sql(SITE).query((row, _) -> row.getString(1)).optional().orElse("");
    }

    /// @param server its password is null where that of before stays
    @Transactional
    void set(MailServer server, String site, Member by) {
        byte[] sealed = server.password() == null
                ? kept(server)
                : server.password().isEmpty() ? null : vault.seal(bytes(server.password()), PASSWORD);
        jdbc.sql(SET)
                .param("host", server.host())
                .param("port", server.port())
                .param("security", server.security().word())
                .param("username", server.user())
                .param("password", sealed)
                .param("sender", server.sender())
                .param("site", site)
                .param("by", by.id().value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(FORGET).update();
        audit.record(by.actor(), "mail server changed", "mail", Map.of());
    }

    /// A password belongs to its server and user: who points it elsewhere must know it.
    private byte @Nullable [] kept(MailServer server) {
        record Before(String host, String user, Optional<byte[]> password) {}
        return jdbc.sql(READ)
                .query((row, _) -> new Before(
                        row.getString("host"),
                        row.getString("username"),
                        Optional.ofNullable(row.getBytes("password"))))
                .optional()
                .filter(before ->
                        before.host().equals(server.host()) && before.user().equals(server.user()))
                .flatMap(Before::password)
                .orElse(null);
    }

    private MailServer server(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("password");
        return new MailServer(
                row.getString("host"),
                row.getInt("port"),
                MailServer.Security.of(row.getString("security")),
                row.getString("username"),
                sealed == null ? null : new String(vault.open(sealed, PASSWORD), StandardCharsets.UTF_8),
                row.getString("sender"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
