package valentine.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;

/// Messages of programs, each taken once for ever, many in a few statements; what they tell goes to the log.
///
/// Every writing method belongs into a transaction of the caller.
@Component
public class Messages {
    // The primary key (source, message_id), message by message.
    private static final String KNOWN = """
            SELECT m.source, m.message_id
            FROM unnest(CAST(:sources AS int[]), CAST(:messages AS text[])) AS given (source, message_id)
            JOIN history.message m ON m.source = given.source AND m.message_id = given.message_id
            """;
    // In one order, so that no two writers wait for each other.
    private static final String TAKE = """
            INSERT INTO history.message (source, message_id, customer)
            SELECT given.source, given.message_id, given.customer
            FROM unnest(CAST(:sources AS int[]), CAST(:messages AS text[]), CAST(:customers AS bigint[]))
                AS given (source, message_id, customer)
            ORDER BY given.source, given.message_id COLLATE "C"
            ON CONFLICT DO NOTHING
            RETURNING source, message_id
            """;
    private static final String LOG = """
            COPY history.interaction
                (customer, at, kind, channel, direction, title, amount, currency, properties, source, message_id)
            FROM STDIN WITH (FORMAT binary)
            """;
    private static final String UNTOLD = """
            INSERT INTO history.untold (customer, source, message_id)
            SELECT given.customer, given.source, given.message_id
            FROM unnest(CAST(:customers AS bigint[]), CAST(:sources AS int[]), CAST(:messages AS text[]))
                AS given (customer, source, message_id)
            ON CONFLICT DO NOTHING
            """;
    private static final String FIND = """
            SELECT customer FROM history.message WHERE source = :source AND message_id = :message
            """;
    // A range of the primary key.
    private static final String COUNT = "SELECT count(*) FROM history.message WHERE source = :source";
    // A call that a crash swallows costs a second; waiting for the disk would cost every batch.
    private static final String TELL = "SELECT set_config('synchronous_commit', 'off', true), pg_notify('history', '')";

    private final JdbcClient jdbc;
    private final DataSource dataSource;

    Messages(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    /// Which message of which source.
    public record Key(int source, String messageId) {}

    /// A message of somebody.
    ///
    /// @param told what goes to the log; nothing where it only says who somebody is
    public record Message(
            Key key, CustomerId customer, @Nullable Told told) {}

    /// One line of the log.
    ///
    /// @param properties JSON
    public record Told(
            Instant at,
            String kind,
            @Nullable String channel,
            @Nullable String direction,
            String title,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            String properties) {}

    /// A message that was taken, and under whom it is kept, if we know.
    public record Taken(@Nullable CustomerId customer) {}

    /// Which of these were taken before.
    public Set<Key> known(Collection<Key> keys) {
        return keys(jdbc.sql(KNOWN)
                .param("sources", keys.stream().map(Key::source).toArray(Integer[]::new))
                .param("messages", keys.stream().map(Key::messageId).toArray(String[]::new)));
    }

    /// Takes those that are new, and says which.
    public Set<Key> take(List<Message> messages) {
        if (messages.isEmpty()) return Set.of();
        int size = messages.size();
        Integer[] sources = new Integer[size];
        String[] ids = new String[size];
        Long[] customers = new Long[size];
        for (int i = 0; i < size; i++) {
            Message message = messages.get(i);
            sources[i] = message.key().source();
            ids[i] = message.key().messageId();
            customers[i] = message.customer().value();
        }
        Set<Key> fresh = keys(
                jdbc.sql(TAKE).param("sources", sources).param("messages", ids).param("customers", customers));
        tell(messages.stream().filter(message -> fresh.contains(message.key())).toList());
        return fresh;
    }

    /// Wakes those who follow the history. Said after the commit: within it, every writer would wait for the others.
    public void tell() {
        jdbc.sql(TELL).query(_ -> {});
    }

    /// The message of a source, if it was taken.
    public Optional<Taken> find(Key key) {
        return jdbc.sql(FIND)
                .param("source", key.source())
                .param("message", key.messageId())
                .query((row, _) -> {
                    long customer = row.getLong("customer");
                    return new Taken(row.wasNull() ? null : new CustomerId(customer));
                })
                .optional();
    }

    /// How many messages of a source were taken.
    public long count(int source) {
        return jdbc.sql(COUNT)
                .param("source", source)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private void tell(List<Message> fresh) {
        List<Message> told =
                fresh.stream().filter(message -> message.told() != null).toList();
        if (told.size() < fresh.size()) keepUntold(fresh);
        if (told.isEmpty()) return;
        CopyRows.copy(dataSource, LOG, 11, rows -> {
            for (Message message : told) {
                Told one = Objects.requireNonNull(message.told());
                rows.row()
                        .number(message.customer().value())
                        .at(one.at())
                        .text(one.kind())
                        .text(one.channel())
                        .text(one.direction())
                        .text(one.title())
                        .amount(one.amount())
                        .text(one.currency())
                        .json(one.properties())
                        .number(message.key().source())
                        .text(message.key().messageId());
            }
        });
    }

    private void keepUntold(List<Message> fresh) {
        List<Message> untold =
                fresh.stream().filter(message -> message.told() == null).toList();
        jdbc.sql(UNTOLD)
                .param(
                        "customers",
                        untold.stream().map(one -> one.customer().value()).toArray(Long[]::new))
                .param("sources", untold.stream().map(one -> one.key().source()).toArray(Integer[]::new))
                .param(
                        "messages",
                        untold.stream().map(one -> one.key().messageId()).toArray(String[]::new))
                .update();
    }

    private static Set<Key> keys(JdbcClient.StatementSpec statement) {
        return new HashSet<>(statement
                .query((row, _) -> new Key(row.getInt("source"), row.getString("message_id")))
                .list());
    }
}
