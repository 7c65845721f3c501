package valentine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import valentine.db.TestDatabase;

/// How somebody is called of whom we have a handle only.
class HandleTest {
    @AutoClose
    private static final TestDatabase database = TestDatabase.create();

    @ParameterizedTest
    @CsvSource({
        "chat:b53a1f00-1c2d-4e3f-8a9b-0c1d2e3f4a5b, Visitor b53a1f",
        "telegram:4242424242, Visitor 4242424242",
        "mastodon:zoe@example.social, @zoe@example.social",
        "d9f1c2aa77, Visitor d9f1c2aa",
        "chat:, Visitor chat:",
        "dev:1234567890, Visitor dev:1234",
    })
    void a_visitor_is_called_by_his_number_without_the_medium(String value, String called) {
        assertThat(Handle.anonymous(value).orElseThrow().called()).isEqualTo(called);
    }

    @Test
    void visitors_of_before_are_called_so_too() throws IOException {
        long chat = customer("Visitor chat:b53", "chat:b53a1f00-1c2d-4e3f-8a9b-0c1d2e3f4a5b");
        long named = customer("Zoe", "chat:c0ffee00-1c2d-4e3f-8a9b-0c1d2e3f4a5b");
        long telegram = customer("Visitor telegram", "telegram:4242");
        long mastodon = customer("Visitor mastodon", "mastodon:zoe@example.social");
        try (var script = Handle.class.getResourceAsStream("/db/customer/V8__friendly_visitors.sql")) {
            database.jdbc()
                    .sql(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8))
                    .update();
        }
        assertThat(name(chat)).isEqualTo("Visitor b53a1f");
        assertThat(name(named)).isEqualTo("Zoe");
        assertThat(name(telegram)).isEqualTo("Visitor 4242");
        assertThat(name(mastodon)).isEqualTo("@zoe@example.social");
    }

    private static long customer(String name, String handle) {
        long id = database.jdbc()
                .sql("INSERT INTO customer.customer (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
        database.jdbc()
                .sql("INSERT INTO customer.handle (kind, value, customer) VALUES ('anonymous', :value, :id)")
                .param("value", handle)
                .param("id", id)
                .update();
        return id;
    }

    private static String name(long id) {
        return database.jdbc()
                .sql("SELECT name FROM customer.customer WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }
}
