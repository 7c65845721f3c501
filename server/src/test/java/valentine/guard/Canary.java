package valentine.guard;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on every address of this machine that nobody may reach: it counts who does.
final class Canary implements AutoCloseable {
    private final AtomicInteger hits = new AtomicInteger();
    private final HttpServer server;

    Canary() {
        try {
            server = HttpServer.create(new InetSocketAddress("::", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            hits.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    int hits() {
        return hits.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
