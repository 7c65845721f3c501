package valentine.chat;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import valentine.web.Limiter;

/// Knows a visitor by the token that his widget shows; whoever guesses is soon not listened to.
@Component("chatGuests")
@ConditionalOnWebApplication
class Guests {
    private static final String BEARER = "Bearer ";

    private final Visits visits;
    private final Limiter strangers = new Limiter(60, Duration.ofMinutes(1));

    Guests(Visits visits) {
        this.visits = visits;
    }

    Optional<Visitor> of(HttpServletRequest request) {
        String header = String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (!header.startsWith(BEARER)
                || !strangers.wait(Limiter.remote(request)).isZero()) return Optional.empty();
        Optional<Visitor> visitor = visits.of(header.substring(BEARER.length()), ChatDoor.widget(request));
        // Only who knows no token uses up his tries.
        if (visitor.isEmpty()) strangers.spend(Limiter.remote(request));
        return visitor;
    }
}
