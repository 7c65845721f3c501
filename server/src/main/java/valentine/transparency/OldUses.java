package valentine.transparency;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Ageing;
import valentine.customer.OldRows;

/// Records of who used which data long ago.
@Configuration
class OldUses {
    private static final String COUNT = "SELECT count(*) FROM transparency.data_use WHERE at < :before";
    // The primary key: what is older stands before.
    private static final String FORGET = """
            DELETE FROM transparency.data_use WHERE id IN (
                SELECT id FROM transparency.data_use WHERE at < :before ORDER BY id LIMIT :most)
            """;

    @Bean
    Ageing dataUsesOfOld(JdbcClient jdbc) {
        return new OldRows("data-uses", "Records of who used whose data, and what for", jdbc, COUNT, FORGET);
    }
}
