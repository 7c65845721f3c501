package valentine.health;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;

/// Rings up orders straight into the history.
public record Till(JdbcClient jdbc) {
    private static final Instant NOON =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);

    /// A shop of two years with so many customers who come and, most of them, go.
    public void shop(int customers) {
        jdbc.sql("INSERT INTO history.source (name) VALUES ('till') ON CONFLICT DO NOTHING")
                .update();
        Random random = new Random(11);
        for (int i = 0; i < customers; i++) {
            CustomerId customer = customer("Customer " + i);
            double usual = 15 + 60 * random.nextDouble();
            double ago = 700 * random.nextDouble();
            while (ago >= 1) {
                order(customer, (int) ago, 10 + random.nextInt(90));
                ago = random.nextDouble() < 0.15 ? 0 : ago - 1 + usual * Math.log(1 - random.nextDouble());
            }
        }
    }

    public CustomerId customer(String name) {
        return new CustomerId(jdbc.sql("INSERT INTO customer.customer (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single());
    }

    public void order(CustomerId customer, int daysAgo, int amount) {
        entry(customer, "order", daysAgo, amount);
    }

    void comesBack(CustomerId customer, int daysAgo, int amount) {
        entry(customer, "return", daysAgo, -amount);
    }

    private void entry(CustomerId customer, String kind, int daysAgo, int amount) {
        jdbc.sql("""
                INSERT INTO history.interaction (customer, at, kind, title, amount, currency, source, message_id)
                VALUES (:customer, :at, :kind, 'Order', :amount, 'EUR', 1, gen_random_uuid()::text)
                """)
                .param("customer", customer.value())
                .param("at", NOON.minus(daysAgo, ChronoUnit.DAYS).atOffset(java.time.ZoneOffset.UTC))
                .param("kind", kind)
                .param("amount", amount)
                .update();
    }
}
