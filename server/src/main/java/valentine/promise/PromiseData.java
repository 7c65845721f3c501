package valentine.promise;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What was promised to people, and what came of it.
@Configuration
class PromiseData {
    // Index promise_customer.
    private static final String PROMISES = """
            SELECT p.made_at, p.kind, p.what, p.due, p.zone, p.channel, p.branch, p.quote, p.amount, p.currency,
                   coalesce(e.how, 'open') AS state, e.at AS ended_at, e.reason
            FROM promise.promise p LEFT JOIN promise.ending e ON e.promise = p.id
            WHERE p.customer = ANY (:profiles)
            ORDER BY p.made_at, p.id
            """;
    private static final String FORGET = "DELETE FROM promise.promise WHERE customer = ANY (:profiles)";
    // Index happening_customer.
    private static final String ORDERS = """
            SELECT number, what, at, estimated
            FROM promise.happening
            WHERE customer = ANY (:profiles)
            ORDER BY at, number
            """;
    private static final String FORGET_ORDERS = "DELETE FROM promise.happening WHERE customer = ANY (:profiles)";

    @Bean
    PersonalData whatWasPromised(JdbcClient jdbc) {
        return new Holdings(
                "What we promised",
                jdbc,
                List.of(
                        new Holding("promises", PROMISES, of("notice"), of("ending"), of("open"), FORGET),
                        new Holding("orders-under-way", ORDERS, FORGET_ORDERS)));
    }

    private static String of(String table) {
        return "DELETE FROM promise." + table
                + " WHERE promise IN (SELECT id FROM promise.promise WHERE customer = ANY (:profiles))";
    }
}
