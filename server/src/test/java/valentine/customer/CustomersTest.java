package valentine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.db.TestDatabase;

class CustomersTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    private final JdbcClient jdbc = database.jdbc();
    private final Customers customers = new Customers(jdbc);

    @BeforeEach
    void nobody() {
        jdbc.sql("TRUNCATE customer.customer, customer.account, customer.handle, customer.word CASCADE")
                .update();
    }

    @Test
    void somebody_is_found_as_one_types() {
        CustomerId jose = add("José Álvarez O'Brien", "jose@example.com", "C-1234");
        add("Josephine Baker", "baker@example.org");

        assertThat(customers.search("jose alv", 10)).containsExactly(jose);
        assertThat(customers.search("JOSÉ", 10)).contains(jose);
        assertThat(customers.search("o'br", 10)).containsExactly(jose);
        assertThat(customers.search("jose@ex", 10)).containsExactly(jose);
        assertThat(customers.search("c-12", 10)).containsExactly(jose);
        assertThat(customers.search("alvarez jos", 10)).containsExactly(jose);
    }

    @Test
    void all_words_must_fit_and_each_customer_comes_once() {
        CustomerId both = add("Anna Annason", "anna@example.com");
        CustomerId one = add("Anna Berg");

        assertThat(customers.search("ann", 10)).containsExactlyInAnyOrder(both, one);
        assertThat(customers.search("ann berg", 10)).containsExactly(one);
        assertThat(customers.search("ann zzz", 10)).isEmpty();
    }

    @Test
    void nothing_typed_finds_nobody_and_odd_characters_do_no_harm() {
        add("Anna Berg");

        for (String odd : List.of("", "   ", "%", "_", "\0", "' OR 1=1 --", "\uDBFF\uDFFF", "a".repeat(5_000))) {
            assertThat(customers.search(odd, 10)).isEmpty();
        }
        assertThat(customers.search("anna\0berg", 10)).hasSize(1);
    }

    @Test
    void a_limit_is_kept() {
        for (int i = 0; i < 12; i++) {
            add("Maria Number" + i, "maria" + i + "@example.com");
        }

        assertThat(customers.search("maria", 5)).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void the_palette_shows_the_address_and_the_company() {
        CustomerId anna = add("Anna Berg", "anna@example.com");
        join(anna, "Berg & Sons");

        assertThat(customers.found("anna", 10))
                .containsExactly(new Customers.Found(anna.value(), "Anna Berg", "anna@example.com · Berg & Sons"));
    }

    @Test
    void colleagues_are_the_others_of_the_same_account() {
        CustomerId anna = add("Anna Berg");
        CustomerId ben = add("Ben Berg");
        add("Cleo Stranger");
        join(anna, "Berg & Sons");
        join(ben, "Berg & Sons");

        assertThat(customers.colleagues(customers.card(anna).orElseThrow()))
                .extracting(Card::name)
                .containsExactly("Ben Berg");
    }

    private CustomerId add(String name, String... handles) {
        long id = jdbc.sql("INSERT INTO customer.customer (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
        for (String handle : handles) {
            jdbc.sql("INSERT INTO customer.handle (kind, value, customer) VALUES (:kind, :value, :id)")
                    .param("kind", handle.contains("@") ? "email" : "external")
                    .param("value", handle)
                    .param("id", id)
                    .update();
        }
        for (String word : SearchWords.about(name, "", Arrays.asList(handles))) {
            jdbc.sql("INSERT INTO customer.word (word, customer) VALUES (:word, :id)")
                    .param("word", word)
                    .param("id", id)
                    .update();
        }
        return new CustomerId(id);
    }

    private void join(CustomerId customer, String account) {
        jdbc.sql("INSERT INTO customer.account (name, key) VALUES (:name, :name) ON CONFLICT DO NOTHING")
                .param("name", account)
                .update();
        jdbc.sql("""
                UPDATE customer.customer
                SET account = (SELECT id FROM customer.account WHERE key = :name)
                WHERE id = :id
                """).param("name", account).param("id", customer.value()).update();
    }
}
