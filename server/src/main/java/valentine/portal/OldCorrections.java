package valentine.portal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Ageing;
import valentine.customer.OldRows;

/// Corrections that customers asked for and that were answered long ago. There are few.
@Configuration
class OldCorrections {
    private static final String COUNT = "SELECT count(*) FROM portal.correction WHERE answered_at < :before";
    private static final String FORGET = """
            DELETE FROM portal.correction WHERE id IN (
                SELECT id FROM portal.correction WHERE answered_at < :before ORDER BY id LIMIT :most)
            """;

    @Bean
    Ageing correctionsOfOld(JdbcClient jdbc) {
        return new OldRows("corrections", "Corrections that were answered", jdbc, COUNT, FORGET);
    }
}
