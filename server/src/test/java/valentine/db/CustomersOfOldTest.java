package valentine.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Customers whom an earlier Valentine knew, when each handle belonged to one row.
class CustomersOfOldTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @Test
    void customers_of_the_first_version_keep_their_names_handles_and_history() {
        database.jdbc().sql("DROP SCHEMA customer CASCADE").update();
        try (Database open = database.open()) {
            Migrations.run(open, Map.of("customer", "1"));
            old();
            Migrations.run(open);
        }

        assertThat(lines("""
                SELECT concat_ws(' ', kind, value, profile, customer, verified) FROM customer.handle ORDER BY 1
                """))
                .containsExactly(
                        "email a0@example.org 1 t",
                        "email a1@example.org 1 t",
                        "email a2@example.org 1 t",
                        "email a3@example.org 1 t",
                        "email a4@example.org 1 t",
                        "email a5@example.org t",
                        "email ben@example.org 2 2 t",
                        "external anna 1 1 t",
                        "phone +39 2 t");
        assertThat(lines("SELECT concat_ws(' ', value, to_value, claimed) FROM customer.link ORDER BY 1"))
                .hasSize(7)
                .contains("a5@example.org anna f", "+39 ben@example.org f");
        assertThat(lines("SELECT concat_ws(' ', customer, trust, traits) FROM customer.statement ORDER BY 1"))
                .containsExactly(
                        "1 2 {\"city\": \"Rome\", \"name\": \"Anna Berg\", \"company\": \"Berg & Sons\"}",
                        "3 2 {\"name\": \"Nobody's\"}");
        assertThat(lines("SELECT concat_ws(' ', id, head, said -> 'city' ->> 3) FROM customer.customer ORDER BY 1"))
                .containsExactly("1 1 Rome", "2 2", "3 3");
        assertThat(lines("SELECT concat_ws(' ', customer, name, account_name) FROM customer.card ORDER BY 1"))
                .containsExactly("1 Anna Berg Berg & Sons", "2 ben@example.org", "3 Nobody's");
    }

    private void old() {
        database.jdbc().sql("""
                WITH account AS (
                    INSERT INTO customer.account (name, key) VALUES ('Berg & Sons', 'berg sons') RETURNING id)
                INSERT INTO customer.customer (name, account, traits)
                SELECT 'Anna Berg', id, '{"city": "Rome"}' FROM account
                """).update();
        database.jdbc()
                .sql("INSERT INTO customer.customer (name) VALUES ('ben@example.org'), ('Nobody''s')")
                .update();
        database.jdbc().sql("""
                INSERT INTO customer.handle (kind, value, customer)
                SELECT 'email', 'a' || i || '@example.org', 1 FROM generate_series(0, 5) i
                UNION ALL VALUES ('external', 'anna', 1), ('email', 'ben@example.org', 2), ('phone', '+39', 2)
                """).update();
    }

    private List<String> lines(String sql) {
        return database.jdbc().sql(sql).query((row, _) -> row.getString(1)).list();
    }
}
