package valentine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import valentine.Application;
import valentine.api.Program.Answer;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.customer.Evidence;
import valentine.customer.Merges;
import valentine.customer.Verdict;
import valentine.db.TestDatabase;
import valentine.health.Scores;
import valentine.team.Keys;

class ReadingTest {
    private static final int PEOPLE = 230;

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Program program = new Program(
            application,
            application
                    .getBean(Keys.class)
                    .make(Keys.Purpose.SECRET, "a reader", Actor.CONSOLE)
                    .text());

    static List<CustomerId> people;

    @BeforeAll
    static void a_town_with_a_past() {
        Town town = new Town(application, database.jdbc());
        people = town.settle(PEOPLE);
        for (int i = 0; i < 130; i++) {
            town.happens(people.getLast(), i % 3 == 0 ? "visit" : "message_in", Duration.ofDays(i / 2), "", "");
        }
        application.getBean(Scores.class).everybody();
    }

    @Test
    void a_walk_through_all_pages_meets_everybody_once() {
        List<String> met = walk("/api/customers?limit=50", "customers");
        assertThat(met).hasSize(PEOPLE).doesNotHaveDuplicates();
        assertThat(walk("/api/customers?limit=115", "customers")).isEqualTo(met);
    }

    @Test
    void a_walk_through_the_bands_meets_everybody_who_is_scored_once() {
        List<String> met = new ArrayList<>();
        for (String band : List.of("in_touch", "cooling", "losing_touch", "gone_quiet")) {
            met.addAll(walk("/api/customers?limit=7&band=" + band, "customers"));
        }
        assertThat(met).hasSize(PEOPLE - 1).doesNotHaveDuplicates();
    }

    @Test
    void somebody_is_looked_up_by_a_handle_however_it_is_written() {
        String id = Long.toString(people.get(3).value());
        for (String handle :
                List.of("email=Person-3%40Example.COM", "external=C-3", "external=person-3%40example.com")) {
            JsonNode found = program.get("/api/customers?" + handle).json();
            assertThat(found.at("/customers/0/id").asString()).isEqualTo(id);
            assertThat(found.get("customers")).hasSize(1);
            assertThat(found.get("next").isNull()).isTrue();
        }
        assertThat(program.get("/api/customers?email=nobody-such%40example.com")
                        .json()
                        .get("customers"))
                .isEmpty();
    }

    @Test
    void words_find_somebody_also_within_a_band() {
        JsonNode found = program.get("/api/customers?q=person+number17").json();
        assertThat(found.get("customers")
                        .valueStream()
                        .map(one -> one.get("name").asString()))
                .contains("Person Number17", "Person Number170")
                .allMatch(name -> name.startsWith("Person Number17"));
        String band = found.at("/customers/0/standing/band").asString();
        assertThat(program.get("/api/customers?limit=200&q=person&band=" + band)
                        .json()
                        .get("customers")
                        .valueStream()
                        .map(one -> one.at("/standing/band").asString()))
                .isNotEmpty()
                .containsOnly(band);
    }

    @Test
    void the_timeline_is_read_page_by_page_by_kind_and_as_of_a_day() {
        String path = "/api/customers/" + people.getLast().value() + "/timeline";
        assertThat(walk(path + "?limit=13", "interactions")).hasSize(130).doesNotHaveDuplicates();
        assertThat(walk(path + "?limit=13&kinds=visit", "interactions")).hasSize(44);
        assertThat(walk(path + "?kinds=visit,message_in&limit=200", "interactions"))
                .hasSize(130);

        String before =
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(10).toString();
        assertThat(walk(path + "?limit=13&asOf=" + before, "interactions")).hasSize(110);
        assertThat(walk(path + "?limit=13&asOf=" + before + "T11:59:59Z", "interactions"))
                .hasSize(108);
        assertThat(walk(path + "?limit=13&asOf=" + before + "T12:00:00Z", "interactions"))
                .hasSize(110);
    }

