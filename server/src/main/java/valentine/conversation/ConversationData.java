package valentine.conversation;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What we wrote down of conversations with people; what was said in them the channels keep.
@Configuration
class ConversationData {
    // Index message_customer.
    private static final String MESSAGES = """
            SELECT m.at, m.kind, m.medium AS channel, m.author, m.text, m.failed
            FROM conversation.message m
            WHERE m.customer = ANY (:profiles)
            ORDER BY m.at, m.id
            """;
    private static final String FORGET_MESSAGES = "DELETE FROM conversation.message WHERE customer = ANY (:profiles)";
    // Index conversation_customer.
    private static final String CONVERSATIONS = """
            SELECT c.created_at, c.subject, c.status, c.priority, array_to_string(c.labels, ', ') AS labels,
                   c.last_at, c.last_words, c.asked_at, c.first_reply_at, c.waiting_since, c.resolved_at
            FROM conversation.conversation c
            WHERE c.customer = ANY (:profiles)
            ORDER BY c.created_at, c.id
            """;
    private static final String FORGET = "DELETE FROM conversation.conversation WHERE customer = ANY (:profiles)";

    @Bean
    PersonalData whatWasTalkedAbout(JdbcClient jdbc) {
        return new Holdings(
                "Conversations",
                jdbc,
                List.of(
                        new Holding("conversation-messages", MESSAGES, FORGET_MESSAGES),
                        new Holding("conversations", CONVERSATIONS, FORGET)));
    }
}
