package valentine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.team.Keys;
import valentine.transparency.DataUses;

class ListedTest {
    @AutoClose
    final TestDatabase database = TestDatabase.create();

    @AutoClose
    final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @Test
    void whoever_stands_on_a_list_was_read_and_nobody_else() {
        List<CustomerId> people = new Town(application, database.jdbc()).settle(5);
        DataUses uses = application.getBean(DataUses.class);
        String key = application
                .getBean(Keys.class)
                .make(Keys.Purpose.SECRET, "a reader", Actor.CONSOLE)
                .text();
        try (Program reader = new Program(application, key)) {
            List<Long> shown = reader.get("/api/customers?limit=2")
                    .json()
                    .get("customers")
                    .valueStream()
                    .map(customer -> Long.parseLong(customer.get("id").asString()))
                    .toList();

            assertThat(shown).hasSize(2);
            for (CustomerId person : people) {
                assertThat(uses.of(person, Long.MAX_VALUE, 10)).hasSize(shown.contains(person.value()) ? 1 : 0);
            }
            assertThat(uses.runs(Long.MAX_VALUE, 10)).noneMatch(run -> run.by().startsWith("key"));
        }
    }
}
