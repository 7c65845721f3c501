package valentine.fondness;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What is kept of how people feel about us.
@Configuration
class FondnessData {
    // The primary key (customer, at, id).
    private static final String EVIDENCE = """
            SELECT at, kind, share, words, source, reference
            FROM fondness.evidence
            WHERE customer = ANY (:profiles)
            ORDER BY at, id
            """;
    private static final String FORGET_EVIDENCE = "DELETE FROM fondness.evidence WHERE customer = ANY (:profiles)";
    private static final String STANDING = """
            SELECT chance, low, high, pieces, worth, last_at, pull, why
            FROM fondness.standing
            WHERE customer = ANY (:profiles)
            """;
    private static final String FORGET_STANDING = "DELETE FROM fondness.standing WHERE customer = ANY (:profiles)";
    private static final String WAITING = "SELECT customer FROM fondness.waiting WHERE customer = ANY (:profiles)";
    private static final String FORGET_WAITING = "DELETE FROM fondness.waiting WHERE customer = ANY (:profiles)";

    @Bean
    PersonalData fondnessOf(JdbcClient jdbc) {
        return new Holdings(
                "How they feel about us",
                jdbc,
                List.of(
                        new Holding("feelings", EVIDENCE, FORGET_EVIDENCE),
                        new Holding("fondness", STANDING, FORGET_STANDING),
                        new Holding("fondness-to-be-told", WAITING, FORGET_WAITING)));
    }
}
