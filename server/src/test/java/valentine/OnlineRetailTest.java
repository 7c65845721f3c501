package valentine;

import static org.assertj.core.api.Assertions.assertThat;
import static valentine.web.Chromium.look;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.web.Chromium;

/// A real shop's invoice lines through the import command, against counts taken from the file by other means.
@Tag("shared")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnlineRetailTest {
    private static final int INVOICE = 0, PRODUCT = 1, QUANTITY = 3, PRICE = 5, CUSTOMER = 6;

    private final Path file = Path.of(System.getProperty("valentine.shared"))
            .resolve("online_retail/online_retail_2009-12_2010-12.csv.gz");

    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    private final Counts counts = count(file);
    private String first = "";
    private String second = "";

    @BeforeAll
    void bring_it_in_twice() {
        first = bring();
        second = bring();
    }

    @Test
    void the_result_says_what_the_file_holds() {
        assertThat(line(first, "Rows read")).isEqualTo(counts.rows);
        assertThat(line(first, "Refused")).isEqualTo(counts.withoutCustomer);
        assertThat(line(first, "Duplicate")).isEqualTo(counts.repeated);
        assertThat(line(first, "Stored")).isEqualTo(counts.rows - counts.withoutCustomer - counts.repeated);
        assertThat(line(first, "Orders and returns added")).isEqualTo(counts.orders.size());
        assertThat(line(first, "Customers added")).isEqualTo(counts.spent.size());
    }

    @Test
    void bringing_it_twice_stores_nothing_twice() {
        assertThat(line(second, "Stored")).isZero();
        assertThat(line(second, "Duplicate")).isEqualTo(counts.rows - counts.withoutCustomer);
        assertThat(line(second, "Orders and returns added")).isZero();
        assertThat(number("SELECT count(*) FROM history.interaction")).isEqualTo(counts.orders.size());
    }

    @Test
    void every_customer_spent_what_the_file_says() {
        Map<String, BigDecimal> stored = new HashMap<>();
        database.jdbc()
                .sql("SELECT h.value, sum(i.amount) AS spent FROM history.interaction i"
                        + " JOIN customer.handle h ON h.customer = i.customer AND h.kind = 'external' GROUP BY h.value")
                .query((row, _) -> stored.put(row.getString("value"), row.getBigDecimal("spent")))
                .list();
        assertThat(stored.keySet()).isEqualTo(counts.spent.keySet());
        stored.forEach(
                (customer, spent) -> assertThat(spent).as(customer).isEqualByComparingTo(counts.spent.get(customer)));
    }

    @Test
    void the_page_says_the_same_and_the_shop_can_be_looked_through() {
        try (TestDatabase another = TestDatabase.create();
                var application = Application.serve(another.open(), "127.0.0.1", 0);
                Chromium chromium = new Chromium();
                var visit = chromium.visitor(1440, ColorScheme.LIGHT, true)) {
            Members members = application.getBean(Members.class);
            members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
            String url = "http://127.0.0.1:"
                    + ((WebServerApplicationContext) application).getWebServer().getPort();
            Page page = visit.newPage();
            page.setDefaultTimeout(120_000);
            page.navigate(url + members.signInLink());
            page.waitForURL(url + "/");
            page.navigate(url + "/import");
            page.locator("#file").setInputFiles(file);
            page.getByText("Look at it").click();
            page.getByText("Bring it in").click();
            page.locator("#import .tile").first().waitFor();
            List<Long> figures = page.locator("#import .figure").allInnerTexts().stream()
                    .map(text -> Long.parseLong(text.replace(",", "")))
                    .toList();
            long stored = counts.rows - counts.withoutCustomer - counts.repeated;
            assertThat(figures).containsExactly(counts.rows, stored, counts.repeated, counts.withoutCustomer);

            page.navigate(url + "/");
            page.waitForCondition(() -> {
                page.reload();
                return page.locator(".tile").count() == 4;
            });
            look(page, "online-retail-love");
            page.locator(".tile").first().click();
            page.locator("[data-row] a").first().click();
            look(page, "online-retail-customer");
            page.navigate(url + "/today");
            look(page, "online-retail-today");
        }
    }

    @Test
    void what_is_published_beats_when_did_they_last_buy_on_the_shops_own_past() {
        StringWriter out = new StringWriter();
        int code = Valentine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("score", file.toString());
        assertThat(code).isZero();
        assertThat(out.toString()).contains("4,314 known").contains("clearly better");
    }

    private String bring() {
        StringWriter out = new StringWriter();
        int code = Valentine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("import", file.toString(), "--kind", "orders", "--database-url", database.url());
        assertThat(code).isZero();
        return out.toString();
    }

    private static long line(String answer, String what) {
        return answer.lines()
                .filter(line -> line.startsWith(what + " "))
                .map(line ->
                        Long.parseLong(line.substring(what.length()).strip().replace(",", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No '" + what + "' in:\n" + answer));
    }

    private long number(String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }

    private static final class Counts {
        private long rows;
        private long withoutCustomer;
        private long repeated;
        private final Set<String> orders = new HashSet<>();
        private final Map<String, BigDecimal> spent = new HashMap<>();
    }

    /// Reads the file by hand: no code of ours takes part.
    private static Counts count(Path file) {
        Counts counts = new Counts();
        Set<String> seen = new HashSet<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                counts.rows++;
                List<String> cells = split(line);
                String customer = cells.get(CUSTOMER);
                if (customer.isBlank()) {
                    counts.withoutCustomer++;
                } else if (!seen.add(line)) {
                    counts.repeated++;
                } else {
                    BigDecimal quantity = new BigDecimal(cells.get(QUANTITY));
                    BigDecimal amount = quantity.multiply(new BigDecimal(cells.get(PRICE)));
                    counts.orders.add(cells.get(INVOICE) + (quantity.signum() < 0 ? " return " : " order ") + customer);
                    counts.spent.merge(customer, amount, BigDecimal::add);
                    assertThat(cells.get(PRODUCT)).isNotBlank();
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return counts;
    }

    private static List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
