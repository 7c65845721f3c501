package valentine.email;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.channel.ConnectionId;

/// Up to where folders were read, which mail came first under a name, and who watches.
@Repository
class Marks {
    private static final HexFormat HEX = HexFormat.of();

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
    private static final String NAME = """
            INSERT INTO email.named (connection, name, likeness)
            SELECT :connection, name, likeness
            FROM unnest(CAST(:names AS bytea[]), CAST(:likenesses AS text[])) AS given (name, likeness)
            ON CONFLICT DO NOTHING
            """;
    // Primary key.
    private static final String NAMED = """
            SELECT name, likeness FROM email.named
            WHERE connection = :connection AND name = ANY (CAST(:names AS bytea[]))
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

    /// By which name each mail is kept: its own, unless another mail came first under it.
    List<String> called(ConnectionId connection, List<Mail> mails) {
        Map<String, String> first = new LinkedHashMap<>();
        mails.forEach(mail -> first.putIfAbsent(key(mail), mail.likeness()));
        byte[][] names = first.keySet().stream().map(HEX::parseHex).toArray(byte[][]::new);
        jdbc.sql(NAME)
                .param("connection", connection.value())
                .param("names", names)
                .param("likenesses", first.values().toArray(String[]::new))
                .update();
        jdbc.sql(NAMED)
                .param("connection", connection.value())
                .param("names", names)
                .query(row -> {
                    first.put(HEX.formatHex(row.getBytes("name")), row.getString("likeness"));
                });
        return mails.stream()
                .map(mail -> mail.likeness().equals(first.get(key(mail)))
                        ? mail.name()
                        : mail.name() + "#" + mail.likeness())
                .toList();
    }

    private static String key(Mail mail) {
        return HEX.formatHex(hash(mail.name()), 0, 16);
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
