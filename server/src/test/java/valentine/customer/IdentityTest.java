package valentine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.db.TestDatabase;

class IdentityTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

    private final Identity identity = context.getBean(Identity.class);
    private final Customers customers = context.getBean(Customers.class);
    private final JdbcClient jdbc = context.getBean(JdbcClient.class);

    @Test
    void what_an_unknown_visitor_did_is_his_when_he_signs_in() {
        CustomerId visit = said("a:v1");
        CustomerId signedIn = said("x:1", "a:v1");

        assertThat(identity.headOf(visit)).isEqualTo(signedIn);
        assertThat(identity.profiles(signedIn)).containsExactlyInAnyOrder(visit, signedIn);
        assertThat(said("a:v1")).isEqualTo(visit);
    }

    @Test
    void an_order_number_and_an_address_become_one_when_a_message_names_both() {
        CustomerId byAddress = said("e:joe@example.org");
        CustomerId byNumber = said("x:joe");
        assertThat(identity.headOf(byAddress)).isNotEqualTo(byNumber);

        said("x:joe", "e:joe@example.org");

        assertThat(identity.headOf(byAddress)).isEqualTo(byNumber);
        assertThat(movements(byAddress)).containsExactly(byAddress.value() + " to " + byNumber.value());
    }

    @Test
    void a_device_that_two_people_use_belongs_to_neither() {
        CustomerId device = said("a:tablet");
        CustomerId anna = said("x:anna", "a:tablet");
        assertThat(identity.headOf(device)).isEqualTo(anna);

        said("x:ben", "a:tablet");

        assertThat(identity.headOf(device)).isEqualTo(device);
    }

    @Test
    void a_claim_never_joins_what_is_known_for_sure() {
        CustomerId mail = said("e:owner@example.org");
        CustomerId thief = claimed("x:thief", "e:owner@example.org");

        assertThat(identity.headOf(mail)).isEqualTo(mail);
        assertThat(identity.headOf(thief)).isEqualTo(thief);

        CustomerId guest = claimed("e:shy@example.org");
        CustomerId number = claimed("x:shy", "e:shy@example.org");
        assertThat(identity.headOf(guest)).isEqualTo(number);
        said("e:shy@example.org");
        assertThat(identity.headOf(guest)).isEqualTo(guest);
    }

    @Test
    void an_alias_joins_two_customer_numbers_and_a_claimed_one_does_not() {
        CustomerId old = said("x:old");
        CustomerId claimed = one(mention(Trust.CLAIMED, MONDAY, Map.of(), List.of("x:old"), "x:new"));
        assertThat(identity.headOf(old)).isEqualTo(old);

        CustomerId renamed = one(mention(Trust.SAID, MONDAY, Map.of(), List.of("x:old"), "x:new"));

        assertThat(renamed).isEqualTo(claimed);
        assertThat(identity.headOf(old)).isEqualTo(renamed);
    }

    @Test
    void aliases_in_a_circle_stop_at_the_smallest() {
        CustomerId first = said("x:circle-a");
        one(mention(Trust.SAID, MONDAY, Map.of(), List.of("x:circle-a"), "x:circle-b"));
        one(mention(Trust.SAID, MONDAY, Map.of(), List.of("x:circle-b"), "x:circle-c"));
        CustomerId last = one(mention(Trust.SAID, MONDAY, Map.of(), List.of("x:circle-c"), "x:circle-a"));

        assertThat(last).isEqualTo(first);
        assertThat(identity.profiles(first)).hasSize(3);
    }

    @Test
    void nobody_owns_more_than_five_addresses_and_an_alarm_says_so() {
        for (int i = 7; i > 0; i--) {
            one(mention(
                    Trust.SAID, MONDAY.plusSeconds(i), Map.of(), List.of(), "x:mega", "e:mega" + i + "@example.org"));
        }
        CustomerId mega = said("x:mega");

        assertThat(customers.handles(mega))
                .extracting(Handle::value)
                .contains("mega1@example.org", "mega5@example.org")
                .doesNotContain("mega6@example.org");
        assertThat(alarms()).contains("mega limit");
    }

    @Test
    void an_address_of_a_crowd_is_nobodys() {
        resolve(IntStream.range(0, 60)
                .mapToObj(i -> mention(Trust.SAID, MONDAY, Map.of(), List.of(), "x:staff" + i, "e:info@example.org"))
                .toArray(Mention[]::new));

        assertThat(customers.handles(said("x:staff1"))).hasSize(1);
        assertThat(alarms()).contains("info@example.org crowd");
    }

    @Test
    void the_last_word_wins_in_the_time_of_events_and_trust_goes_before_time() {
        String late = "x:words";
        one(mention(Trust.SAID, MONDAY.plusSeconds(9), Map.of("name", "Ann Lee", "city", "Rome"), List.of(), late));
        one(mention(Trust.SAID, MONDAY, Map.of("name", "A. L.", "plan", "gold"), List.of(), late));
        CustomerId ann =
                one(mention(Trust.CLAIMED, MONDAY.plusSeconds(99), Map.of("name", "Mallory"), List.of(), late));

        assertThat(customers.card(ann).orElseThrow().name()).isEqualTo("Ann Lee");
        assertThat(shownTraits(ann)).isEqualTo("{\"city\": \"Rome\", \"plan\": \"gold\"}");
        assertThat(customers.search("ann lee", 10)).containsExactly(ann);
    }

    private CustomerId said(String... handles) {
        return one(mention(Trust.SAID, MONDAY, Map.of(), List.of(), handles));
    }

    private CustomerId claimed(String... handles) {
        return one(mention(Trust.CLAIMED, MONDAY, Map.of(), List.of(), handles));
    }

    private CustomerId one(Mention mention) {
        return resolve(mention).getFirst();
    }

    private List<CustomerId> resolve(Mention... mentions) {
        return identity.resolve(List.of(mentions));
    }

    static Mention mention(
            Trust trust, Instant at, Map<String, Object> traits, List<String> former, String... handles) {
        return new Mention(
                Arrays.stream(handles).map(IdentityTest::handle).toList(),
                former.stream().map(IdentityTest::handle).toList(),
                traits,
                at,
                trust,
                "test");
    }

    static Handle handle(String text) {
        String value = text.substring(2);
        Optional<Handle> handle = switch (text.charAt(0)) {
            case 'x' -> Handle.id(value);
            case 'e' -> Handle.email(value);
            case 'p' -> Handle.phone(value);
            default -> Handle.anonymous(value);
        };
        return handle.orElseThrow();
    }

    private List<String> movements(CustomerId profile) {
        return jdbc.sql("SELECT from_head || ' to ' || to_head FROM customer.movement WHERE profile = :id ORDER BY id")
                .param("id", profile.value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> alarms() {
        return jdbc.sql("SELECT value || ' ' || why FROM customer.alarm")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private String shownTraits(CustomerId customer) {
        return jdbc.sql("SELECT traits FROM customer.customer WHERE id = :id")
                .param("id", customer.value())
                .query((row, _) -> row.getString(1))
                .single();
    }
}
