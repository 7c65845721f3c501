package valentine.promise;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What was read as a promise in messages to people.
@Configuration
class ProposalData {
    // Index proposal_customer.
    private static final String PROPOSALS = """
            SELECT said_at, kind, quote, due, channel, amount, currency
            FROM promise.proposal
            WHERE customer = ANY (:profiles)
            ORDER BY said_at, id
            """;
    private static final String FORGET = "DELETE FROM promise.proposal WHERE customer = ANY (:profiles)";

    @Bean
    PersonalData whatSoundedLikeAPromise(JdbcClient jdbc) {
        return new Holdings(
                "What sounded like a promise",
                jdbc,
                List.of(new Holding("proposals", PROPOSALS, of("verdict"), of("proposed"), FORGET)));
    }

    private static String of(String table) {
        return "DELETE FROM promise." + table
                + " WHERE proposal IN (SELECT id FROM promise.proposal WHERE customer = ANY (:profiles))";
    }
}
