package valentine.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.audit.Actor;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.erasure.Takeouts;
import valentine.team.Keys;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Sessions;
import valentine.transparency.Category;
import valentine.transparency.DataUses;
import valentine.transparency.PurposeKey;
import valentine.transparency.Purposes;
import valentine.transparency.SensitiveFields;
import valentine.transparency.SensitiveKind;

/// A use and its record are one: wherever data of a customer are read, there is exactly one record of it, and where one
/// of both fails there is neither.
class UsesTest {
    private static final String NAME = "Wanda Watched";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final HttpClient client = HttpClient.newHttpClient();

    private static Conversation talk;
    private static String cookie = "";
    private static String key = "";
    private static Member olga;

    private final JdbcClient jdbc = application.getBean(JdbcClient.class);
    private final DataUses uses = application.getBean(DataUses.class);
    private final Takeouts takeouts = application.getBean(Takeouts.class);
    private final SensitiveFields fields = application.getBean(SensitiveFields.class);

    @BeforeEach
    void she_wrote_to_us() {
        if (talk != null) return;
        Members members = application.getBean(Members.class);
        if (!members.setUp()) members.addOwnerWithoutPassword("olga@example.org", "Olga");
        olga = members.all().getFirst();
        cookie = "valentine=" + application.getBean(Sessions.class).start(olga, "Firefox on Linux", "password");
        key = application
                .getBean(Keys.class)
                .make(Keys.Purpose.SECRET, "a reader", Actor.CONSOLE)
                .text();
        talk = new Post(application).mail("wanda@example.com", NAME, "A question", "Where is my parcel?");
    }

