package valentine.erasure;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.Ageing;
import valentine.customer.CustomerId;

/// Customers of whom nothing was heard for long: they are forgotten as a whole. They may come back by themselves, so
/// that none of their handles is kept out.
@Component
class SilentCustomers implements Ageing {
    // The primary key of the history, for each profile; by night.
    private static final String SILENT = """
            FROM (SELECT p.head FROM customer.profile p GROUP BY p.head) c
            WHERE EXISTS (
                SELECT FROM customer.profile p JOIN history.stream s ON s.customer = p.profile WHERE p.head = c.head)
              AND NOT EXISTS (
                SELECT FROM customer.profile p JOIN history.stream s ON s.customer = p.profile
                WHERE p.head = c.head AND s.at >= :before)
            """;

    private final ObjectProvider<Erasures> erasures;
    private final JdbcClient jdbc;

    SilentCustomers(ObjectProvider<Erasures> erasures, JdbcClient jdbc) {
        this.erasures = erasures;
        this.jdbc = jdbc;
    }

    @Override
    public String key() {
        return "silent-customers";
    }

    @Override
    public String what() {
        return "Customers of whom nothing was heard: all that is kept of them";
    }

    @Override
    public long count(Instant before) {
        return jdbc.sql("SELECT count(*) " + SILENT)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Begun here, finished each in transactions of its own.
    @Override
    public long forget(Instant before, int most) {
        List<CustomerId> silent = jdbc.sql("SELECT c.head " + SILENT + " LIMIT :most")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new CustomerId(row.getLong("head")))
                .list();
        for (CustomerId customer : silent) {
            erasures.getObject().finish(erasures.getObject().begin(customer, Erasure.Why.RETENTION, null));
        }
        return silent.size();
    }
}
