package valentine.duplicate;

import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;

/// Customers as an import would have left them, for the tests of duplicates.
record Village(JdbcClient jdbc) {
    private static final String[] GIVEN = {
        "Ada", "Bruno", "Clara", "Dario", "Elif", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Luca", "Mila",
        "Nora", "Oskar", "Paula", "Quentin", "Rosa", "Sven", "Tilda"
    };
    private static final String[] BEGINNINGS = {"Ber", "Kol", "Mar", "Vel", "Sund", "Tor", "Hal", "Rik", "Ost", "Lin"};
    private static final String[] ENDS = {"ger", "mann", "sen", "berg", "stein", "holt", "dorf", "lund", "feld", "quist"
    };

    void empty() {
        jdbc.sql("""
                TRUNCATE customer.customer, customer.account, duplicate.pair, duplicate.run, duplicate.seen,
                    duplicate.waiting, duplicate.brought, duplicate.follower CASCADE
                """).update();
    }

    CustomerId add(String name, String email, String phone, String traits) {
        long id = jdbc.sql("""
                        INSERT INTO customer.customer (name, traits, said)
                        SELECT :name, :traits::jsonb, jsonb_object_agg(key, jsonb_build_array(2, 0, '00', value))
                        FROM jsonb_each(:traits::jsonb || jsonb_build_object('name', :name::text))
                        RETURNING id
                        """)
                .param("name", name)
                .param("traits", traits)
                .query(Long.class)
                .single();
        handle("external", "C" + id, id);
        if (!email.isEmpty()) handle("email", email, id);
        if (!phone.isEmpty()) handle("phone", phone, id);
        return new CustomerId(id);
    }

    /// People who have nothing to do with each other.
    void strangers(int count) {
        Random random = new Random(3);
        for (int i = 0; i < count; i++) {
            String given = GIVEN[i % GIVEN.length];
            String family = BEGINNINGS[i / GIVEN.length % 10] + ENDS[i / (GIVEN.length * 10) % 10];
            add(
                    given + " " + family,
                    "x" + i + "q" + random.nextInt(100_000) + "@mail" + random.nextInt(9) + ".example",
                    "+49" + (1_000_000_000L + Math.abs(random.nextLong() % 8_000_000_000L)),
                    "{\"postcode\": \"%05d\", \"city\": \"Town %d\"}"
                            .formatted(10_000 + random.nextInt(80_000), random.nextInt(40)));
        }
    }

    private void handle(String kind, String value, long customer) {
        jdbc.sql("""
                INSERT INTO customer.handle (kind, value, customer, profile, verified)
                VALUES (:kind, :value, :customer, CASE WHEN :kind = 'external' THEN :customer END, true)
                """)
                .param("kind", kind)
                .param("value", value)
                .param("customer", customer)
                .update();
    }
}
