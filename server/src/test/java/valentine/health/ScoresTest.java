package valentine.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.team.Firm;
import valentine.team.Firms;

class ScoresTest {
    private static final int CUSTOMERS = 400;

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    private static final JdbcClient jdbc = database.jdbc();
    private static final Till till = new Till(jdbc);

    @AutoClose
    static final ConfigurableApplicationContext context = seeded();

    private final Scores scores = context.getBean(Scores.class);
    private final RunTable runs = context.getBean(RunTable.class);

    private static ConfigurableApplicationContext seeded() {
        till.shop(CUSTOMERS);
        return database.context();
    }

    @BeforeAll
    static void a_server_with_orders_and_no_run_scores_at_once() {
        follow();
        assertThat(standings()).isEqualTo(CUSTOMERS);
    }

    @Test
    void the_totals_and_the_pail_are_what_counting_says() {
        scores.everybody();
        assertSumsAreRight();
    }

    @Test
    void an_order_is_visible_at_once_in_the_standing_and_the_totals() {
        CustomerId customer = till.customer("Late Lila");
        long known = standings();
        till.order(customer, 20, 50);
        follow();
        assertThat(standings()).isEqualTo(known + 1);
        assertThat(standing(customer)).containsEntry("orders", 1);

        till.order(customer, 2, 50);
        follow();
        Object worth = standing(customer).get("expected_value");
        till.comesBack(customer, 1, 50);
        follow();
        assertThat(standing(customer)).containsEntry("orders", 2);
        assertThat(standing(customer).get("expected_value")).isNotEqualTo(worth);
        assertSumsAreRight();
    }

    @Test
    void who_is_joined_stands_as_one_and_who_parts_stands_as_before() {
        CustomerId bea = till.customer("Bea");
        CustomerId beatrice = till.customer("Beatrice");
        CustomerId visitor = till.customer("A visitor");
        till.order(bea, 40, 50);
        till.order(beatrice, 20, 30);
        till.order(beatrice, 3, 30);
        follow();
        Map<String, Object> before = standing(beatrice);
        long known = standings();

        join(beatrice, bea);
        join(visitor, bea);
        follow();
        assertThat(standing(bea)).containsEntry("orders", 3);
        assertThat(standings()).isEqualTo(known - 1);
        assertSumsAreRight();
        scores.everybody();
        Map<String, Object> together = standing(bea);
        assertThat(together).containsEntry("orders", 3);
        moved(visitor, visitor, bea);
        follow();
        assertThat(standing(bea))
                .usingRecursiveComparison()
                .ignoringFields("scored_at")
                .isEqualTo(together);
        assertThat(standings()).isEqualTo(known - 1);
        assertSumsAreRight();

        part(beatrice, bea);
        follow();
        assertThat(standing(bea)).containsEntry("orders", 1);
        assertThat(standing(beatrice)).containsEntry("orders", 2).containsEntry("last_at", before.get("last_at"));
        assertThat(standings()).isEqualTo(known);
        assertSumsAreRight();
    }

    private static void join(CustomerId profile, CustomerId head) {
        jdbc.sql("UPDATE customer.customer SET part_of = :head WHERE id = :profile")
                .param("head", head.value())
                .param("profile", profile.value())
                .update();
        moved(profile, profile, head);
    }

    private static void part(CustomerId profile, CustomerId head) {
        jdbc.sql("UPDATE customer.customer SET part_of = NULL WHERE id = :profile")
                .param("profile", profile.value())
                .update();
        moved(profile, head, profile);
    }

    private static void moved(CustomerId profile, CustomerId from, CustomerId to) {
        jdbc.sql("INSERT INTO customer.movement (profile, from_head, to_head, why) VALUES (:profile, :from, :to, '')")
                .param("profile", profile.value())
                .param("from", from.value())
                .param("to", to.value())
                .update();
    }

