package valentine.pace;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// How soon somebody was answered, which is forgotten before his conversations are.
@Configuration
class PaceData {
    private static final int BEFORE_CONVERSATIONS = -10;

    // The conversations by the index conversation_customer, the clocks of each by the primary key.
    private static final String CLOCKS = """
            SELECT k.target, k.began, k.due, k.ended, k.passed AS seconds, k.worked AS seconds_of_work, k.result
            FROM pace.clock k JOIN conversation.conversation c ON c.id = k.conversation
            WHERE c.customer = ANY (:profiles)
            """;
    private static final String FORGET_WARNINGS = """
            DELETE FROM pace.warning WHERE conversation IN (
                SELECT id FROM conversation.conversation WHERE customer = ANY (:profiles))
            """;
    private static final String FORGET_CLOCKS = """
            DELETE FROM pace.clock WHERE conversation IN (
                SELECT id FROM conversation.conversation WHERE customer = ANY (:profiles))
            """;
    private static final String WORDS = """
            SELECT w.due, w.made_at, w.kept_at
            FROM pace.next_word w JOIN conversation.conversation c ON c.id = w.conversation
            WHERE c.customer = ANY (:profiles)
            """;
    private static final String FORGET_WORDS = """
            DELETE FROM pace.next_word WHERE conversation IN (
                SELECT id FROM conversation.conversation WHERE customer = ANY (:profiles))
            """;

    @Bean
    PersonalData answersInTime(JdbcClient jdbc) {
        return new Holdings(
                "How soon we answered",
                BEFORE_CONVERSATIONS,
                jdbc,
                List.of(
                        new Holding("answer-times", CLOCKS, FORGET_WARNINGS, FORGET_CLOCKS),
                        new Holding("next-words", WORDS, FORGET_WORDS)));
    }
}
