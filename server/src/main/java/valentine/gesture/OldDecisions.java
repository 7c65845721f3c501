package valentine.gesture;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Ageing;
import valentine.customer.OldRows;

/// What was decided long ago about what to do for a customer, and is over.
@Configuration
class OldDecisions {
    private static final String COUNT = """
            SELECT count(*) FROM gesture.decision WHERE decided_at < :before AND rests_till < now()
            """;
    // The primary key: what is older stands before.
    private static final String FORGET = """
            DELETE FROM gesture.decision WHERE id IN (
                SELECT id FROM gesture.decision WHERE decided_at < :before AND rests_till < now()
                ORDER BY id LIMIT :most)
            """;

    @Bean
    Ageing decisionsOfOld(JdbcClient jdbc) {
        return new OldRows("gestures", "What was decided to do for a customer", jdbc, COUNT, FORGET);
    }
}
