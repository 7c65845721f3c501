package valentine.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            INSERT INTO history.interaction
                (customer, at, kind, channel, direction, title, amount, currency, properties, source, message_id)
            SELECT given.customer, timestamptz 'epoch' + given.at * interval '1 microsecond', given.kind, given.channel,
                   given.direction, given.title, given.amount, given.currency, given.properties::jsonb,
                   given.source, given.message_id
            FROM unnest(CAST(:customers AS bigint[]), CAST(:ats AS bigint[]), CAST(:kinds AS text[]),
                        CAST(:channels AS text[]), CAST(:directions AS text[]), CAST(:titles AS text[]),
                        CAST(:amounts AS numeric[]), CAST(:currencies AS text[]), CAST(:properties AS text[]),
                        CAST(:sources AS int[]), CAST(:messages AS text[]))
                AS given (customer, at, kind, channel, direction, title, amount, currency, properties, source, message_id)
            """;
    private static final String FIND = """
            SELECT customer FROM history.message WHERE source = :source AND message_id = :message
            """;
    // A range of the primary key.
    private static final String COUNT = "SELECT count(*) FROM history.message WHERE source = :source";
    // A call that a crash swallows costs a second; waiting for the disk would cost every batch.
    private static final String TELL = "SELECT set_config('synchronous_commit', 'off', true), pg_notify('history', '')";

    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        Set<Key> fresh = keys(jdbc.sql(TAKE)
                .param(
                        "sources",
                        messages.stream().map(one -> one.key().source()).toArray(Integer[]::new))
                .param(
                        "messages",
                        messages.stream().map(one -> one.key().messageId()).toArray(String[]::new))
                .param(
                        "customers",
                        messages.stream().map(one -> one.customer().value()).toArray(Long[]::new)));
        log(messages.stream().filter(one -> fresh.contains(one.key())).toList());
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

    private void log(List<Message> messages) {
        int most = messages.size();
        List<Long> customers = new ArrayList<>(most);
        List<Integer> sources = new ArrayList<>(most);
        List<String> ids = new ArrayList<>(most);
        List<Told> told = new ArrayList<>(most);
        for (Message message : messages) {
            if (message.told() != null) {
                customers.add(message.customer().value());
                sources.add(message.key().source());
                ids.add(message.key().messageId());
                told.add(message.told());
            }
        }
        if (told.isEmpty()) return;
        jdbc.sql(LOG)
                .param("customers", customers.toArray(Long[]::new))
                .param("ats", told.stream().map(one -> micros(one.at())).toArray(Long[]::new))
                .param("kinds", told.stream().map(Told::kind).toArray(String[]::new))
                .param("channels", told.stream().map(Told::channel).toArray(String[]::new))
                .param("directions", told.stream().map(Told::direction).toArray(String[]::new))
                .param("titles", told.stream().map(Told::title).toArray(String[]::new))
                .param("amounts", told.stream().map(Told::amount).toArray(BigDecimal[]::new))
                .param("currencies", told.stream().map(Told::currency).toArray(String[]::new))
                .param("properties", told.stream().map(Told::properties).toArray(String[]::new))
                .param("sources", sources.toArray(Integer[]::new))
                .param("messages", ids.toArray(String[]::new))
                .update();
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Set<Key> keys(JdbcClient.StatementSpec statement) {
        return new HashSet<>(statement
                .query((row, _) -> new Key(row.getInt("source"), row.getString("message_id")))
                .list());
    }
}