    @Test
    void money_is_exact_text_and_moments_are_utc() {
        JsonNode order = program.get("/api/customers/" + people.getFirst().value() + "/timeline?kinds=order&limit=1")
                .json()
                .at("/interactions/0");
        assertThat(order.at("/sum/amount").asString()).isEqualTo("12.50");
        assertThat(order.at("/sum/currency").asString()).isEqualTo("EUR");
        assertThat(order.get("at").asString()).endsWith("T12:00:00Z");
        assertThat(Sum.of(new java.math.BigDecimal("1200.0000"), "JPY").amount())
                .isEqualTo("1200");
        assertThat(Sum.of(new java.math.BigDecimal("-0.1250"), "EUR").amount()).isEqualTo("-0.125");
        assertThat(Sum.of(new java.math.BigDecimal("1E+3"), "???").amount()).isEqualTo("1000.00");
    }

    @Test
    void a_standing_says_why_and_how_sure_it_is() {
        JsonNode standing = program.get("/api/customers/" + people.getFirst().value() + "/standing")
                .json();
        assertThat(standing.get("staying").asDouble()).isBetween(0.0, 1.0);
        assertThat(standing.get("reasons")).isNotEmpty();
        JsonNode check = standing.get("check");
        assertThat(check.get("alike").asInt()).isPositive();
        assertThat(check.get("came").asDouble())
                .isBetween(check.get("low").asDouble(), check.get("high").asDouble());
    }

