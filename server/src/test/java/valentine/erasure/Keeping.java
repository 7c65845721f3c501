package valentine.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.Application;
import valentine.audit.Actor;
import valentine.csv.Correction;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.db.TestDatabase;
import valentine.event.Source;
import valentine.event.Sources;
import valentine.intake.Import;
import valentine.intake.Imports;

/// A running firm that keeps things of people who come by messages and by files.
final class Keeping implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TestDatabase database = TestDatabase.create();
    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context = Application.serve(database.open(), "127.0.0.1", 0);
    private final String key = bean(Sources.class)
            .make("Our shop", Source.Kind.SERVER, List.of(), Actor.CONSOLE)
            .orElseThrow()
            .key();

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    TestDatabase database() {
        return database;
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    Erasures erasures() {
        return bean(Erasures.class);
    }

    /// Ends as if it were killed, and starts anew over the same database.
    void startAnew() {
        context.close();
        context = Application.serve(database.open(), "127.0.0.1", 0);
    }

    String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort() + path;
    }

    /// What was accepted, and why the others were not.
    record Answered(int accepted, int duplicates, List<String> reasons) {}

    Answered send(String... messages) {
        return send(List.of(messages));
    }

    Answered send(List<String> messages) {
        String body = "{\"batch\":[" + String.join(",", messages) + "]}";
        String secret = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url("/v1/batch")))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + secret)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            JsonNode answer =
                    JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
            List<String> reasons = new ArrayList<>();
            answer.path("rejected")
                    .forEach(one -> reasons.add(one.path("reason").asString()));
            return new Answered(
                    answer.path("accepted").asInt(-1), answer.path("duplicates").asInt(-1), reasons);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Import bring(Kind kind, List<String> lines) {
        try {
            Path path = Files.createTempFile(kind.word(), ".csv");
            Files.writeString(path, String.join("\n", lines) + "\n");
            CsvFile file = CsvFile.open(path);
            if (!(Mapping.guess(kind, file).correct(List.of()) instanceof Correction.Corrected(Mapping mapping))) {
                throw new IllegalStateException("The corrections are wrong");
            }
            Imports imports = bean(Imports.class);
            Import begun = imports.begin(kind, "people.csv");
            Import done = imports.run(begun.id(), file, mapping, List.of(), _ -> {});
            Files.delete(path);
            return done;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CustomerId customer(String id) {
        return bean(Handles.class).owner(Handle.id(id).orElseThrow()).orElseThrow();
    }

    Erasure erase(CustomerId customer) {
        return erasures().finish(erasures().begin(customer, Erasure.Why.REQUEST, null));
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
