package valentine.erasure;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What people asked of us. That it was asked and answered in time stays, without a word of theirs.
@Configuration
class RequestData {
    // Index request_customer.
    private static final String REQUESTS = """
            SELECT kind, came_by, note, received_at
            FROM erasure.request
            WHERE customer = ANY (:profiles) AND note <> ''
            ORDER BY id
            """;
    private static final String EMPTY_REQUESTS = """
            UPDATE erasure.request SET note = '' WHERE customer = ANY (:profiles) AND note <> ''
            """;
    // Indexes request_customer and request_event_request.
    private static final String EVENTS = """
            SELECT e.kind, e.words, e.at
            FROM erasure.request r JOIN erasure.request_event e ON e.request = r.id
            WHERE r.customer = ANY (:profiles) AND e.words <> '' AND e.kind NOT IN ('reminded', 'overdue')
            ORDER BY e.id
            """;
    private static final String EMPTY_EVENTS = """
            UPDATE erasure.request_event e SET words = ''
            FROM erasure.request r
            WHERE r.id = e.request AND r.customer = ANY (:profiles) AND e.words <> ''
              AND e.kind NOT IN ('reminded', 'overdue')
            """;

    @Bean
    PersonalData requestsOf(JdbcClient jdbc) {
        return new Holdings(
                "What they asked of us",
                jdbc,
                List.of(
                        new Holding("requests", REQUESTS, EMPTY_REQUESTS),
                        new Holding("request-answers", EVENTS, EMPTY_EVENTS)));
    }
}
