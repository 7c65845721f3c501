package valentine.duplicate;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What is kept of who may be the same as somebody. What it says of the other one is handed out to nobody.
@Configuration
class DuplicateData {
    // The unique key (one, other) and index pair_other.
    private static final String PAIRS = """
            SELECT p.probability, p.found_at, d.answer, d.decided_at, d.undone_at
            FROM duplicate.pair p LEFT JOIN duplicate.decision d ON d.pair = p.id
            WHERE p.one = ANY (:profiles) OR p.other = ANY (:profiles)
            ORDER BY p.found_at, p.id, d.id
            """;
    // The decisions go with their pairs.
    private static final String FORGET_PAIRS = """
            DELETE FROM duplicate.pair WHERE one = ANY (:profiles) OR other = ANY (:profiles)
            """;
    private static final String SEEN = "SELECT keys FROM duplicate.seen WHERE customer = ANY (:profiles)";
    private static final String FORGET_SEEN = "DELETE FROM duplicate.seen WHERE customer = ANY (:profiles)";
    private static final String WAITING = "SELECT customer FROM duplicate.waiting WHERE customer = ANY (:profiles)";
    private static final String FORGET_WAITING = "DELETE FROM duplicate.waiting WHERE customer = ANY (:profiles)";
    // Index brought_customer.
    private static final String BROUGHT = "SELECT import FROM duplicate.brought WHERE customer = ANY (:profiles)";
    private static final String FORGET_BROUGHT = "DELETE FROM duplicate.brought WHERE customer = ANY (:profiles)";

    @Bean
    PersonalData possibleDuplicates(JdbcClient jdbc) {
        return new Holdings(
                "Who may be the same",
                jdbc,
                List.of(
                        new Holding("possible-duplicates", PAIRS, FORGET_PAIRS),
                        new Holding("comparison-keys", SEEN, FORGET_SEEN),
                        new Holding("to-be-compared", WAITING, FORGET_WAITING),
                        new Holding("imports", BROUGHT, FORGET_BROUGHT)));
    }
}
