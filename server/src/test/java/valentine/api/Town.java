package valentine.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.customer.Handle;
import valentine.customer.Person;

/// Customers with a past, for the API to tell of: `person-0@example.com` and so on.
record Town(ConfigurableApplicationContext application, JdbcClient jdbc) {
    private static final Instant NOON =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);

    /// So many people; all but the last bought something in the last two years.
    List<CustomerId> settle(int people) {
        jdbc.sql("INSERT INTO history.source (name) VALUES ('till') ON CONFLICT DO NOTHING")
                .update();
        List<Person> persons = IntStream.range(0, people)
                .mapToObj(i -> new Person(
                        new Handle(Handle.Kind.EXTERNAL, "C-" + i),
                        "Person Number" + i,
                        "person-" + i + "@example.com",
                        "",
                        i % 2 == 0 ? "Example Ltd" : "",
                        Map.of()))
                .toList();
        Map<Handle, Directory.Known> known =
                application.getBean(Directory.class).resolve(persons);
        List<CustomerId> ids = persons.stream()
                .map(person -> known.get(person.handle()).customer())
                .toList();
        Random random = new Random(7);
        for (CustomerId id : ids.subList(0, people - 1)) {
            double ago = 1 + 699 * random.nextDouble();
            while (ago >= 1) {
                happens(id, "order", Duration.ofDays((long) ago), "12.50", "EUR");
                ago = random.nextDouble() < 0.15 ? 0 : ago - 1 + 30 * Math.log(1 - random.nextDouble());
            }
        }
        return ids;
    }

    void happens(CustomerId customer, String kind, Duration ago, String amount, String currency) {
        jdbc.sql("""
                INSERT INTO history.interaction (customer, at, kind, title, amount, currency, source, message_id)
                SELECT :customer, :at, :kind, 'Something', :amount::numeric, :currency, id, gen_random_uuid()::text
                FROM history.source WHERE name = 'till'
                """)
                .param("customer", customer.value())
                .param("at", NOON.minus(ago).atOffset(ZoneOffset.UTC))
                .param("kind", kind)
                .param("amount", amount.isEmpty() ? null : amount)
                .param("currency", currency.isEmpty() ? null : currency)
                .update();
    }
}
