package valentine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.db.TestDatabase;
import valentine.team.MemberId;

class MergesTest {
    private static final Evidence EVIDENCE = Evidence.of("The same name, and the same street");
    private static final MemberId OLGA = new MemberId(1);
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

    /// Everything that is known of customers, row by row; what was decided and what moved is told besides.
    private static final List<String> TABLES = List.of(
            "customer.customer",
            "customer.handle",
            "customer.link",
            "customer.statement",
            "customer.word",
            "customer.account",
            "history.interaction");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private final Identity identity = context.getBean(Identity.class);
    private final Merges merges = context.getBean(Merges.class);
    private final Customers customers = context.getBean(Customers.class);
    private final JdbcClient jdbc = context.getBean(JdbcClient.class);

    private static int test;

    @BeforeEach
    void others() {
        test++;
    }

    @Test
    void two_customers_become_one_and_two_again_exactly() {
        List<Mention> mentions = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            mentions.add(IdentityTest.mention(
                    Trust.CLAIMED,
                    MONDAY.plusSeconds(i),
                    Map.of("seen", i, "page" + i % 50, "/"),
                    List.of(),
                    "a:device-" + i));
        }
        CustomerId anna = said(Map.of("name", "Anna Berg", "city", "Rome", "company", "Berg & Sons"), "x:anna");
        CustomerId ann = said(Map.of("name", "Ann B.", "plan", "gold"), "x:ann", "e:ann@example.org");
        List<CustomerId> devices = identity.resolve(mentions);
        // Two by two, so that most merges are small.
        for (int step = 1; step < devices.size(); step *= 2) {
            for (int i = 0; i + step < devices.size(); i += 2 * step) {
                given(merges.same(devices.get(i), devices.get(i + step), EVIDENCE, OLGA, Map.of()));
            }
        }
        given(merges.same(ann, devices.getFirst(), EVIDENCE, OLGA, Map.of()));
        happened(anna, "Order 1");
        happened(devices.get(7), "Visit 7");
        assertThat(customers.handles(ann)).hasSize(1_002);
        List<String> before = dump();

        Verdict.Id merged = given(merges.same(anna, ann, EVIDENCE, OLGA, Map.of("name", "Anna B. Berg")));

        assertThat(customers.card(ann)).isEmpty();
        assertThat(identity.profiles(anna)).hasSize(1_002);
        Card card = customers.card(anna).orElseThrow();
        assertThat(card.name()).isEqualTo("Anna B. Berg");
        assertThat(customers.search("device-77", 10)).contains(anna).doesNotContain(ann);
        assertThat(customers.search("gold", 10)).isEmpty();

