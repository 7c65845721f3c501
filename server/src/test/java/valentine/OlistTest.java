package valentine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static valentine.web.Chromium.look;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import valentine.csv.CsvFile;
import valentine.csv.Row;
import valentine.csv.Rows;
import valentine.db.TestDatabase;
import valentine.models.Calibration;
import valentine.models.Fondness;
import valentine.models.FondnessProof;
import valentine.team.Members;
import valentine.web.Chromium;

/// A marketplace that tells each customer when a parcel will be there, against counts taken from its files by other
/// means.
@Tag("shared")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OlistTest {
    private final Path data = Path.of(System.getProperty("valentine.shared")).resolve("olist");

    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    private final Map<String, int[]> byState = new TreeMap<>();
    private final List<Integer> scoresOfKept = new ArrayList<>();
    private final List<Integer> scoresOfLate = new ArrayList<>();
    private int kept;
    private int late;
    private int promised;

    @BeforeAll
    void bring_it_in(@TempDir Path folder) throws IOException {
        Map<String, String> person = column("olist_customers_dataset.csv", 0, 1);
        Map<String, String> state = column("olist_sellers_dataset.csv", 0, 3);
        Map<String, String> seller = new HashMap<>();
        rows("olist_order_items_dataset.csv").forEach(row -> seller.putIfAbsent(row.get(0), row.get(3)));
        Map<String, List<Integer>> reviews = new HashMap<>();
        rows("olist_order_reviews_dataset.csv")
                .forEach(row -> reviews.computeIfAbsent(row.get(1), _ -> new ArrayList<>())
                        .add(Integer.valueOf(row.get(2))));
        List<String> orders = new ArrayList<>(List.of("customer,date,order"));
        List<String> promises = new ArrayList<>(List.of("customer,reference,promised,delivered,made,status,branch"));
        for (Row row : rows("olist_orders_dataset.csv")) {
            String order = row.get(0);
            String customer = person.get(row.get(1));
            String branch = state.getOrDefault(seller.getOrDefault(order, ""), "");
            orders.add(String.join(",", customer, row.get(3), order));
            promises.add(String.join(",", customer, order, row.get(7), row.get(6), row.get(3), row.get(2), branch));
            promised++;
            count(row.get(6), row.get(7), branch, reviews.getOrDefault(order, List.of()));
        }
        bring(Files.write(folder.resolve("orders.csv"), orders), "orders");
        bring(
                Files.write(folder.resolve("promises.csv"), promises),
                "promises",
                "--map",
                "due=promised",
                "--map",
                "done=delivered",
                "--map",
                "made=made");
        bring(
                data.resolve("olist_order_reviews_dataset.csv"),
                "interactions",
                "--map",
                "kind=review",
                "--map",
                "date=review_answer_timestamp",
                "--map",
                "message-id=review_id");
    }

    /// A parcel was promised for a day; by hand, without code of ours.
    private void count(String delivered, String estimated, String branch, List<Integer> scores) {
        if (delivered.isEmpty()) return;
        boolean inTime = delivered.substring(0, 10).compareTo(estimated.substring(0, 10)) <= 0;
        if (inTime) kept++;
        else late++;
        byState.computeIfAbsent(branch, _ -> new int[2])[inTime ? 0 : 1]++;
        (inTime ? scoresOfKept : scoresOfLate).addAll(scores);
    }

    @Test
    void each_promise_ended_as_the_files_say() {
        assertThat(number("SELECT count(*) FROM promise.promise")).isEqualTo(promised);
        assertThat(number("SELECT count(*) FROM promise.ending WHERE how = 'kept'"))
                .isEqualTo(kept);
        assertThat(number("SELECT count(*) FROM promise.ending WHERE how = 'kept_late'"))
                .isEqualTo(late);
        byState.forEach((state, counts) ->
                assertThat(number("""
                        SELECT count(*) FROM promise.promise p JOIN promise.ending e ON e.promise = p.id
                        WHERE p.branch = '%s' AND e.how = 'kept'
                        """.formatted(state))).as(state).isEqualTo(counts[0]));
    }

    @Test
    void the_page_shows_who_was_kept_waiting_and_what_they_said() throws IOException {
        try (var application = Application.serve(database.open(), "127.0.0.1", 0);
                Chromium chromium = new Chromium();
                var visit = chromium.visitor(1440, ColorScheme.LIGHT, true)) {
            Members members = application.getBean(Members.class);
            members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
            String url = "http://127.0.0.1:"
                    + ((WebServerApplicationContext) application).getWebServer().getPort();
            Page page = visit.newPage();
            page.setDefaultTimeout(60_000);
            page.navigate(url + members.signInLink());
            page.waitForURL(url + "/");
            page.waitForCondition(
                    () -> number("SELECT count(*) FROM fondness.evidence WHERE kind LIKE 'promise%'") == number("""
                            SELECT count(*) FROM history.interaction WHERE kind IN ('promise_kept', 'promise_broken')
                            """));
            page.navigate(url + "/promises/kept");
            look(page, "olist-promises-kept");

            String said = page.locator("[aria-labelledby=said]").innerText();
            Matcher stars = Pattern.compile(
                            "([0-9.]+) of 5 stars in ([0-9,]+) .*?\n+([0-9.]+) stars in ([0-9,]+) ", Pattern.DOTALL)
                    .matcher(said);
            assertThat(stars.find()).as(said).isTrue();
            // The page goes by customer and year, the count by order over all of the file.
            assertThat(Double.parseDouble(stars.group(1))).isCloseTo(mean(scoresOfKept), within(.05));
            assertThat(Double.parseDouble(stars.group(3))).isCloseTo(mean(scoresOfLate), within(.15));
            assertThat(said).contains("stars fewer");

            page.waitForCondition(() -> number("SELECT count(*) FROM fondness.run WHERE proof IS NOT NULL") > 0);
            FondnessProof proof = JsonMapper.builder()
                    .build()
                    .readValue(
                            database.jdbc()
                                    .sql("SELECT proof FROM fondness.run ORDER BY id DESC LIMIT 1")
                                    .query((row, _) -> row.getString(1))
                                    .single(),
                            FondnessProof.class);
            Files.writeString(Path.of("target/olist-fondness.txt"), table(proof));
            assertThat(proof.winner())
                    .as("what foretold 807 later reviews best, with what parcels in time and late tell of them")
                    .isEqualTo(Fondness.Way.EVIDENCE);
        }
    }

    /// As it stands in docs/track-record.md.
    private static String table(FondnessProof proof) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%d later reviews foretold from %d days, %d of them good.%n%-22s %9s %9s  %-24s %6s %7s%n",
                proof.answers(),
                proof.cuts().size(),
                proof.good(),
                "",
                "log loss",
                "+/-",
                "behind the best",
                "AUC",
                "Brier"));
        for (FondnessProof.Trial trial : proof.trials()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%s %-20s %9.4f %9.4f  %+.4f (%+.4f to %+.4f) %6.3f %7.4f%n",
                    trial.way() == proof.winner() ? "*" : " ",
                    switch (trial.way()) {
                        case MEAN -> "everybody the same";
                        case LAST_ANSWER -> "the last answer";
                        case EVIDENCE -> "all evidence";
                    },
                    trial.logLoss(),
                    trial.margin(),
                    trial.behind().mean(),
                    trial.behind().low(),
                    trial.behind().high(),
                    trial.auc(),
                    trial.brier()));
        }
        for (Calibration.Bin bin : proof.calibration().bins()) {
            table.append(String.format(
                    Locale.ROOT,
                    "of %d told %.0f %%, %.0f in 100 were good (%.0f to %.0f)%n",
                    bin.observed().total(),
                    100 * bin.predicted(),
                    100 * bin.observed().value(),
                    100 * bin.observed().low(),
                    100 * bin.observed().high()));
        }
        return table
                + String.format(
                        Locale.ROOT,
                        "ECE %.4f, by mere chance %.4f%n",
                        proof.calibration().error(),
                        proof.calibration().errorByChance());
    }

    private long number(String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }

    private static double mean(List<Integer> scores) {
        return scores.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }

    private void bring(Path file, String kind, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("import", file.toString(), "--kind", kind, "--database-url", database.url()));
        arguments.addAll(List.of(more));
        StringWriter err = new StringWriter();
        int code = Valentine.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        assertThat(code).as(err.toString()).isZero();
    }

    private Map<String, String> column(String file, int key, int value) throws IOException {
        Map<String, String> column = new HashMap<>();
        rows(file).forEach(row -> column.put(row.get(key), row.get(value)));
        return column;
    }

    private List<Row> rows(String name) throws IOException {
        List<Row> all = new ArrayList<>();
        try (Rows rows = CsvFile.open(data.resolve(name)).rows()) {
            for (Row row = rows.next(); row != null; row = rows.next()) all.add(row);
        }
        return all;
    }
}
