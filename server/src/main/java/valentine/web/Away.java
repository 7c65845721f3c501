package valentine.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import valentine.db.Outage;
import valentine.db.Patience;

/// Lets nobody wait long for a database that does not answer, and says when to come again.
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE)
class Away extends OncePerRequestFilter {
    private static final Logger LOGGER = LoggerFactory.getLogger(Away.class);

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Patience _ = Patience.begin()) {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            Outage outage = Outage.of(e).orElse(null);
            if (outage == null || response.isCommitted()) throw e;
            LOGGER.warn("{} {} was turned away: {}", request.getMethod(), withoutSecrets(request), e.getMessage());
            turnAway(response, outage);
        }
    }

    /// A path may end in what lets somebody in.
    private static String withoutSecrets(HttpServletRequest request) {
        return request.getRequestURI().replaceAll("[A-Za-z0-9_-]{40,}", "…");
    }

    private static void turnAway(HttpServletResponse response, Outage outage) throws IOException {
        HttpStatus status = switch (outage) {
            case AWAY -> HttpStatus.SERVICE_UNAVAILABLE;
            case DISK_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
        };
        response.setHeader(HttpHeaders.RETRY_AFTER, outage == Outage.AWAY ? "2" : "30");
        response.sendError(status.value());
    }
}
