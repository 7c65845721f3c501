package valentine.factor;

import java.util.Locale;
import java.util.Set;

/// Where a browser found us: passkeys belong to one name.
///
/// @param host the name in the address bar, without port
/// @param port as the browser sees it
public record Site(String host, int port) {
    public Site {
        host = host.toLowerCase(Locale.ROOT);
    }

    /// Browsers make passkeys for names only, and only where the connection is safe.
    public boolean canHavePasskeys() {
        return host.matches("[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?") && !host.matches("[0-9.]+");
    }

    Set<String> origins() {
        // Whoever ends TLS before us hands the name on, but speaks plainly with us.
        return isLocal()
                ? Set.of("http://" + host + ":" + port, "https://" + host + ":" + port, "http://" + host)
                : Set.of("https://" + host, "https://" + host + ":" + port);
    }

    private boolean isLocal() {
        return host.equals("localhost") || host.endsWith(".localhost");
    }
}
