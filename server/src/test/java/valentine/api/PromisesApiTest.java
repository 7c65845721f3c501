package valentine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import valentine.Application;
import valentine.audit.Actor;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.db.TestDatabase;
import valentine.team.Keys;

class PromisesApiTest {
    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    @AutoClose
    private static final ConfigurableApplicationContext APPLICATION =
            Application.serve(DATABASE.open(), "127.0.0.1", 0);

    @AutoClose
    private static final Program HELPDESK = program(Keys.Purpose.WORK);

    @AutoClose
    private static final Program READER = program(Keys.Purpose.SECRET);

    private static final Instant SOON = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    private final CustomerId ann = customer();

    @Test
    void a_promise_is_made_once_for_each_key_and_read_again() {
        Program.Answer made = HELPDESK.post("/api/promises", body(""), "Idempotency-Key", "ticket 7");
        Program.Answer again = HELPDESK.post("/api/promises", body(""), "Idempotency-Key", "ticket 7");

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(made.json());
        assertThat(READER.get(made.header("Location")).json()).isEqualTo(made.json());
        assertThat(made.json().get("due").asString()).isEqualTo(SOON.toString());
        assertThat(made.json().get("money").get("amount").asString()).isEqualTo("12.50");
        assertThat(made.json().get("outcome").isNull()).isTrue();
    }

    @Test
    void a_key_that_stood_for_something_else_is_refused() {
        HELPDESK.post("/api/promises", body(""), "Idempotency-Key", "ticket 8");
        Program.Answer other =
                HELPDESK.post("/api/promises", body("").replace("12.50", "12.51"), "Idempotency-Key", "ticket 8");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").asString()).endsWith("other-body");
    }

    @Test
    void a_reading_key_makes_and_ends_nothing() {
        assertThat(READER.post("/api/promises", body("")).status()).isEqualTo(403);
        String id = HELPDESK.post("/api/promises", body("")).json().get("id").asString();
        for (String ending : List.of("keeping", "withdrawal", "repromise")) {
            assertThat(READER.post("/api/promises/" + id + "/" + ending, "{}").status())
                    .isEqualTo(403);
        }
        assertThat(READER.get("/api/promises/" + id).json().get("outcome").isNull())
                .isTrue();
    }

    @Test
    void a_promise_ends_once() {
        String path = HELPDESK.post("/api/promises", body("")).header("Location");

        assertThat(HELPDESK.post(path + "/keeping", "")
                        .json()
                        .at("/outcome/how")
                        .asString())
                .isEqualTo("kept");
        assertThat(HELPDESK.post(path + "/keeping", "{}").status()).isEqualTo(200);
        Program.Answer withdrawn = HELPDESK.post(path + "/withdrawal", "{\"reason\": \"No more\"}");
        assertThat(withdrawn.status()).isEqualTo(409);
        assertThat(withdrawn.json().get("detail").asString()).isNotBlank();
        assertThat(HELPDESK.post(path + "/repromise", "{\"due\": \"2030-01-01\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void a_third_new_date_is_for_a_manager() {
        String path = HELPDESK.post("/api/promises", body("")).header("Location");
        for (int i = 0; i < 2; i++) {
            Program.Answer next =
                    HELPDESK.post(path + "/repromise", "{\"due\": \"2030-01-01\", \"words\": \"Later.\"}");
            assertThat(next.status()).isEqualTo(201);
            path = next.header("Location");
        }
        assertThat(HELPDESK.post(path + "/repromise", "{\"due\": \"2030-01-02\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition() {
        for (int i = 0; i < 5; i++) HELPDESK.post("/api/promises", body(""));
        for (String list : List.of("/api/promises?limit=2", "/api/promises?limit=2&customer=" + ann.value())) {
            JsonNode page = READER.get(list).json();
            Set<String> seen = new HashSet<>();
            while (true) {
                for (JsonNode promise : page.get("promises")) {
                    assertThat(seen.add(promise.get("id").asString())).isTrue();
                }
                if (page.get("next").isNull()) break;
                page = READER.get(list + "&cursor=" + page.get("next").asString())
                        .json();
            }
            assertThat(seen).hasSizeGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void an_accounts_promises_are_those_to_it_and_to_its_contacts() {
        AccountId berg =
                APPLICATION.getBean(Accounts.class).named(List.of("Berg")).get("Berg");
        String company = "{\"account\": \"" + berg.value() + "\", \"kind\": \"fix\", \"what\": \"Mend\", \"due\": \""
                + SOON + "\"}";
        String id = HELPDESK.post("/api/promises", company).json().get("id").asString();
        HELPDESK.post("/api/promises", body(""));

        JsonNode found =
                READER.get("/api/promises?account=" + berg.value()).json().get("promises");

        assertThat(found).singleElement().satisfies(promise -> {
            assertThat(promise.get("id").asString()).isEqualTo(id);
            assertThat(promise.get("customer").isNull()).isTrue();
            assertThat(promise.get("account").asString()).isEqualTo(Long.toString(berg.value()));
        });
        assertThat(READER.get("/api/promises?account=99999999").status()).isEqualTo(404);
        assertThat(READER.get("/api/promises?account=x").status()).isEqualTo(404);
        assertThat(READER.get("/api/promises?account=1&customer=1").status()).isEqualTo(400);
    }

    @Test
    void what_does_not_fit_is_refused_with_the_mend() {
        for (String wrong : List.of(
                "",
                "[]",
                "{",
                "{\"kind\": \"fix\", \"what\": \"Mend\", \"due\": \"2030-01-01\"}",
                body(", \"surprise\": 1"),
                body("").replace("call_back", "prayer"),
                body("").replace("12.50", "-1"),
                body("").replace(SOON.toString(), "soon"),
                body("").replace(SOON.toString(), "2001-01-01"),
                body("").replace("\"" + ann.value() + "\"", "\"99999999\""),
                body("").replace("Call about", "Call\\u0000about"))) {
            Program.Answer answer = HELPDESK.post("/api/promises", wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.header("Content-Type")).contains("problem+json");
        }
        assertThat(HELPDESK.post("/api/promises/99999999/keeping", "").status()).isEqualTo(404);
        assertThat(HELPDESK.get("/api/promises/x").status()).isEqualTo(404);
        assertThat(HELPDESK.get("/api/promises?surprise=1").status()).isEqualTo(400);
    }

    private String body(String more) {
        return "{\"customer\": \"" + ann.value()
                + "\", \"kind\": \"call_back\", \"what\": \"Call about the roof\", \"due\": \"" + SOON
                + "\", \"amount\": \"12.50\", \"currency\": \"EUR\"" + more + "}";
    }

    private static Program program(Keys.Purpose purpose) {
        return new Program(
                APPLICATION,
                APPLICATION
                        .getBean(Keys.class)
                        .make(purpose, "a program", Actor.CONSOLE)
                        .text());
    }

    private static CustomerId customer() {
        Handle handle = Handle.id("ann").orElseThrow();
        return APPLICATION
                .getBean(Directory.class)
                .resolve(List.of(new Person(handle, "Ann", "", "", "", Map.of())))
                .get(handle)
                .customer();
    }
}
