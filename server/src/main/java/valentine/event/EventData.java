package valentine.event;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import valentine.customer.Copy;
import valentine.customer.CustomerId;
import valentine.customer.Handles;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.Named;
import valentine.customer.PersonalData;

/// What programs sent about people and could not be stored, and how often their messages came again.
@Component
class EventData implements PersonalData {
    private static final String AGAIN = """
            SELECT d.message_id AS message, d.times
            FROM history.kept_message k JOIN event.duplicate d ON d.source = k.source AND d.message_id = k.message_id
            WHERE k.customer = ANY (:profiles)
            """;
    // That so many came again stays counted.
    private static final String UNNAME_AGAIN = """
            UPDATE event.duplicate d SET message_id = 'forgotten-' || gen_random_uuid()
            FROM history.kept_message k
            WHERE k.customer = ANY (:profiles) AND d.source = k.source AND d.message_id = k.message_id
            """;
    // Index quarantine_stored.
    private static final String MENDED = """
            SELECT q.message_id AS message, q.stored_as, q.reason, q.detail, q.received_at, q.times, q.ended_at
            FROM history.kept_message k
            JOIN event.source s ON s.history = k.source
            JOIN event.quarantine q ON q.source = s.id AND q.stored_as = k.message_id
            WHERE k.customer = ANY (:profiles)
            """;
    private static final String UNNAME_MENDED = """
            UPDATE event.quarantine q
            SET message_id = 'forgotten-' || gen_random_uuid(), stored_as = 'forgotten', detail = '',
                digest = uuid_send(gen_random_uuid())
            FROM history.kept_message k JOIN event.source s ON s.history = k.source
            WHERE k.customer = ANY (:profiles) AND q.source = s.id AND q.stored_as = k.message_id
            """;

    private final Holdings holdings;
    private final QuarantineSearch quarantine;
    private final Handles handles;
    private final Tail tail;

    EventData(QuarantineSearch quarantine, Handles handles, Tail tail, JdbcClient jdbc) {
        this.holdings = new Holdings(
                "What programs sent about them",
                jdbc,
                List.of(new Holding("came-again", AGAIN, UNNAME_AGAIN), new Holding("mended", MENDED, UNNAME_MENDED)));
        this.quarantine = quarantine;
        this.handles = handles;
        this.tail = tail;
    }

    @Override
    public String part() {
        return holdings.part();
    }

    @Override
    public long count(Collection<CustomerId> profiles) {
        return holdings.count(profiles) + quarantine.find(named(profiles)).size();
    }

    @Override
    public void export(Collection<CustomerId> profiles, Copy copy) {
        holdings.export(profiles, copy);
        for (QuarantineSearch.Found found : quarantine.find(named(profiles))) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("message", found.messageId());
            row.put("received_at", found.receivedAt().toString());
            row.put("reason", found.reason());
            row.put("body", found.body());
            copy.row("refused-messages", row);
        }
    }

    @Override
    public long forget(Collection<CustomerId> profiles) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    tail.clear();
                }
            });
        }
        return holdings.forget(profiles) + quarantine.forget(named(profiles));
    }

    private Named named(Collection<CustomerId> profiles) {
        return new Named(
                handles.of(profiles).values().stream().flatMap(List::stream).toList());
    }
}
