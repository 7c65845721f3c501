package valentine.webhook;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What was told of people to other programs: their numbers and, where an owner wants it, their words.
@Configuration
class WebhookData {
    // Index event_customer.
    private static final String TOLD = """
            SELECT e.at, e.type, p.name AS told_to, d.state, e.fuller_body IS NOT NULL AND p.fuller AS with_words
            FROM webhook.event e
            JOIN webhook.delivery d ON d.event = e.id
            JOIN webhook.endpoint p ON p.id = d.endpoint
            WHERE e.customer = ANY (:profiles)
            ORDER BY e.at, e.id
            """;

    @Bean
    PersonalData whatWasToldToPrograms(JdbcClient jdbc) {
        return new Holdings(
                "What was told to other programs",
                jdbc,
                List.of(new Holding(
                        "told-to-programs", TOLD, "DELETE FROM webhook.event WHERE customer = ANY (:profiles)")));
    }
}
