package valentine.proof;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What the track record keeps of single customers; its sums tell of nobody.
@Configuration
class ProofData {
    // Index forecast_customer.
    private static final String FORECASTS = """
            SELECT r.as_of, f.staying, f.orders, f.silence, f.came
            FROM proof.forecast f JOIN proof.record r ON r.id = f.record
            WHERE f.customer = ANY (:profiles)
            ORDER BY r.id
            """;
    private static final String FORGET = "DELETE FROM proof.forecast WHERE customer = ANY (:profiles)";

    @Bean
    PersonalData forecasts(JdbcClient jdbc) {
        return new Holdings(
                "What we would have told before", jdbc, List.of(new Holding("forecasts", FORECASTS, FORGET)));
    }
}
