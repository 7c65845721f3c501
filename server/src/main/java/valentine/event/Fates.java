package valentine.event;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import valentine.customer.CustomerId;
import valentine.history.Messages;

/// What became of messages.
@Service
public class Fates {
    // Indexes quarantine_message and quarantine_stored.
    private static final String HELD = """
            SELECT source, message_id, reason, received_at, times, ended_at, stored_as
            FROM event.quarantine
            WHERE message_id = :message OR stored_as = :message
            ORDER BY id DESC
            LIMIT 100
            """;
    private static final String TIMES =
            "SELECT times FROM event.duplicate WHERE source = :source AND message_id = :message";

    private final Sources sources;
    private final Messages messages;
    private final JdbcClient jdbc;

    Fates(Sources sources, Messages messages, JdbcClient jdbc) {
        this.sources = sources;
        this.messages = messages;
        this.jdbc = jdbc;
    }

    /// How it went with a message.
    public enum Status {
        STORED,
        /// Refused first, mended and stored.
        REPLAYED,
        /// Refused, and waits for somebody to mend it.
        QUARANTINED,
        /// Refused, and let go by somebody.
        LET_GO
    }

    /// What became of a message of one source.
    ///
    /// @param duplicates how often it came again
    /// @param customer the profile it is kept under, where it is stored
    /// @param reason why it was refused, where it was
    public record Fate(
            Source source,
            Status status,
            long duplicates,
            @Nullable CustomerId customer,
            @Nullable String reason,
            @Nullable Instant receivedAt) {}

    private record Held(
            int source,
            String reason,
            Instant receivedAt,
            long times,
            boolean isEnded,
            @Nullable String storedAs) {}

    /// By the number that its sender gave it, of every source that sent one of that number.
    public List<Fate> of(String messageId) {
        String id = Translation.messageId(messageId);
        List<Held> held = jdbc.sql(HELD)
                .param("message", id)
                .query((row, _) -> new Held(
                        row.getInt("source"),
                        row.getString("reason"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getLong("times"),
                        row.getObject("ended_at") != null,
                        row.getString("stored_as")))
                .list();
        List<Fate> fates = new ArrayList<>();
        for (Source source : sources.all()) {
            fate(
                            source,
                            id,
                            held.stream()
                                    .filter(one -> one.source() == source.id().value())
                                    .toList())
                    .ifPresent(fates::add);
        }
        return fates;
    }

    private Optional<Fate> fate(Source source, String id, List<Held> held) {
        Messages.Key key = new Messages.Key(source.history(), id);
        Optional<Messages.Taken> taken = messages.find(key);
        if (taken.isPresent()) {
            Optional<Held> replayed =
                    held.stream().filter(one -> one.storedAs() != null).findFirst();
            return Optional.of(new Fate(
                    source,
                    replayed.isPresent() ? Status.REPLAYED : Status.STORED,
                    times(key),
                    taken.get().customer(),
                    replayed.map(one -> sentence(one.reason())).orElse(null),
                    replayed.map(Held::receivedAt).orElse(null)));
        }
        return held.stream()
                .findFirst()
                .map(one -> new Fate(
                        source,
                        one.isEnded() ? Status.LET_GO : Status.QUARANTINED,
                        one.times() - 1,
                        null,
                        sentence(one.reason()),
                        one.receivedAt()));
    }

    private long times(Messages.Key key) {
        return jdbc.sql(TIMES)
                .param("source", key.source())
                .param("message", key.messageId())
                .query((row, _) -> row.getLong(1))
                .optional()
                .orElse(0L);
    }

    private static String sentence(String reason) {
        return Reason.of(reason).map(Reason::sentence).orElse(reason);
    }
}