    @Test
    void a_page_that_reads_many_parts_is_one_use_and_its_renewals_are_none() throws Exception {
        for (String path :
                List.of("/customers/" + wanda(), "/inbox/" + talk.id().value(), "/api/customers/" + wanda())) {
            List<DataUses.Entry> before = used();
            HttpResponse<String> page = get(path);

            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).contains(NAME);
            assertThat(used()).as(path).hasSize(before.size() + 1);
            assertThat(used().getFirst().categories())
                    .as(path)
                    .doesNotHaveDuplicates()
                    .contains(Category.CONTACT);
        }
        String view = get("/inbox/" + talk.id().value()).body().replaceAll("(?s).*data-view=\"([^\"]*)\".*", "$1");
        int before = used().size();
        for (int i = 0; i < 3; i++) get("/inbox/" + talk.id().value(), "X-Request-Id", view);
        assertThat(used()).hasSize(before);
        get("/api/customers?limit=10");
        assertThat(used()).hasSize(before + 1);
    }

    @Test
    void whoever_stands_on_the_page_of_an_account_was_used_once() throws Exception {
        AccountId account = application
                .getBean(Accounts.class)
                .named(List.of("Example Ltd"))
                .get("Example Ltd");
        jdbc.sql("UPDATE customer.customer SET account = :account WHERE id = :wanda")
                .param("account", account.value())
                .param("wanda", wanda())
                .update();
        for (String path : List.of("/accounts/" + account.value(), "/api/accounts/" + account.value())) {
            int before = used().size();

            assertThat(get(path).body()).as(path).contains(NAME);

            assertThat(used()).as(path).hasSize(before + 1);
        }
    }

    @Test
    void what_cannot_be_recorded_is_not_read() throws Exception {
        int before = used().size();
        jdbc.sql("ALTER TABLE transparency.data_use ADD CONSTRAINT closed CHECK (false) NOT VALID")
                .update();
        try {
            for (String path : everywhere()) {
                HttpResponse<String> page = get(path);
                assertThat(page.statusCode()).as(path).isGreaterThanOrEqualTo(500);
                assertThat(page.body()).as(path).doesNotContain(NAME, "parcel");
            }
            assertThatThrownBy(() -> takeouts.take(use())).hasMessageContaining("closed");
        } finally {
            jdbc.sql("ALTER TABLE transparency.data_use DROP CONSTRAINT closed").update();
        }
        assertThat(used()).hasSize(before);
    }

    @Test
    void of_what_could_not_be_read_there_is_no_record() throws Exception {
        Map<String, String> brokenBy = Map.of(
                "/customers/" + wanda(),
                "customer.verdict",
                "/customers/" + wanda() + "/timeline",
                "history.interaction",
                "/api/customers/" + wanda(),
                "health.standing",
                "/api/customers/" + wanda() + "/timeline",
                "history.interaction",
                "/api/customers?limit=10",
                "health.standing",
                "/inbox/" + talk.id().value(),
                "promise.promise");
        for (Map.Entry<String, String> one : brokenBy.entrySet()) {
            int before = used().size();
            assertThat(without(one.getValue(), () -> get(one.getKey()).statusCode()))
                    .as(one.getKey())
                    .isGreaterThanOrEqualTo(500);
            assertThat(used()).as(one.getKey()).hasSize(before);
        }
        int before = used().size();
        without("promise.promise", () -> {
            assertThatThrownBy(() -> takeouts.take(use())).isInstanceOf(RuntimeException.class);
            return 0;
        });
        assertThat(used()).hasSize(before);
        assertThat(takeouts.take(use()).size()).isPositive();
        assertThat(used()).hasSize(before + 1);
        assertThat(get("/customers/999999").statusCode()).isEqualTo(404);
        assertThat(jdbc.sql("SELECT count(*) FROM transparency.data_use WHERE customer = 999999")
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
    }

    @Test
    void a_sensitive_value_is_opened_together_with_its_record_or_not_at_all() {
        fields.define(SensitiveKind.BIRTH_DATE, new PurposeKey("birthday"), olga);
        CustomerId wanda = talk.customer();
        application
                .getBean(org.springframework.transaction.support.TransactionTemplate.class)
                .executeWithoutResult(_ -> fields.keep(List.of(new valentine.customer.Discretion.Kept(
                        wanda,
                        java.time.Instant.now(),
                        valentine.customer.Trust.SAID,
                        "test",
                        List.of(new valentine.customer.Discretion.Taken("dob", "birth-date", "1980-02-03"))))));
        int before = used().size();
        jdbc.sql("ALTER TABLE transparency.data_use ADD CONSTRAINT closed CHECK (false) NOT VALID")
                .update();
        try {
            assertThatThrownBy(() -> fields.open(wanda, SensitiveKind.BIRTH_DATE, "She asked", olga, "r1"))
                    .hasMessageContaining("closed");
        } finally {
            jdbc.sql("ALTER TABLE transparency.data_use DROP CONSTRAINT closed").update();
        }
        assertThat(used()).hasSize(before);
        assertThat(fields.open(wanda, SensitiveKind.BIRTH_DATE, "She asked", olga, "r1"))
                .isInstanceOf(SensitiveFields.Opened.Value.class);
        assertThat(used()).hasSize(before + 1);
        // Where there is nothing to open, nothing was used.
        assertThat(fields.open(wanda, SensitiveKind.CARD, "She asked", olga, "r2"))
                .isInstanceOf(SensitiveFields.Opened.Refused.class);
        assertThat(used()).hasSize(before + 1);
    }

    private List<String> everywhere() {
        return List.of(
                "/customers/" + wanda(),
                "/customers/" + wanda() + "/timeline",
                "/inbox/" + talk.id().value(),
                "/api/customers/" + wanda(),
                "/api/customers/" + wanda() + "/timeline",
                "/api/customers?limit=10");
    }

    private long wanda() {
        return talk.customer().value();
    }

    private List<DataUses.Entry> used() {
        return uses.of(talk.customer(), Long.MAX_VALUE, 1_000);
    }

    private DataUses.Use use() {
        return new DataUses.Use(
                talk.customer(),
                DataUses.Act.EXPORTED,
                List.of(Category.values()),
                Purposes.SERVICE,
                "member 1",
                "",
                UUID.randomUUID().toString());
    }

    private interface Reading {
        int read() throws Exception;
    }

    /// While this table is not there.
    private int without(String table, Reading reading) throws Exception {
        jdbc.sql("ALTER TABLE " + table + " RENAME TO broken").update();
        try {
            return reading.read();
        } finally {
            jdbc.sql("ALTER TABLE " + table.replaceAll("\\..*", ".broken") + " RENAME TO "
                            + table.replaceAll(".*\\.", ""))
                    .update();
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", path.startsWith("/api") ? "application/json" : "text/html");
        if (path.startsWith("/api")) request.header("Authorization", "Bearer " + key);
        else request.header("Cookie", cookie);
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
