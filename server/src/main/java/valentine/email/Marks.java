package valentine.email;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.channel.ConnectionId;

/// Up to where folders were read, which mail came first under a name, and who watches.
@Repository
class Marks {
    private static final String READ = """
            SELECT uid_validity, last_uid FROM email.folder WHERE connection = :connection AND name = :name
            """;
    private static final String BEGIN = """
            INSERT INTO email.folder (connection, name, uid_validity, last_uid, moved_at)
            VALUES (:connection, :name, :validity, 0, :now)
            ON CONFLICT (connection, name) DO UPDATE
            SET uid_validity = excluded.uid_validity, last_uid = 0, moved_at = excluded.moved_at
            WHERE email.folder.uid_validity <> excluded.uid_validity
            """;
    // Who moves the mark from where another one has moved it already moves nothing.
    private static final String MOVE = """
            UPDATE email.folder SET last_uid = :to, moved_at = :now
            WHERE connection = :connection AND name = :name AND uid_validity = :validity AND last_uid = :from
            """;
    private static final String NAMED = """
            INSERT INTO email.named (connection, name, likeness) VALUES (:connection, :name, :likeness)
            ON CONFLICT (connection, name) DO UPDATE SET likeness = email.named.likeness
            RETURNING likeness
            """;
    private static final String LEASE = """
            INSERT INTO email.lease (connection, holder, until) VALUES (:connection, :holder, :until)
            ON CONFLICT (connection) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE email.lease.holder = excluded.holder OR email.lease.until < :now
            """;
    private static final String END = "DELETE FROM email.lease WHERE connection = :connection AND holder = :holder";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final UUID holder = UUID.randomUUID();

    Marks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param validity the number under which the numbers of its mails hold
    record Mark(ConnectionId connection, String folder, long validity, long lastUid) {
        Mark at(long uid) {
            return new Mark(connection, folder, validity, uid);
        }
    }

    /// Where to go on: at the beginning where the folder's numbers became others.
    Mark of(ConnectionId connection, String folder, long validity) {
        jdbc.sql(BEGIN)
                .param("connection", connection.value())
                .param("name", folder)
                .param("validity", validity)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return read(connection, folder).orElseThrow();
    }

    Optional<Mark> read(ConnectionId connection, String folder) {
        return jdbc.sql(READ)
                .param("connection", connection.value())
                .param("name", folder)
                .query((row, _) -> new Mark(connection, folder, row.getLong("uid_validity"), row.getLong("last_uid")))
                .optional();
    }

    /// False where somebody else moved it meanwhile.
    boolean move(Mark from, long to) {
        return jdbc.sql(MOVE)
                        .param("connection", from.connection().value())
                        .param("name", from.folder())
                        .param("validity", from.validity())
                        .param("from", from.lastUid())
                        .param("to", to)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// By which name a mail is kept: its own, unless another mail came first under it.
    String called(ConnectionId connection, Mail mail) {
        String first = jdbc.sql(NAMED)
                .param("connection", connection.value())
                .param("name", Arrays.copyOf(hash(mail.name()), 16))
                .param("likeness", mail.likeness())
                .query((row, _) -> row.getString("likeness"))
                .single();
        return first.equals(mail.likeness()) ? mail.name() : mail.name() + "#" + mail.likeness();
    }

    /// Whether this process is the one that watches the mailbox, for so long.
    boolean lease(ConnectionId connection, Duration howLong) {
        return jdbc.sql(LEASE)
                        .param("connection", connection.value())
                        .param("holder", holder)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("until", clock.instant().plus(howLong).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void release(ConnectionId connection) {
        jdbc.sql(END)
                .param("connection", connection.value())
                .param("holder", holder)
                .update();
    }

    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
