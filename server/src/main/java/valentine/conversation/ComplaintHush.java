package valentine.conversation;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.channel.Hush;
import valentine.customer.CustomerId;

/// As long as a complaint or something urgent of a customer is open, nobody asks or sells him anything.
@Component
class ComplaintHush implements Hush {
    // Indexes customer_head and conversation_customer.
    private static final String OPEN = """
            SELECT EXISTS (
                SELECT FROM customer.profile mine JOIN conversation.conversation c ON c.customer = mine.profile
                WHERE mine.head = (SELECT head FROM customer.profile WHERE profile = :customer)
                    AND c.merged_into IS NULL AND c.status <> 'resolved'
                    AND (c.priority = :urgent OR :complaint = ANY (c.labels)))
            """;

    private final JdbcClient jdbc;

    ComplaintHush(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> why(CustomerId customer) {
        boolean open = jdbc.sql(OPEN)
                .param("customer", customer.value())
                .param("urgent", Priority.URGENT.rank())
                .param("complaint", Conversation.COMPLAINT)
                .query((row, _) -> row.getBoolean(1))
                .single();
        return open ? Optional.of("A complaint of this customer is open.") : Optional.empty();
    }
}
