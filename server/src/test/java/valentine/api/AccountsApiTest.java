package valentine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import valentine.Application;
import valentine.audit.Actor;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.health.Scores;
import valentine.team.Keys;
import valentine.transparency.DataUses;

class AccountsApiTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Program program = new Program(
            application,
            application
                    .getBean(Keys.class)
                    .make(Keys.Purpose.SECRET, "a reader", Actor.CONSOLE)
                    .text());

    static List<CustomerId> people;

    @BeforeAll
    static void a_town_where_every_second_person_is_of_one_company() {
        people = new Town(application, database.jdbc()).settle(10);
        application
                .getBean(Accounts.class)
                .named(IntStream.range(0, 25)
                        .mapToObj(i -> "Firm %02d".formatted(i))
                        .toList());
        application.getBean(Scores.class).everybody();
    }

    @Test
    void a_walk_through_all_pages_meets_each_account_once_by_name() {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = program.get("/api/accounts?limit=7" + cursor).json();
            page.get("accounts")
                    .forEach(account -> names.add(account.get("name").asString()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asString();
        } while (!cursor.isEmpty());

        assertThat(names).hasSize(26).isSorted().doesNotHaveDuplicates().startsWith("Example Ltd", "Firm 00");
    }

    @Test
    void a_company_is_found_by_how_its_name_begins_and_tells_of_its_contacts_and_how_they_stand_together() {
        JsonNode found = program.get("/api/accounts?q=exam").json().get("accounts");
        assertThat(found).hasSize(1);
        String id = found.get(0).get("id").asString();

        JsonNode account = program.get("/api/accounts/" + id).json();

        Set<Long> contacts = new HashSet<>();
        account.get("contacts")
                .forEach(contact ->
                        contacts.add(Long.parseLong(contact.get("customer").asString())));
        assertThat(contacts).isEqualTo(ofTheCompany());
        JsonNode standing = account.get("standing");
        assertThat(standing.get("contacts").asLong()).isEqualTo(5);
        assertThat(standing.at("/staying/atLeast").asDouble())
                .isEqualTo(ofTheCompany().stream()
                        .mapToDouble(one -> program.get("/api/customers/" + one + "/standing")
                                .json()
                                .get("staying")
                                .asDouble())
                        .max()
                        .orElseThrow());
        assertThat(standing.at("/staying/atMost").asDouble())
                .isBetween(standing.at("/staying/atLeast").asDouble(), 1.0);
    }

    @Test
    void whoever_speaks_for_an_account_that_was_read_was_read_and_nobody_else() {
        DataUses uses = application.getBean(DataUses.class);
        String id =
                program.get("/api/accounts?q=exam").json().at("/accounts/0/id").asString();
        List<Integer> before = recorded(uses);

        assertThat(program.get("/api/accounts/" + id).status()).isEqualTo(200);

        List<Integer> after = recorded(uses);
        for (int i = 0; i < people.size(); i++) {
            boolean ofTheCompany = ofTheCompany().contains(people.get(i).value());
            assertThat(after.get(i) - before.get(i)).isEqualTo(ofTheCompany ? 1 : 0);
        }
    }

    @Test
    void an_account_that_is_not_there_is_refused_with_the_mend() {
        assertThat(program.get("/api/accounts/999999").status()).isEqualTo(404);
        assertThat(program.get("/api/accounts/x").json().get("detail").asString())
                .contains("/api/accounts");
        assertThat(application.getBean(Accounts.class).account(new AccountId(999_999)))
                .isEmpty();
    }

    private static List<Integer> recorded(DataUses uses) {
        return people.stream()
                .map(one -> uses.of(one, Long.MAX_VALUE, 100).size())
                .toList();
    }

    private static Set<Long> ofTheCompany() {
        Set<Long> those = new HashSet<>();
        for (int i = 0; i < people.size(); i += 2) those.add(people.get(i).value());
        return those;
    }
}
