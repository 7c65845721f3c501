package valentine.feed;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A customer's own site, which answers as it was told and remembers who asked.
final class Blog implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /// @param repeated how often the body comes, one after the other
    record Page(int status, Map<String, String> headers, String body, int repeated) {}

    record Asked(String path, Headers headers) {}

    Blog() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(new Asked(path, exchange.getRequestHeaders()));
            Page page = pages.getOrDefault(path, new Page(404, Map.of(), "", 1));
            String etag = page.headers().get("ETag");
            boolean isKnown =
                    etag != null && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            page.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = page.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isKnown ? 304 : page.status(), isKnown ? -1 : 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; !isKnown && i < page.repeated(); i++) out.write(bytes);
            } catch (IOException _) {
                // They hung up.
            }
            exchange.close();
        });
        server.start();
    }

    String place() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url(String path) {
        return "http://" + place() + path;
    }

    void put(String path, String body) {
        put(path, 200, Map.of("Content-Type", "application/xml"), body);
    }

    void put(String path, int status, Map<String, String> headers, String body) {
        pages.put(path, new Page(status, headers, body, 1));
    }

    void endless(String path, String piece, int times) {
        pages.put(path, new Page(200, Map.of("Content-Type", "application/xml"), piece, times));
    }

    void remove(String path) {
        pages.remove(path);
    }

    List<Asked> asked(String path) {
        return asked.stream().filter(one -> one.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
