package valentine.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;
import valentine.team.Keys;
import valentine.web.Limiter;

/// Lets programs into the API by their key: as Bearer, or as the name or password of Basic.
final class KeyDoor extends OncePerRequestFilter {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private final Keys keys;
    private final Limiter wrongTries = new Limiter(30, Duration.ofMinutes(1));
    private final Limiter requests = new Limiter(6_000, Duration.ofMinutes(1));

    KeyDoor(Keys keys) {
        this.keys = keys;
    }

    static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isApi(request) || request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String remote = Limiter.remote(request);
        Duration locked = wrongTries.wait(remote);
        if (!locked.isZero()) {
            tooMany(response, locked, "Too many wrong keys came from your address.");
            return;
        }
        Optional<Keys.Holder> holder = holder(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (holder.isEmpty()) {
            wrongTries.spend(remote);
            unknown(response);
            return;
        }
        Duration wait = requests.spend(holder.get().getName());
        if (!wait.isZero()) {
            tooMany(response, wait, "This key may ask 6,000 times a minute.");
            return;
        }
        SecurityContextHolder.getContext()
                .setAuthentication(new PreAuthenticatedAuthenticationToken(holder.get(), "", List.of()));
        chain.doFilter(request, response);
    }

    private Optional<Keys.Holder> holder(@Nullable String header) {
        return texts(String.valueOf(header)).stream()
                .flatMap(text -> keys
                        .find(Keys.Purpose.SECRET, text)
                        .map(id -> new Keys.Holder(id, Keys.Purpose.SECRET))
                        .or(() -> keys.find(Keys.Purpose.WORK, text).map(id -> new Keys.Holder(id, Keys.Purpose.WORK)))
                        .or(() -> keys.recognise(Keys.Purpose.WRITE, text)
                                .map(id -> new Keys.Holder(id, Keys.Purpose.WRITE)))
                        .stream())
                .findFirst();
    }

    private static List<String> texts(String header) {
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return List.of(header.substring(7).strip());
        }
        if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String pair = new String(
                        Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
                return List.of(pair.split(":", 2));
            } catch (IllegalArgumentException _) {
                return List.of();
            }
        }
        return List.of();
    }

    /// Nobody we know: no key, or one that is wrong or was revoked.
    static void unknown(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Valentine\"");
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Valentine\"");
        problem(
                response,
                HttpStatus.UNAUTHORIZED,
                "No key that we know",
                "Send a secret key as the bearer token. Keys are made under Settings, Keys.");
    }

    static void refused(HttpServletResponse response) throws IOException {
        problem(
                response,
                HttpStatus.FORBIDDEN,
                "This key may not do that",
                "Secret keys read what /api/docs names, work keys also make and end promises, write keys only send.");
    }

    private static void tooMany(HttpServletResponse response, Duration wait, String why) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Limiter.seconds(wait));
        problem(
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "Too often",
                why + " Wait as long as Retry-After says, in seconds.");
    }

    private static void problem(HttpServletResponse response, HttpStatus status, String title, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
