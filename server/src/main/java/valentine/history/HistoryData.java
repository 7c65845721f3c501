package valentine.history;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What the history keeps of people. Who is forgotten leaves how much was done and paid in a year, of all together, and
/// that so many messages came, without their numbers.
@Configuration
class HistoryData {
    /// Others find their messages by it.
    private static final int AFTER_OTHERS = 50;

    // The primary key (customer, at, id).
    private static final String INTERACTIONS = """
            SELECT i.at, i.kind, i.channel, i.direction, i.title, i.amount, i.currency, i.properties,
                   s.name AS source, i.message_id AS message, i.received_at
            FROM history.interaction i LEFT JOIN history.source s ON s.id = i.source
            WHERE i.customer = ANY (:profiles)
            ORDER BY i.at, i.id
            """;
    private static final String SUM_UP = """
            INSERT INTO history.forgotten AS f (year, kind, currency, interactions, amount)
            SELECT extract(year FROM at AT TIME ZONE 'UTC')::int AS year, kind, coalesce(currency, '') AS currency,
                   count(*), coalesce(sum(amount), 0)
            FROM history.interaction
            WHERE customer = ANY (:profiles)
            GROUP BY 1, 2, 3
            ON CONFLICT (year, kind, currency) DO UPDATE
            SET interactions = f.interactions + excluded.interactions, amount = f.amount + excluded.amount
            """;
    private static final String UNNAME = """
            UPDATE history.message m
            SET message_id = 'forgotten-' || gen_random_uuid(), customer = NULL, lines = '{}'
            FROM history.interaction i
            WHERE i.customer = ANY (:profiles) AND m.source = i.source AND m.message_id = i.message_id
            """;
    private static final String FORGET = "DELETE FROM history.interaction WHERE customer = ANY (:profiles)";

    private static final String UNTOLD = """
            SELECT s.name AS source, u.message_id AS message
            FROM history.untold u LEFT JOIN history.source s ON s.id = u.source
            WHERE u.customer = ANY (:profiles)
            """;
    private static final String UNNAME_UNTOLD = """
            UPDATE history.message m
            SET message_id = 'forgotten-' || gen_random_uuid(), customer = NULL, lines = '{}'
            FROM history.untold u
            WHERE u.customer = ANY (:profiles) AND m.source = u.source AND m.message_id = u.message_id
            """;
    private static final String FORGET_UNTOLD = "DELETE FROM history.untold WHERE customer = ANY (:profiles)";

    @Bean
    PersonalData whatHappened(JdbcClient jdbc) {
        return new Holdings(
                "What happened",
                AFTER_OTHERS,
                jdbc,
                List.of(
                        new Holding("interactions", INTERACTIONS, SUM_UP, UNNAME, FORGET),
                        new Holding("introductions", UNTOLD, UNNAME_UNTOLD, FORGET_UNTOLD)));
    }
}
