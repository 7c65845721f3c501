package valentine.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.Application;
import valentine.audit.Actor;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Door;
import valentine.channel.Intent;
import valentine.channel.Medium;
import valentine.channel.Outgoing;
import valentine.channel.ThreadId;
import valentine.channel.Verdict;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;

/// A running server with a chat for one site, visitors who come by HTTP, and us who answer by the door.
final class Room implements AutoCloseable {
    static final String SHOP = "https://shop.example";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TestDatabase database = TestDatabase.create();
    private final ConfigurableApplicationContext context = Application.serve(database.open(), "127.0.0.1", 0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final String key = "room-" + UUID.randomUUID();
    private final ConnectionId connection = connect(key, SHOP, Map.of(Visits.SECRET, "our secret"));

    /// An answer, with its JSON where it has any.
    record Answered(int status, JsonNode json, HttpResponse<String> response) {}

    ConnectionId connect(String named, String origins, Map<String, String> secrets) {
        Widget widget = new Widget(
                new ConnectionId(0),
                "Chat",
                named,
                List.of(origins.split("\n", -1)),
                Widget.GREETING,
                Widget.AWAY,
                false);
        return bean(Connections.class).connect(Medium.CHAT, "Chat", "", widget.settings(), secrets, Actor.CONSOLE);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    String key() {
        return key;
    }

    ConnectionId connection() {
        return connection;
    }

    String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort() + path;
    }

    HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url("/chat/" + key + path)))
                .timeout(Duration.ofSeconds(20))
                .header("Origin", SHOP);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Answered post(String path, String token, Map<String, ?> body) {
        return send(request(path, token).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Answered send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answered(
                    response.statusCode(), isJson ? JSON.readTree(response.body()) : JSON.createObjectNode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String visitor() {
        return post("/visitors", "", Map.of()).json().path("token").asString();
    }

    /// A message under a name of its own; returns the number of its line.
    long say(String token, String text) {
        return say(token, UUID.randomUUID().toString(), text)
                .json()
                .path("line")
                .asLong(-1);
    }

    Answered say(String token, String id, String text) {
        return post("/messages", token, Map.of("id", id, "text", text));
    }

    /// Answers the one who said this last.
    Verdict answer(String said, String answer) {
        record Place(ConnectionId connection, ThreadId thread, CustomerId customer, UUID id) {}
        Place place = jdbc().sql("""
                        SELECT v.connection, v.thread, v.customer, v.id FROM chat.visitor v
                        JOIN channel.arrival a ON a.thread = v.thread WHERE a.text = :said
                        """)
                .param("said", said)
                .query((row, _) -> new Place(
                        new ConnectionId(row.getInt("connection")),
                        new ThreadId(row.getLong("thread")),
                        new CustomerId(row.getLong("customer")),
                        row.getObject("id", UUID.class)))
                .single();
        Outgoing outgoing = new Outgoing(
                UUID.randomUUID().toString(),
                place.connection(),
                place.customer(),
                place.thread(),
                Visitor.handle(place.id()),
                List.of(),
                "",
                answer,
                null,
                List.of(),
                Intent.ANSWER,
                null,
                null,
                null);
        return bean(TransactionTemplate.class).execute(_ -> bean(Door.class).send(outgoing));
    }

    List<String> lines(String sql) {
        return jdbc().sql(sql).query((row, _) -> row.getString(1)).list();
    }

    long count(String sql) {
        return jdbc().sql(sql).query((row, _) -> row.getLong(1)).single();
    }

    /// An open widget.
    Listening listen(String token, long after) {
        return new Listening(token, after);
    }

    /// What comes by a stream, event by event.
    final class Listening implements AutoCloseable {
        private final InputStream body;
        private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
        private final Thread reader;

        private Listening(String token, long after) {
            HttpRequest.Builder request = request("/stream", token);
            if (after > 0) request.header("Last-Event-ID", Long.toString(after));
            try {
                HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
                if (response.statusCode() != 200) throw new IllegalStateException("Status " + response.statusCode());
                body = response.body();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            reader = Thread.ofVirtual().start(this::read);
        }

        /// The next event that says something of this name; what comes before is let go.
        JsonNode next(String name) {
            try {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
                while (System.nanoTime() < end) {
                    JsonNode event = events.poll(1, TimeUnit.SECONDS);
                    if (event != null && event.has(name)) return event.path(name);
                }
                throw new AssertionError("No " + name + " came");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        List<String> texts() {
            return next("lines")
                    .valueStream()
                    .map(line -> line.path("text").asString())
                    .toList();
        }

        private void read() {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("data: ")) events.add(JSON.readTree(line.substring(6)));
                }
            } catch (IOException _) {
                // Closed.
            }
        }

        @Override
        public void close() {
            try {
                body.close();
                reader.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        context.close();
        database.close();
    }
}
