package valentine.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import valentine.csv.InteractionKind;

class SimulationTest {
    private static final LocalDate END = LocalDate.of(2026, 2, 13);
    private static final int CUSTOMERS = 1200;

    @TempDir
    private static Path folder;

    private static Simulation.Written written;
    private static Table customers;
    private static Table orders;
    private static Table interactions;
    private static Table truth;

    @BeforeAll
    static void simulate() throws IOException {
        written = new Simulation(CUSTOMERS, 36, 14, END).write(folder);
        customers = Table.read(folder.resolve("customers.csv"));
        orders = Table.read(folder.resolve("orders.csv"));
        interactions = Table.read(folder.resolve("interactions.csv"));
        truth = Table.read(folder.resolve("truth.csv"));
    }

    @Test
    void the_same_seed_writes_the_same_bytes(@TempDir Path again) throws IOException {
        new Simulation(CUSTOMERS, 36, 14, END).write(again);

        for (String file : List.of("customers.csv", "orders.csv", "interactions.csv", "truth.csv")) {
            assertThat(Files.mismatch(folder.resolve(file), again.resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }

    @Test
    void another_seed_writes_another_business(@TempDir Path other) throws IOException {
        new Simulation(CUSTOMERS, 36, 15, END).write(other);

        assertThat(Table.read(other.resolve("customers.csv")).column("name")).isNotEqualTo(customers.column("name"));
        assertThat(Files.mismatch(folder.resolve("orders.csv"), other.resolve("orders.csv")))
                .isNotNegative();
    }

    @Test
    void neighbouring_seeds_do_not_share_lives(@TempDir Path other) throws IOException {
        new Simulation(CUSTOMERS, 36, 15, END).write(other);

        List<String> mine = truth.column("mean_spend");
        List<String> theirs = Table.read(other.resolve("truth.csv")).column("mean_spend");
        int cast = Cast.values().length;
        assertThat(theirs.subList(cast, CUSTOMERS - 1)).isNotEqualTo(mine.subList(cast + 1, CUSTOMERS));
        assertThat(theirs.subList(cast + 1, CUSTOMERS)).isNotEqualTo(mine.subList(cast, CUSTOMERS - 1));
    }

    @Test
    void a_life_does_not_depend_on_how_many_others_there_are(@TempDir Path small) throws IOException {
        new Simulation(300, 36, 14, END).write(small);

        assertThat(Table.read(small.resolve("truth.csv")).rows())
                .isEqualTo(truth.rows().subList(0, 300));
    }

    @Test
    void there_are_as_many_customers_as_asked_for() {
        assertThat(customers.column("customer")).hasSize(CUSTOMERS).doesNotHaveDuplicates();
        assertThat(truth.column("customer")).isEqualTo(customers.column("customer"));
        assertThat(orders.by("customer")).hasSize(CUSTOMERS);
        assertThat(customers.column("email").stream().filter(email -> !email.isEmpty()))
                .doesNotHaveDuplicates();
        assertThat(customers.column("phone").stream().filter(phone -> !phone.isEmpty()))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_was_written_is_counted() {
        assertThat(written.customers()).isEqualTo(CUSTOMERS);
        assertThat(written.orderLines()).isEqualTo(orders.rows().size());
        assertThat(written.interactions()).isEqualTo(interactions.rows().size());
        assertThat(written.orders())
                .isEqualTo(orders.column("order").stream()
                        .filter(order -> !order.startsWith("C"))
                        .distinct()
                        .count());
    }

    @Test
    void nobody_orders_after_leaving() {
        Map<String, Table> ordersOf = orders.by("customer");
        for (Map<String, String> row : truth.rows()) {
            if (text(row, "left_on").isEmpty()) continue;
            LocalDate left = LocalDate.parse(text(row, "left_on"));
            assertThat(left).isBeforeOrEqualTo(END);
            assertThat(ordersOf.get(row.get("customer")).column("date"))
                    .allSatisfy(date ->
                            assertThat(LocalDateTime.parse(date).toLocalDate()).isBeforeOrEqualTo(left));
            assertThat(row).containsEntry("next_order_on", "").containsEntry("orders_next_365", "0");
        }
    }

    @Test
    void the_hidden_orders_agree_with_the_next_one() {
        for (Map<String, String> row : truth.rows()) {
            String next = text(row, "next_order_on");
            for (int horizon : new int[] {30, 90, 180, 365}) {
                boolean within = !next.isEmpty() && !LocalDate.parse(next).isAfter(END.plusDays(horizon));
                assertThat(Integer.parseInt(text(row, "orders_next_" + horizon)) > 0)
                        .as(row.toString())
                        .isEqualTo(within);
            }
        }
        assertThat(truth.column("next_order_on")).anyMatch(next -> !next.isEmpty());
    }

    @Test
    void nothing_lies_after_the_end() {
        assertThat(orders.column("date"))
                .allMatch(date -> !date.substring(0, 10).startsWith("2026-02-14"));
        for (Table table : List.of(orders, interactions)) {
            assertThat(table.column("date"))
                    .allMatch(date -> !LocalDateTime.parse(date).toLocalDate().isAfter(END));
        }
    }

    @Test
    void nothing_comes_back_that_was_not_bought() {
        Map<String, Map<String, Integer>> bought = new HashMap<>();
        for (Map<String, String> row : orders.rows()) {
            int quantity = Integer.parseInt(text(row, "quantity"));
            boolean credit = text(row, "order").startsWith("C");
            assertThat(quantity < 0).isEqualTo(credit);
            String order = credit ? text(row, "order").substring(1) : text(row, "order");
            bought.computeIfAbsent(order, _ -> new HashMap<>()).merge(text(row, "product"), quantity, Integer::sum);
        }
        assertThat(orders.column("order")).anyMatch(order -> order.startsWith("C"));
        assertThat(bought.values()).allSatisfy(kept -> assertThat(kept.values()).allMatch(quantity -> quantity >= 0));
    }

    @Test
    void december_is_busier_than_july() {
        assertThat(linesIn(Month.DECEMBER, 2024)).isGreaterThan(linesIn(Month.JULY, 2024) * 3 / 2);
        assertThat(linesIn(Month.DECEMBER, 2025)).isGreaterThan(linesIn(Month.JULY, 2025) * 3 / 2);
    }

    @Test
    void those_who_left_have_been_silent_longer() {
        Map<String, Table> ordersOf = orders.by("customer");
        double left = silence(ordersOf, true);
        double staying = silence(ordersOf, false);

        assertThat(left).isGreaterThan(2 * staying);
    }

    @Test
    void every_kind_of_happening_is_met_and_none_besides() {
        // Orders have a file of their own; what the shop's programs tell of parcels it does not tell at all.
        Set<InteractionKind> elsewhere = EnumSet.of(
                InteractionKind.ORDER,
                InteractionKind.RETURN,
                InteractionKind.DELIVERY,
                InteractionKind.RETURN_SENT,
                InteractionKind.RETURN_ARRIVED);
        List<String> known = Arrays.stream(InteractionKind.values())
                .filter(kind -> !elsewhere.contains(kind))
                .map(InteractionKind::word)
                .toList();

        assertThat(interactions.by("kind").keySet()).containsExactlyInAnyOrderElementsOf(known);
        assertThat(interactions.column("message_id")).doesNotHaveDuplicates();
    }

    @Test
    void the_unhappy_leave_more_often_than_the_happy() {
        Map<String, String> leftOn = new HashMap<>();
        truth.rows().forEach(row -> leftOn.put(text(row, "customer"), text(row, "left_on")));
        List<Map<String, String>> answers =
                interactions.where("kind", "survey_answer").rows();

        double detractors = leftShare(answers, leftOn, 0, 6);
        double promoters = leftShare(answers, leftOn, 9, 10);

        assertThat(detractors).isGreaterThan(promoters + 0.05);
    }

    @Test
    void awkward_names_survive_the_file() {
        assertThat(customers.column("name"))
                .contains("Anne-Marie \"Mia\" O'Neill, PhD", "Müller, Karl-Heinz \"Kalle\"")
                .anyMatch(name -> name.length() == 60)
                .anyMatch(name -> name.codePoints().anyMatch(Character::isIdeographic))
                .anyMatch(name -> name.codePoints()
                        .mapToObj(Character.UnicodeScript::of)
                        .anyMatch(script -> script == Character.UnicodeScript.CYRILLIC))
                .anyMatch(name -> name.codePoints()
                        .mapToObj(Character.UnicodeScript::of)
                        .anyMatch(script -> script == Character.UnicodeScript.ARABIC));
        long contacts = customers.column("company").stream()
                .filter(company -> !company.isEmpty())
                .count();
        assertThat(contacts).isBetween(CUSTOMERS * 4L / 100, CUSTOMERS * 8L / 100);
    }

    @Test
    void five_stories_open_every_simulation(@TempDir Path smallest) throws IOException {
        new Simulation(5, 1, 99, END).write(smallest);

        assertThat(Table.read(smallest.resolve("customers.csv")).column("customer"))
                .containsExactly("anna", "ben", "chidi", "dolores", "emi");
        Table small = Table.read(smallest.resolve("interactions.csv"));
        for (Cast member : Cast.values()) {
            assertThat(member.story()).isNotBlank();
            assertThat(small.where("customer", member.id()).rows())
                    .as(member.displayName())
                    .hasSizeGreaterThan(5);
        }
        assertThat(small.where("customer", Cast.BEN.id()).column("kind"))
                .containsSubsequence("promise_made", "promise_broken", "complaint");
        assertThat(Table.read(smallest.resolve("orders.csv"))
                        .where("customer", Cast.CHIDI.id())
                        .by("order"))
                .hasSize(1);
    }

    @Test
    void fewer_than_the_five_is_refused() {
        assertThatThrownBy(() -> new Simulation(4, 12, 1, END)).hasMessageContaining("at least 5 customers");
        assertThatThrownBy(() -> new Simulation(5, 0, 1, END)).hasMessageContaining("months");
    }

    private static String text(Map<String, String> row, String column) {
        return requireNonNull(row.get(column));
    }

    private static long linesIn(Month month, int year) {
        return orders.column("date").stream()
                .map(LocalDateTime::parse)
                .filter(date -> date.getMonth() == month && date.getYear() == year)
                .count();
    }

    private static double silence(Map<String, Table> ordersOf, boolean left) {
        return truth.rows().stream()
                .filter(row -> !text(row, "segment").equals("once"))
                .filter(row -> text(row, "left_on").isEmpty() != left)
                .map(row -> ordersOf.get(row.get("customer")).column("date"))
                .mapToLong(dates -> ChronoUnit.DAYS.between(
                        LocalDateTime.parse(dates.getLast()).toLocalDate(), END))
                .average()
                .orElseThrow();
    }

    private static double leftShare(List<Map<String, String>> answers, Map<String, String> leftOn, int low, int high) {
        return answers.stream()
                .filter(row -> Integer.parseInt(text(row, "score")) >= low)
                .filter(row -> Integer.parseInt(text(row, "score")) <= high)
                .mapToInt(row -> text(leftOn, text(row, "customer")).isEmpty() ? 0 : 1)
                .average()
                .orElseThrow();
    }
}
