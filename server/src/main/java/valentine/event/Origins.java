package valentine.event;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Pages of other origins, and whether they may send: by the origins of each source that runs in browsers.
public final class Origins {
    private Origins() {}

    /// A browser asks before it sends. It names no key yet, so any source that lets its origin will do; the message
    /// itself is held against its own source.
    static void preflight(List<Source> sources, HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.addHeader("Vary", "Origin");
        if (origin == null || sources.stream().noneMatch(source -> source.lets(origin))) return;
        allow(origin, response);
        response.setHeader("Access-Control-Allow-Methods", "POST");
        response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding");
        response.setHeader("Access-Control-Max-Age", "600");
    }

    /// Whether this may be taken from where it comes: a program says no origin, a page must be one of its source's.
    static boolean admit(Source source, HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        response.addHeader("Vary", "Origin");
        if (origin == null || source.kind() == Source.Kind.SERVER) return true;
        // The sender may read that it is not let in.
        allow(origin, response);
        return source.lets(origin);
    }

    /// Beacons are sent with credentials, although we ask for none.
    private static void allow(String origin, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.setHeader("Access-Control-Expose-Headers", "Retry-After");
    }

    /// An origin as browsers write it, of whatever address somebody types.
    public static Optional<String> of(String typed) {
        try {
            URI uri = URI.create(typed.strip().toLowerCase(Locale.ROOT));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getUserInfo() != null) return Optional.empty();
            int usual = uri.getScheme().equals("https") ? 443 : 80;
            String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
            return Optional.of(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
