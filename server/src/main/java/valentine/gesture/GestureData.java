package valentine.gesture;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What was decided to do for people.
@Configuration
class GestureData {
    // Index decision_of.
    private static final String DECISIONS = """
            SELECT gesture, answer, rests_till, decided_at, undone_at
            FROM gesture.decision
            WHERE customer = ANY (:profiles)
            ORDER BY id
            """;
    private static final String FORGET = "DELETE FROM gesture.decision WHERE customer = ANY (:profiles)";

    @Bean
    PersonalData gestureDecisions(JdbcClient jdbc) {
        return new Holdings("What we did for them", jdbc, List.of(new Holding("gestures", DECISIONS, FORGET)));
    }
}
