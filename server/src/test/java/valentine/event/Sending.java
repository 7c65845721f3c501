package valentine.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.Application;
import valentine.audit.Actor;
import valentine.db.TestDatabase;

/// A running server with one source of each kind, and programs that send to it.
final class Sending implements AutoCloseable {
    static final String SHOP = "https://shop.example";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TestDatabase database = TestDatabase.create();
    private final ConfigurableApplicationContext context = Application.serve(database.open(), "127.0.0.1", 0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Sources.Made server = sources()
            .make("Our shop", Source.Kind.SERVER, List.of(), Actor.CONSOLE)
            .orElseThrow();
    private final Sources.Made browser = sources()
            .make("Our pages", Source.Kind.BROWSER, List.of(SHOP), Actor.CONSOLE)
            .orElseThrow();

    /// An answer, with its JSON.
    record Answered(int status, JsonNode json, HttpResponse<String> response) {
        int accepted() {
            return json.path("accepted").asInt(-1);
        }

        int duplicates() {
            return json.path("duplicates").asInt(-1);
        }

        List<String> reasons() {
            return json.path("rejected")
                    .valueStream()
                    .map(one -> one.path("reason").asString())
                    .toList();
        }
    }

    Sources sources() {
        return context.getBean(Sources.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    TestDatabase database() {
        return database;
    }

    Source server() {
        return server.source();
    }

    Source browser() {
        return browser.source();
    }

    String key() {
        return server.key();
    }

    String browserKey() {
        return browser.key();
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort() + path;
    }

    /// By the server's key.
    Answered send(String path, String body) {
        return send(request(path, body).header("Authorization", basic(key())));
    }

    Answered batch(String... messages) {
        return send("/v1/batch", "{\"batch\":[" + String.join(",", messages) + "]}");
    }

    HttpRequest.Builder request(String path, String body) {
        return request(path, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder request(String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
    }

    Answered send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Answered(
                    response.statusCode(),
                    type.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode(),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// What stands in the history, one line each, in the order of their numbers.
    List<String> history() {
        return lines("""
                SELECT concat_ws(' | ', i.message_id, i.kind, i.title, trim_scale(i.amount), i.currency)
                FROM history.interaction i ORDER BY i.message_id
                """);
    }

    List<String> lines(String sql) {
        return jdbc().sql(sql).query((row, _) -> row.getString(1)).list();
    }

    long count(String sql) {
        return jdbc().sql(sql).query((row, _) -> row.getLong(1)).single();
    }

    @Override
    public void close() {
        client.close();
        context.close();
        database.close();
    }
}