    @Test
    void who_never_ordered_has_no_standing_yet() {
        Answer answer = program.get("/api/customers/" + people.getLast().value() + "/standing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("type").asString()).isEqualTo("urn:valentine:problem:not-scored");
    }

    @Test
    void what_did_not_change_costs_a_few_bytes() {
        String path = "/api/customers/" + people.getFirst().value();
        Answer first = program.get(path);
        assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(first.header("Content-Location")).isEqualTo(path);
        Answer again = program.get(path, "If-None-Match", first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
        assertThat(program.get(path, "If-None-Match", "W/\"other\"").status()).isEqualTo(200);
        // Compressed, it is the same content.
        Answer small = program.get("/api/customers?limit=50", "Accept-Encoding", "gzip");
        assertThat(small.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(small.header("ETag"))
                .isEqualTo(program.get("/api/customers?limit=50").header("ETag"))
                .startsWith("W/");
    }

    @Test
    void who_was_merged_answers_with_whom_he_is_now() {
        CustomerId kept = people.get(10);
        CustomerId gone = people.get(11);
        int both = walk("/api/customers/" + kept.value() + "/timeline?limit=200", "interactions")
                        .size()
                + walk("/api/customers/" + gone.value() + "/timeline?limit=200", "interactions")
                        .size();
        Merges merges = application.getBean(Merges.class);
        Verdict verdict = merges.same(kept, gone, Evidence.of("The same voice on the telephone"), null, Map.of());
        try {
            Answer answer = program.get("/api/customers/" + gone.value());
            assertThat(answer.json().get("id").asString()).isEqualTo(Long.toString(kept.value()));
            assertThat(answer.header("Content-Location")).isEqualTo("/api/customers/" + kept.value());
            assertThat(answer.json()
                            .get("handles")
                            .valueStream()
                            .map(handle -> handle.get("value").asString()))
                    .contains("C-10", "C-11");
            assertThat(program.get("/api/customers?external=C-11")
                            .json()
                            .at("/customers/0/id")
                            .asString())
                    .isEqualTo(Long.toString(kept.value()));
            for (CustomerId id : List.of(kept, gone)) {
                assertThat(walk("/api/customers/" + id.value() + "/timeline?limit=3", "interactions"))
                        .hasSize(both)
                        .doesNotHaveDuplicates();
            }
            assertThat(walk("/api/customers?limit=50", "customers")).hasSize(PEOPLE - 1);
        } finally {
            merges.undo(((Verdict.Given) verdict).id(), null);
        }
        assertThat(program.get("/api/customers/" + gone.value())
                        .json()
                        .get("id")
                        .asString())
                .isEqualTo(Long.toString(gone.value()));
    }

    @Test
    void a_parameter_that_does_not_fit_is_named() {
        String timeline = "/api/customers/" + people.getFirst().value() + "/timeline";
        refused("limit", "/api/customers?limit=0");
        refused("limit", "/api/customers?limit=201");
        refused("limit", "/api/customers?limit=ten");
        refused("limit", "/api/customers?limit=5&limit=6");
        refused("emial", "/api/customers?emial=a%40example.com");
        refused("email", "/api/customers?email=no-address");
        refused("phone", "/api/customers?phone=12");
        refused("email", "/api/customers?email=a%40example.com&band=cooling");
        refused("band", "/api/customers?band=happy");
        refused("q", "/api/customers?q=");
        refused("q", "/api/customers?q=%00");
        refused("q", "/api/customers?q=" + "a".repeat(301));
        refused("cursor", "/api/customers?cursor=nonsense");
        refused("cursor", "/api/customers?cursor=%F0%9F%92%98");
        refused("cursor", "/api/customers?cursor=" + new Cursor.Interaction(java.time.Instant.EPOCH, 1).word());
        refused("cursor", "/api/customers?q=anna&cursor=" + new Cursor.Customer(1).word());
        refused(
                "cursor",
                "/api/customers?band=cooling&cursor="
                        + new Cursor.InBand(valentine.staying.Band.GONE_QUIET, 0.1, 1).word());
        refused("kinds", timeline + "?kinds=order,");
        refused("kinds", timeline + "?kinds=" + URLEncoder.encode("order'; --", StandardCharsets.UTF_8));
        refused("asOf", timeline + "?asOf=yesterday");
        refused("asOf", timeline + "?asOf=%2B999999999-12-31T23:59:59Z");
        refused("asOf", timeline + "?asOf=2026-02-30");
        refused("verbose", timeline.replace("/timeline", "") + "?verbose=1");
    }

    @Test
    void what_is_not_there_is_a_problem_in_words() {
        for (String path : List.of(
                "/api/customers/999999999",
                "/api/customers/999999999999999999999",
                "/api/customers/anna",
                "/api/customers/999999999/timeline",
                "/api/customers/999999999/standing",
                "/api/nothing",
                "/api/customers/1/secrets")) {
            problem(404, program.get(path));
            problem(404, program.get(path, "Accept", "text/html"));
        }
    }

    @Test
    void it_only_reads_and_only_json() {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            Answer answer = program.ask(method, "/api/customers/1");
            problem(405, answer);
            assertThat(answer.header("Allow")).contains("GET");
        }
        problem(406, program.get("/api/customers", "Accept", "text/html"));
        assertThat(program.get("/api/customers", "Accept", "text/html, */*;q=0.8")
                        .status())
                .isEqualTo(200);
        assertThat(program.ask("HEAD", "/api/customers").status()).isEqualTo(200);
    }

    @Test
    void without_a_secret_key_nothing_is_read() {
        String write = application
                .getBean(Keys.class)
                .make(Keys.Purpose.WRITE, "a source", Actor.CONSOLE)
                .text();
        try (Program nobody = new Program(application, "");
                Program stranger = new Program(application, "vs_" + "x".repeat(43));
                Program source = new Program(application, write)) {
            problem(401, nobody.get("/api/customers"));
            problem(401, stranger.get("/api/customers"));
            problem(403, source.get("/api/customers"));
            assertThat(nobody.get("/api/openapi.json").status()).isEqualTo(200);
        }
    }

    private static void refused(String parameter, String path) {
        Answer answer = program.get(path);
        problem(400, answer);
        assertThat(answer.json().get("parameter").asString()).as(path).isEqualTo(parameter);
        assertThat(answer.json().get("detail").asString()).as(path).isNotBlank();
    }

    private static void problem(int status, Answer answer) {
        String what =
                answer.response().request().method() + " " + answer.response().uri();
        assertThat(answer.status()).as(what).isEqualTo(status);
        assertThat(answer.header("Content-Type")).as(what).startsWith("application/problem+json");
        assertThat(answer.json().get("status").asInt()).as(what).isEqualTo(status);
    }

    /// The ids on all pages, in order.
    private static List<String> walk(String path, String list) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = program.get(path + cursor).json();
            page.get(list).forEach(one -> ids.add(one.get("id").asString()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asString();
        } while (!cursor.isEmpty());
        return ids;
    }
}
