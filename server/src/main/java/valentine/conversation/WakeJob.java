package valentine.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Opens what was snoozed until now.
@Component("conversationWakeJob")
class WakeJob {
    private static final int AT_ONCE = 200;
    // Index conversation_snoozed.
    private static final String DUE = """
            SELECT id FROM conversation.conversation
            WHERE merged_into IS NULL AND status = 'snoozed' AND snoozed_until <= :now
            ORDER BY snoozed_until LIMIT :limit
            FOR UPDATE SKIP LOCKED
            """;

    private final JdbcClient jdbc;
    private final ConversationTable table;
    private final Ledger ledger;
    private final Clock clock;

    WakeJob(JdbcClient jdbc, ConversationTable table, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.table = table;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// How many were opened.
    @Transactional
    int run() {
        Instant now = clock.instant();
        List<ConversationId> due = jdbc.sql(DUE)
                .param("now", ConversationTable.utc(now))
                .param("limit", AT_ONCE)
                .query((row, _) -> new ConversationId(row.getLong(1)))
                .list();
        for (Conversation conversation : table.some(due)) {
            ledger.status(conversation, Status.OPEN, null, ledger.doing(By.CLOCK));
            ledger.settle(conversation.id());
        }
        return due.size();
    }
}