    @Test
    void scored_one_by_one_or_all_together_a_customer_stands_the_same() {
        CustomerId customer = till.customer("Same Sam");
        for (int ago : List.of(300, 250, 200, 140, 90)) {
            till.order(customer, ago, 30);
        }
        follow();
        assertThat(standing(customer)).containsEntry("orders", 5);
        // What the last run learned must be the same for both, so everybody is scored first and the customer again.
        scores.everybody();
        Map<String, Object> together = standing(customer);
        till.comesBack(customer, 400, 0);
        follow();
        Map<String, Object> alone = standing(customer);
        assertThat(alone.get("scored_at")).isNotEqualTo(together.get("scored_at"));

        for (String column : List.of(
                "staying", "staying_before", "expected_orders", "yearly_value", "at_risk", "reasons", "attention")) {
            assertThat(alone.get(column)).as(column).isEqualTo(together.get(column));
        }
    }

    @Test
    void following_twice_counts_nothing_twice() {
        CustomerId customer = till.customer("Once Olga");
        till.order(customer, 3, 50);
        follow();
        Map<String, Object> once = standing(customer);
        follow();

        assertThat(standing(customer)).isEqualTo(once);
        assertSumsAreRight();
    }

    @Test
    void readers_see_the_old_standings_until_the_new_ones_are_all_there() {
        long before = standings();
        Thread scoring = Thread.ofVirtual().start(scores::everybody);
        while (scoring.isAlive()) {
            assertThat(standings()).isGreaterThanOrEqualTo(before);
        }
        assertThat(jdbc.sql("SELECT to_regclass('health.standing_next')::text")
                        .query((row, _) -> "" + row.getString(1))
                        .single())
                .isEqualTo("null");
    }

    @Test
    void a_changed_horizon_scores_everybody_anew() {
        Firms firms = context.getBean(Firms.class);
        Firm firm = firms.ours();
        firms.change(new Firm(firm.name(), firm.currency(), firm.zone(), 90), Actor.CONSOLE);
        follow();
        assertThat(runs.latest().orElseThrow().horizon()).isEqualTo(90);
        firms.change(firm, Actor.CONSOLE);
        follow();
        assertThat(runs.latest().orElseThrow().horizon()).isEqualTo(firm.horizonDays());
    }

    @Test
    void a_run_remembers_what_it_learned_and_its_proof() {
        Run run = runs.latest().orElseThrow();

        assertThat(run.proof()).isNotNull();
        assertThat(run.proof().customers()).isGreaterThan(100);
        assertThat(run.outlook().formula().parameters()).isNotEmpty();
    }

    private static void assertSumsAreRight() {
        assertThat(
                        rows(
                                "SELECT band, customers, yearly_value, at_risk FROM health.total WHERE customers > 0 ORDER BY band"))
                .isEqualTo(rows("""
                        SELECT band, count(*) AS customers, sum(yearly_value) AS yearly_value, sum(at_risk) AS at_risk
                        FROM health.standing GROUP BY band ORDER BY band
                        """));
        assertThat(rows("SELECT month, way, customers, value FROM health.pail WHERE customers > 0 ORDER BY month, way"))
                .isEqualTo(rows("""
                        SELECT month, way, count(*) AS customers, sum(value) AS value
                        FROM health.movement GROUP BY month, way ORDER BY month, way
                        """));
    }

    private static List<Map<String, Object>> rows(String sql) {
        return jdbc.sql(sql).query().listOfRows();
    }

    private static long standings() {
        return jdbc.sql("SELECT count(*) FROM health.standing")
                .query(Long.class)
                .single();
    }

    private static Map<String, Object> standing(CustomerId customer) {
        return jdbc
                .sql("SELECT *, reasons::text AS reasons FROM health.standing WHERE customer = :customer")
                .param("customer", customer.value())
                .query()
                .listOfRows()
                .stream()
                .findFirst()
                .orElse(Map.of());
    }

    private static void follow() {
        Rescoring rescoring = context.getBean(Rescoring.class);
        while (rescoring.follow()) {
            assertThat(standings()).isPositive();
        }
    }
}
