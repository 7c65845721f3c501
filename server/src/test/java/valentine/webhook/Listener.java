package valentine.webhook;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A program of the firm that hears of what happens: it keeps what came and answers as it is told.
final class Listener implements AutoCloseable {
    private final HttpServer server;
    private volatile int status = 204;
    private volatile Map<String, String> headers = Map.of();

    /// @param signatures one or, after a rotation, two
    record Heard(String id, String timestamp, String signatures, String body) {}

    final List<Heard> heard = new CopyOnWriteArrayList<>();

    Listener() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var came = exchange.getRequestHeaders();
            heard.add(new Heard(
                    came.getFirst("webhook-id"),
                    came.getFirst("webhook-timestamp"),
                    came.getFirst("webhook-signature"),
                    body));
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    void says(int other, Map<String, String> more) {
        status = other;
        headers = more;
    }

    String place() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return "http://" + place() + "/hook";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
