package valentine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.db.TestDatabase;
import valentine.team.MemberId;

class AccountsTest {
    private static final MemberId MEMBER = new MemberId(1);

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private final Directory directory = context.getBean(Directory.class);
    private final Customers customers = context.getBean(Customers.class);
    private final Accounts accounts = context.getBean(Accounts.class);

    @Test
    void who_writes_from_a_confirmed_domain_belongs_to_the_account_until_it_is_released() {
        CustomerId ines = person("A-1", "Ines", "ines@acme.example", "Acme");
        CustomerId before = person("A-2", "Before", "before@acme.example", "");
        CustomerId elsewhere = person("A-3", "Elsewhere", "elsewhere@acme.example.org", "");
        AccountId acme = account(ines);
        assertThat(accounts.suggested(acme)).containsExactly(new Accounts.Domain("acme.example", 1));

        assertThat(accounts.confirm(acme, " ACME.example ", MEMBER)).isEmpty();
        CustomerId after = person("A-4", "After", "after@acme.example", "");
        CustomerId guest = person("A-5", "Guest", "guest@acme.example", "Other Ltd");

        assertThat(accounts.contacts(acme))
                .extracting(Accounts.Contact::customer)
                .containsExactly(ines, before, after);
        assertThat(account(guest)).isNotEqualTo(acme);
        assertThat(customers.card(elsewhere).orElseThrow().account()).isNull();
        assertThat(accounts.suggested(acme)).isEmpty();

        accounts.release(acme, "acme.example");
        assertThat(accounts.contacts(acme))
                .extracting(Accounts.Contact::customer)
                .containsExactly(ines);
    }

    @Test
    void a_domain_of_everybody_or_of_another_account_is_not_confirmed() {
        AccountId first = account(person("B-1", "Bo", "bo@shared.example", "First"));
        AccountId second = account(person("B-2", "Bea", "bea@shared.example", "Second"));
        AccountId third = account(person("B-3", "Bill", "bill@third.example", "Third"));

        assertThat(accounts.confirm(first, "gmail.com", MEMBER).orElseThrow()).contains("Everybody");
        assertThat(accounts.confirm(first, "yahoo.co.uk", MEMBER).orElseThrow()).contains("Everybody");
        assertThat(accounts.confirm(first, "no domain", MEMBER).orElseThrow()).contains("no domain");
        assertThat(accounts.confirm(first, "shared.example", MEMBER).orElseThrow())
                .contains("another account");
        assertThat(accounts.confirm(third, "third.example", MEMBER)).isEmpty();
        assertThat(accounts.confirm(second, "third.example", MEMBER)).isPresent();
    }

    @Test
    void a_contact_has_the_role_that_was_chosen_by_hand_whatever_files_say() {
        CustomerId carla = person("C-1", "Carla", "carla@roles.example", "Roles");
        AccountId roles = account(carla);

        accounts.name(roles, carla, "Head of buying");
        person("C-1", "Carla", "carla@roles.example", "Roles", Map.of("role", "Intern"));
        assertThat(accounts.contacts(roles)).extracting(Accounts.Contact::role).containsExactly("Head of buying");
        assertThat(accounts.contacts(roles)).extracting(Accounts.Contact::email).containsExactly("carla@roles.example");
    }

    @Test
    void accounts_are_listed_by_name_page_by_page_and_found_by_their_beginning() {
        for (int i = 0; i < 7; i++) person("D-" + i, "D " + i, "", "Zebra " + (char) ('G' - i));

        List<Accounts.Line> first = accounts.list("zebra", null, 4);
        List<Accounts.Line> rest = accounts.list("zebra", first.getLast().id(), 4);
        assertThat(first).extracting(Accounts.Line::name).containsExactly("Zebra A", "Zebra B", "Zebra C", "Zebra D");
        assertThat(rest).extracting(Accounts.Line::name).containsExactly("Zebra E", "Zebra F", "Zebra G");
        assertThat(accounts.list("nobody begins so", null, 4)).isEmpty();
    }

    private CustomerId person(String id, String name, String email, String company) {
        return person(id, name, email, company, Map.of());
    }

    private CustomerId person(String id, String name, String email, String company, Map<String, String> traits) {
        Handle handle = Handle.id(id).orElseThrow();
        Person person = new Person(handle, name, email, "", company, traits);
        return Objects.requireNonNull(directory.improve(List.of(person)).get(handle))
                .customer();
    }

    private AccountId account(CustomerId customer) {
        return Objects.requireNonNull(customers.card(customer).orElseThrow().account())
                .id();
    }
}
