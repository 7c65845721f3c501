package valentine.history;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Ageing;
import valentine.customer.OldRows;

/// Calls and visits that somebody wrote down long ago. They are looked through as a whole, by night.
@Configuration
class OldCalls {
    private static final String COUNT = """
            SELECT count(*) FROM history.interaction WHERE kind IN ('call', 'visit') AND at < :before
            """;
    // The numbers of their messages stay, so that none is written down again; whose they are must be known still.
    private static final String FORGET = """
            WITH gone AS (
                DELETE FROM history.interaction
                WHERE (customer, at, id) IN (
                    SELECT customer, at, id FROM history.interaction
                    WHERE kind IN ('call', 'visit') AND at < :before LIMIT :most)
                RETURNING customer, source, message_id)
            INSERT INTO history.untold (customer, source, message_id)
            SELECT DISTINCT customer, source, message_id FROM gone
            ON CONFLICT (customer, source, message_id) DO UPDATE SET source = excluded.source
            """;

    @Bean
    Ageing callsOfOld(JdbcClient jdbc) {
        return new OldRows("calls", "Calls and visits that were written down", jdbc, COUNT, FORGET);
    }
}
