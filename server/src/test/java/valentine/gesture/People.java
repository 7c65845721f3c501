package valentine.gesture;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;

/// Customers as health would have scored them.
record People(JdbcClient jdbc) {
    /// Keeps health from scoring them by what they bought, as long as this is open: it waits for its lock.
    static AutoCloseable unscored(TestDatabase database) {
        SingleConnectionDataSource alone =
                new SingleConnectionDataSource("jdbc:" + database.url().replace("postgres@", ""), "postgres", "", true);
        JdbcClient.create(alone)
                .sql("SELECT pg_advisory_lock(7130010)")
                .query((_, _) -> true)
                .single();
        return alone::destroy;
    }

    void nobody() {
        TestDatabase.empty(jdbc, """
                TRUNCATE customer.customer, customer.account, customer.handle, customer.word, history.interaction,
                    history.message, gesture.decision, health.standing, health.run CASCADE
                """);
    }

    CustomerId add(String name, double attention) {
        long id = jdbc.sql("INSERT INTO customer.customer (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
        jdbc.sql("""
                INSERT INTO health.standing (customer, run, scored_at, as_of, band, staying, orders, first_at, last_at,
                    expected_orders, expected_value, yearly_value, at_risk, attention, reasons)
                VALUES (:customer, 0, now(), now(), 'losing_touch', 0.3, 5, '2025-01-01', '2025-11-18', 1, 100, 1200, 840,
                    :attention, '[{"label": "12 orders in 2 years.", "weight": 0.4},
                                  {"label": "Silent for 112 days.", "weight": -0.3}]')
                """).param("customer", id).param("attention", attention).update();
        return new CustomerId(id);
    }
}
