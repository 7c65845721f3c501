package valentine.duplicate;

import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;

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
        TestDatabase.empty(jdbc, """
                TRUNCATE customer.customer, customer.account, customer.handle, customer.link, customer.statement,
                     duplicate.pair, duplicate.run, duplicate.seen,
                    duplicate.waiting, duplicate.brought, duplicate.follower CASCADE
                """);
    }

    CustomerId add(String name, String email, String phone, String traits) {
        long id = jdbc.sql("""
                WITH told AS (
                    SELECT CAST(:traits AS jsonb) || jsonb_build_object('name', :name) AS traits
                ), made AS (
                    INSERT INTO customer.customer (name, traits, said)
                    SELECT :name, CAST(:traits AS jsonb), (
                        SELECT jsonb_object_agg(t.key, jsonb_build_array(2, 0, '00', t.value))
                        FROM told CROSS JOIN LATERAL jsonb_each(told.traits) t)
                    RETURNING id
                ), said AS (
                    INSERT INTO customer.statement (customer, at, trust, digest, traits, source)
                    SELECT made.id, timestamptz 'epoch', 2, decode('00', 'hex'), told.traits, 'files'
                    FROM made CROSS JOIN told
                )
                SELECT id FROM made
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
        if (kind.equals("external")) return;
        jdbc.sql("""
                INSERT INTO customer.link (kind, value, to_kind, to_value, claimed, said_at)
                VALUES (:kind, :value, 'external', :anchor, false, timestamptz 'epoch')
                """)
                .param("kind", kind)
                .param("value", value)
                .param("anchor", "C" + customer)
                .update();
    }
}
