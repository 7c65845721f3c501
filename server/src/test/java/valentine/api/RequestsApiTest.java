package valentine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.erasure.Request;
import valentine.erasure.Requests;
import valentine.team.Keys;

class RequestsApiTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Program helpdesk = program(Keys.Purpose.WORK);

    @AutoClose
    static final Program reader = program(Keys.Purpose.SECRET);

    static CustomerId ann = new CustomerId(1);

    @BeforeAll
    static void somebody_is_known() {
        ann = new Town(application, database.jdbc()).settle(2).getFirst();
    }

    @Test
    void each_kind_is_written_down_with_its_clock_and_read_again() {
        for (String kind : List.of("access", "correction", "erasure", "objection", "portability")) {
            Program.Answer made = helpdesk.post("/api/requests", """
                    {"customer": "%d", "kind": "%s", "note": "By phone", "at": "2026-01-31T10:00:00Z"}
                    """.formatted(ann.value(), kind));

            assertThat(made.status()).isEqualTo(201);
            assertThat(made.json().get("kind").asString()).isEqualTo(kind);
            // The 28th is a Saturday.
            assertThat(made.json().get("due").asString()).isEqualTo("2026-03-02");
            assertThat(made.json().get("state").asString()).isEqualTo("open");
            assertThat(reader.get(made.header("Location")).json()).isEqualTo(made.json());
        }
        assertThat(reader.get("/api/requests?customer=" + ann.value()).json().get("requests"))
                .hasSize(5);
        assertThat(application.getBean(Requests.class).open())
                .hasSize(5)
                .allMatch(request -> request.cameBy() == Request.By.API);
    }

    @Test
    void what_does_not_fit_is_refused_and_a_reading_key_writes_nothing_down() {
        assertThat(reader.post("/api/requests", "{\"customer\": \"1\", \"kind\": \"access\"}")
                        .status())
                .isEqualTo(403);
        assertThat(helpdesk.post("/api/requests", "{\"customer\": \"999999\", \"kind\": \"access\"}")
                        .status())
                .isEqualTo(404);
        for (String body : List.of(
                "{\"customer\": \"" + ann.value() + "\", \"kind\": \"wish\"}",
                "{\"customer\": \"" + ann.value() + "\", \"kind\": \"access\", \"note\": \"" + "x".repeat(2_001)
                        + "\"}",
                "{\"customer\": \"" + ann.value() + "\", \"kind\": \"access\", \"more\": \"1\"}")) {
            assertThat(helpdesk.post("/api/requests", body).status()).isEqualTo(422);
        }
        assertThat(reader.get("/api/requests/999999").status()).isEqualTo(404);
        assertThat(reader.get("/api/requests/x").status()).isEqualTo(404);
    }

    private static Program program(Keys.Purpose purpose) {
        return new Program(
                application,
                application
                        .getBean(Keys.class)
                        .make(purpose, "a helpdesk", Actor.CONSOLE)
                        .text());
    }
}
