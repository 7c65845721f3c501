package valentine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.db.TestDatabase;
import valentine.team.Members;

class ImportPagesTest {
    private static final Pattern CSRF = Pattern.compile("_csrf\"? ?(?:value=\"|=)([^\"]+)\"");
    private static final String FILE = """
            customer,when,order,product,quantity,price
            1,2024-03-01,10,<img src=x onerror=alert(1)>,2,3.50
            2,2024-03-02,11,Cup,1,3.50
            ,2024-03-02,12,Cup,1,3.50
            <b>4</b>,someday,13,Cup,1,3.50
            """;

    static final TestDatabase database = TestDatabase.create();

    static final ConfigurableApplicationContext context = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final HttpClient member =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @AutoClose
    static final HttpClient stranger =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @AfterAll
    static void close() {
        context.close();
        database.close();
    }

    @BeforeAll
    static void signIn() throws Exception {
        Members members = context.getBean(Members.class);
        members.addOwnerWithoutPassword("owner@example.org", "Owner");
        String link = members.signInLink();
        post(member, link, "_csrf=" + encoded(csrf(get(member, link).body())));
    }

    @Test
    void a_file_is_uploaded_looked_at_brought_in_and_its_refused_rows_are_handed_back() throws Exception {
        String list = get(member, "/import").body();
        HttpResponse<String> uploaded = upload(member, csrf(list), "orders", "<i>shop.csv", FILE);
        assertThat(uploaded.statusCode()).isEqualTo(302);
        String mappingPath = location(uploaded);
        assertThat(mappingPath).endsWith("/mapping");

        String mapping = get(member, mappingPath).body();
        assertThat(mapping)
                .contains("&lt;i&gt;shop.csv", "&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<img src=x", "<i>shop")
                .contains("<option value=\"when\" selected>when</option>");

        HttpResponse<String> missing =
                post(member, mappingPath, "_csrf=" + encoded(csrf(mapping)) + "&customer=&date=when");
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(missing.body()).contains("No column was found for");

        HttpResponse<String> begun = post(
                member,
                mappingPath,
                "_csrf=" + encoded(csrf(missing.body()))
                        + "&customer=customer&date=when&order=order&product=product&quantity=quantity&unit_price=price");
        assertThat(begun.statusCode()).isEqualTo(302);
        String done = result(location(begun));
        assertThat(done)
                .contains("2 orders and returns and 2 customers are new", "The row names no customer.", "someday")
                .doesNotContain("<img src=x");
        HttpResponse<String> refused = get(member, location(begun) + "/refused.csv");
        assertThat(refused.body()).contains("<b>4</b>,someday").contains("refused_because");
        assertThat(refused.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(get(member, "/import").body()).contains("&lt;i&gt;shop.csv", "Done");
        assertThat(Files.walk(database.folder().resolve("imports")).filter(Files::isRegularFile))
                .allMatch(path -> path.endsWith("refused.csv"));
    }

    @Test
    void nobody_uploads_who_is_not_signed_in_or_sends_no_token() throws Exception {
        String token = csrf(get(stranger, "/sign-in").body());

        assertThat(upload(stranger, token, "orders", "x.csv", FILE).statusCode())
                .isEqualTo(401);
        assertThat(upload(member, "", "orders", "x.csv", FILE).statusCode()).isEqualTo(403);
        assertThat(get(member, "/import").body()).doesNotContain("x.csv");
    }

    @Test
    void what_is_no_table_is_refused_with_a_sentence() throws Exception {
        HttpResponse<String> uploaded =
                upload(member, csrf(get(member, "/import").body()), "orders", "empty.csv", "");

        String shown = get(member, location(get(member, location(uploaded)))).body();

        assertThat(shown).contains("The file is empty.");
    }

    @Test
    void a_form_without_a_file_asks_for_one() throws Exception {
        HttpResponse<String> answer = upload(member, csrf(get(member, "/import").body()), "orders", "", "");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Choose a file first.");
    }

    @Test
    void an_import_that_is_not_there_is_not_found() throws Exception {
        assertThat(get(member, "/import/999999").statusCode()).isEqualTo(404);
        assertThat(get(member, "/import/999999/refused.csv").statusCode()).isEqualTo(404);
    }

    private static String result(String path) {
        return assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            while (true) {
                String page = get(member, path).body();
                if (!page.contains("On its way")) return page;
            }
        });
    }

    private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path)).header("Accept", "text/html").build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(HttpClient client, String path, String form) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> upload(
            HttpClient client, String token, String kind, String name, String content) throws Exception {
        String body = """
                --line
                Content-Disposition: form-data; name="kind"

                %s
                --line
                Content-Disposition: form-data; name="file"; filename="%s"
                Content-Type: text/csv

                """.formatted(kind, name).replace("\n", "\r\n") + content + "\r\n--line--\r\n";
        return client.send(
                HttpRequest.newBuilder(uri("/import?_csrf=" + encoded(token)))
                        .header("Content-Type", "multipart/form-data; boundary=line")
                        .header("Accept", "text/html")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return URI.create("http://127.0.0.1:" + port).resolve(path);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String csrf(String page) throws IOException {
        Matcher matcher = CSRF.matcher(page);
        if (!matcher.find()) throw new IOException("No token in the page");
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