        given(merges.undo(merged, OLGA));
        assertThat(dump()).isEqualTo(before);
        assertThat(merges.undo(merged, OLGA)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void what_comes_between_merge_and_undo_goes_to_the_right_side() {
        CustomerId anna = said(Map.of("name", "Anna"), mine("x:anna"));
        CustomerId ben = said(Map.of("name", "Ben"), mine("x:ben"));
        Verdict.Id merged = given(merges.same(anna, ben, EVIDENCE, OLGA, Map.of()));

        CustomerId later = said(Map.of("city", "Bern"), mine("x:ben"), mine("e:ben") + "@example.org");
        assertThat(identity.headOf(later)).isEqualTo(anna);
        CustomerId mail = said(Map.of(), mine("e:ben") + "@example.org");
        given(merges.undo(merged, OLGA));

        assertThat(later).isEqualTo(ben);
        assertThat(identity.headOf(mail)).isEqualTo(ben);
        assertThat(traits(ben)).isEqualTo("{\"city\": \"Bern\"}");
        assertThat(traits(anna)).isEqualTo("{}");
        assertThat(customers.card(anna).orElseThrow().name()).isEqualTo("Anna");
    }

    @Test
    void who_is_not_the_same_is_parted_with_all_that_is_his_and_comes_back_when_that_is_taken_back() {
        CustomerId mail = said(Map.of("name", "Ben"), mine("e:ben") + "@example.org");
        CustomerId device = said(Map.of(), mine("e:ben") + "@example.org", mine("a:phone"));
        CustomerId visit = said(Map.of(), mine("a:phone"));
        CustomerId anna = said(Map.of("name", "Anna"), mine("x:anna"), mine("e:ben") + "@example.org");
        assertThat(device).isEqualTo(mail);
        assertThat(identity.headOf(visit)).isEqualTo(anna);
        List<String> before = dump();

        Verdict.Id parted = given(merges.different(anna, mail, EVIDENCE, OLGA));

        assertThat(identity.headOf(mail)).isEqualTo(mail);
        assertThat(identity.headOf(visit)).isEqualTo(mail);
        assertThat(customers.handles(anna)).extracting(Handle::kind).containsExactly(Handle.Kind.EXTERNAL);
        assertThat(said(Map.of(), mine("x:anna"), mine("e:ben") + "@example.org"))
                .isEqualTo(anna);
        assertThat(identity.headOf(mail)).isEqualTo(mail);

        given(merges.undo(parted, OLGA));
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void a_merge_that_was_wrong_is_ended_by_saying_that_they_are_different() {
        CustomerId anna = said(Map.of("name", "Anna"), mine("x:anna"));
        CustomerId ben = said(Map.of("name", "Ben"), mine("x:ben"));
        given(merges.same(anna, ben, EVIDENCE, OLGA, Map.of()));

        Verdict.Id parted = given(merges.different(anna, ben, EVIDENCE, OLGA));
        assertThat(identity.headOf(ben)).isEqualTo(ben);
        assertThat(merges.same(anna, ben, EVIDENCE, null, Map.of())).isInstanceOf(Verdict.Refused.class);

        given(merges.undo(parted, OLGA));
        assertThat(identity.headOf(ben)).isEqualTo(anna);
    }

    @Test
    void a_handle_without_a_history_can_be_parted_too() {
        CustomerId anna = said(Map.of("name", "Anna"), mine("x:anna"), mine("p:+3912345678"));
        Handle phone = customers.handles(anna).stream()
                .filter(handle -> handle.kind() == Handle.Kind.PHONE)
                .findFirst()
                .orElseThrow();

        given(merges.different(anna, phone, EVIDENCE, OLGA));

        assertThat(customers.handles(anna)).doesNotContain(phone);
    }

    @Test
    void what_cannot_be_is_refused_in_words() {
        CustomerId anna = said(Map.of(), mine("x:anna"));

        assertThat(merges.same(anna, anna, EVIDENCE, OLGA, Map.of())).isInstanceOf(Verdict.Refused.class);
        assertThat(merges.same(anna, new CustomerId(987_654_321), EVIDENCE, OLGA, Map.of()))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(merges.different(anna, anna, EVIDENCE, OLGA)).isInstanceOf(Verdict.Refused.class);
        assertThat(merges.undo(new Verdict.Id(987_654_321), OLGA)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void merges_in_a_chain_and_a_circle_end_somewhere() {
        List<CustomerId> all = IntStream.range(0, 40)
                .mapToObj(i -> said(Map.of(), mine("x:chain" + i)))
                .toList();
        for (int i = 1; i < all.size(); i++) given(merges.same(all.get(i), all.get(i - 1), EVIDENCE, OLGA, Map.of()));

        assertThat(identity.profiles(all.getLast())).hasSize(40);
        assertThat(identity.headOf(all.getFirst())).isEqualTo(all.getLast());
    }

    private String mine(String handle) {
        return handle + test;
    }

    private CustomerId said(Map<String, Object> traits, String... handles) {
        return identity.resolve(List.of(IdentityTest.mention(Trust.SAID, MONDAY, traits, List.of(), handles)))
                .getFirst();
    }

    private static Verdict.Id given(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Given(Verdict.Id id) -> id;
            case Verdict.Refused(String why) -> throw new AssertionError(why);
        };
    }

    private void happened(CustomerId profile, String title) {
        jdbc.sql("""
                INSERT INTO history.interaction (customer, at, kind, title, source, message_id)
                VALUES (:profile, '2026-03-03T10:00Z', 'order', :title, 1, :title)
                """).param("profile", profile.value()).param("title", title).update();
    }

    private String traits(CustomerId customer) {
        return jdbc.sql("SELECT traits FROM customer.customer WHERE id = :id")
                .param("id", customer.value())
                .query((row, _) -> row.getString(1))
                .single();
    }

    private List<String> dump() {
        List<String> rows = new ArrayList<>();
        for (String table : TABLES) {
            rows.addAll(jdbc.sql("SELECT '" + table + " ' || t::text FROM " + table + " t ORDER BY 1")
                    .query((row, _) -> row.getString(1))
                    .list());
        }
        return rows;
    }
}
