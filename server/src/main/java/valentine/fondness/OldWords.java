package valentine.fondness;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Ageing;
import valentine.customer.OldRows;

/// What customers said long ago about how they feel. It is looked through as a whole, by night.
@Configuration
class OldWords {
    private static final String COUNT = "SELECT count(*) FROM fondness.evidence WHERE at < :before";
    private static final String FORGET = """
            DELETE FROM fondness.evidence WHERE (customer, at, id) IN (
                SELECT customer, at, id FROM fondness.evidence WHERE at < :before LIMIT :most)
            """;

    @Bean
    Ageing wordsOfOld(JdbcClient jdbc) {
        return new OldRows("feelings", "What their words and marks told of how they feel", jdbc, COUNT, FORGET);
    }
}
