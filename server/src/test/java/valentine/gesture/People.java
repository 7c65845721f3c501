package valentine.gesture;

import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;

/// Customers as health would have scored them.
record People(JdbcClient jdbc) {
    void nobody() {
        jdbc.sql("""
                TRUNCATE customer.customer, customer.account, history.interaction, history.message, gesture.decision,
                    health.standing, health.run CASCADE
                """).update();
    }

    CustomerId add(String name, double attention) {
        long id = jdbc.sql("INSERT INTO customer.customer (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
        jdbc.sql("""
                WITH run AS (
                    INSERT INTO health.run (as_of, horizon_days, finished_at, seen, model, parameters, proof)
                    VALUES (now(), 180, now(), 0, 'mbg-nbd', '{}', '{}')
                    RETURNING id
                )
                INSERT INTO health.standing (customer, run, scored_at, band, staying, orders, first_at, last_at,
                    expected_orders, expected_value, yearly_value, at_risk, attention, reasons)
                SELECT :customer, id, now(), 'losing_touch', 0.3, 5, '2025-01-01', '2025-11-18', 1, 100, 1200, 840,
                    :attention, '[{"label": "12 orders in 2 years.", "weight": 0.4},
                                  {"label": "Silent for 112 days.", "weight": -0.3}]'
                FROM run
                """).param("customer", id).param("attention", attention).update();
        return new CustomerId(id);
    }
}
