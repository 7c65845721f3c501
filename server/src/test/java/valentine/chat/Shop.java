package valentine.chat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A page of another site, whose style is hostile and whose policy is strict, with the line of a chat in it.
public final class Shop implements AutoCloseable {
    private final HttpServer server;
    private final List<String> complaints = new ArrayList<>();
    private volatile String snippet = "";

    /// @param valentine where the chat comes from
    public Shop(String valentine) {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            byte[] html = page().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'nonce-shop'; script-src " + valentine + "; connect-src "
                                    + valentine + "; require-trusted-types-for 'script'");
            exchange.getResponseHeaders().set("Cross-Origin-Embedder-Policy", "require-corp");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
        });
        server.start();
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void paste(String line) {
        snippet = line;
    }

    /// What the visitor's browser complained about.
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    public Page open(BrowserContext visit) {
        Page page = visit.newPage();
        page.onConsoleMessage(message -> {
            boolean isLost = message.text().contains("ERR_INTERNET_DISCONNECTED");
            if (message.type().equals("error") && !isLost) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> complaints.add("A dialog: " + dialog.message()));
        page.navigate(origin() + "/cups");
        return page;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String page() {
        return """
                <!doctype html><html lang="en"><head><title>Cups</title><meta name="viewport" content="width=device-width">
                <style nonce="shop">
                * { font: 9px serif; letter-spacing: 3px }
                body { background: #fdf6e3; color: #222; font: 16px/1.5 Georgia, serif; margin: 40px }
                button, ol, li, div, form, valentine-chat { display: none !important; position: static !important; opacity: 0 !important }
                div, section, p { text-transform: uppercase }
                @media (prefers-color-scheme: dark) { body { background: #222; color: #eee } }
                </style></head><body><main><h1>Cups of the sea</h1><p>Blue, thrown by hand, one at a time.</p></main>
                """ + snippet + "</body></html>";
    }
}
