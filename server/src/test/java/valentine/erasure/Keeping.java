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
import java.util.Set;
import java.util.TreeSet;
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

    // Every text, list or JSON of a table as text, bytes as far as they can be read.
    private static final String COLUMNS = """
            SELECT c.table_schema || '.' || c.table_name AS place, c.column_name AS name, c.udt_name AS type
            FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
              AND c.udt_name IN ('text', 'varchar', 'bpchar', 'jsonb', 'json', 'bytea', '_text', '_varchar')
            ORDER BY 1, 2
            """;

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
        stop();
        start();
    }

    void stop() {
        context.close();
    }

    void start() {
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

    /// Somebody about whom messages and files tell, the well-formed and the others.
    void comeIn(String name, String id) {
        String messages =
                """
                {"type":"identify","messageId":"%2$s-i","userId":"%2$s-1","anonymousId":"visitor-%2$s",\
                "traits":{"name":"%1$s Smith","email":"%2$s@example.com","phone":"+44 20 7946 0001","hobby":"%2$s songs"}}
                {"type":"track","messageId":"%2$s-t","userId":"%2$s-1","event":"Order Completed",\
                "properties":{"order_id":"%2$s-o","total":24.9,"note":"for %2$s"},"context":{"page":{"path":"/%2$s"}}}
                {"type":"track","messageId":"%2$s-f","userId":"%2$s-1","event":"Feedback Given %2$s","properties":{"a":1}}
                {"type":"page","messageId":"%2$s-p","anonymousId":"visitor-%2$s","name":"Home of %2$s"}
                {"type":"track","messageId":"%2$s-r","userId":"%2$s-1"}
                """.formatted(name, id).replace("+44 20 7946 0001", id.equals("canary") ? "+44 20 7946 0001" : "");
        send(messages.strip().lines().toList());
        send(messages.strip().lines().toList().get(1));
        bring(
                Kind.INTERACTIONS,
                List.of(
                        "customer id,date,type,text,score",
                        id + "-1,2026-03-03,survey answer,I like it says " + id + ",9",
                        id + "-1,not a day of " + id + "-1,survey answer,I like it says " + id + ",9"));
        bring(
                Kind.CUSTOMERS,
                List.of("customer id,name,email", id + "-1," + name + " Smith,mail to " + id + "@example.com"));
        bring(
                Kind.ORDERS,
                List.of(
                        "order id,customer id,date,amount,product",
                        id + "-o2," + id + "-1,2026-03-04,12.50,A cage for " + id,
                        id + "-o3," + id + "-1,the day of " + id + "-1,12.50,A cage for " + id));
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

    /// Where a canary stands.
    Set<String> places() {
        return places(jdbc());
    }

    static Set<String> places(JdbcClient jdbc) {
        Set<String> places = new TreeSet<>();
        jdbc.sql(COLUMNS).query(row -> {
            String column = '"' + row.getString("name") + '"';
            String text =
                    row.getString("type").equals("bytea") ? "encode(" + column + ", 'escape')" : column + "::text";
            long hits = jdbc.sql(
                            "SELECT count(*) FROM " + row.getString("place") + " WHERE " + text + " ILIKE '%canary%'")
                    .query((hit, _) -> hit.getLong(1))
                    .single();
            if (hits > 0) places.add(row.getString("place") + "." + row.getString("name"));
        });
        return places;
    }

    @Override
    public void close() {
        client.close();
        context.close();
        database.close();
    }
}
