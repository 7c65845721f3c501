package valentine.chat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Before the widget's own routes: which chat is meant, whether this page may show it, and what browsers must know.
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class ChatDoor extends OncePerRequestFilter {
    static final String SCRIPT = "/chat/widget.js";
    private static final String PREFIX = "/chat/";
    private static final String WIDGET = ChatDoor.class.getName();

    private final Widgets widgets;

    ChatDoor(Widgets widgets) {
        this.widgets = widgets;
    }

    static Widget widget(HttpServletRequest request) {
        return (Widget) request.getAttribute(WIDGET);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(PREFIX);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        // Pages that isolate themselves take nothing that does not say so.
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        if (request.getRequestURI().equals(SCRIPT)) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        Optional<Widget> widget = widgets.find(key(request));
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        // What is no page of another site says no origin; its token is what lets it in.
        boolean isLet = widget.isPresent() && (origin == null || widget.get().lets(origin));
        if (isLet && origin != null) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.RETRY_AFTER);
        }
        if (request.getMethod().equals("OPTIONS")) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
            response.setHeader(
                    HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                    "Authorization, Content-Type, Last-Event-ID, Cache-Control, Pragma");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "7200");
        } else if (isLet) {
            request.setAttribute(WIDGET, widget.get());
            chain.doFilter(request, response);
        } else {
            response.setStatus(widget.isEmpty() ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_FORBIDDEN);
            // A page that may not show the chat may know that.
            if (origin != null) response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
    }

    private static String key(HttpServletRequest request) {
        String rest = request.getRequestURI().substring(PREFIX.length());
        int end = rest.indexOf('/');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
