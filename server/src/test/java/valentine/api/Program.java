package valentine.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Another program that asks the API over HTTP, with a key or without.
final class Program implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String house;
    private final String key;

    Program(ConfigurableApplicationContext application, String key) {
        this.house = "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort();
        this.key = key;
    }

    /// An answer with its body read.
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }
    }

    Answer get(String path, String... headers) {
        return ask("GET", path, headers);
    }

    Answer ask(String method, String path, String... headers) {
        return ask(
                HttpRequest.newBuilder(URI.create(house + path)).method(method, HttpRequest.BodyPublishers.noBody()),
                headers);
    }

    Answer send(String path, String body) {
        return ask(HttpRequest.newBuilder(URI.create(house + path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer post(String path, String body, String... headers) {
        return ask(
                HttpRequest.newBuilder(URI.create(house + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    private Answer ask(HttpRequest.Builder request, String... headers) {
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
