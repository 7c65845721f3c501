package valentine.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.web.filter.OncePerRequestFilter;
import valentine.team.Firms;
import valentine.team.Keys;
import valentine.team.Member;
import valentine.team.Permissions;
import valentine.team.Sessions;
import valentine.web.Pages;

/// Which doors are open to whom: everything is closed but what stands here.
@Configuration
@ConditionalOnWebApplication
class Doors {
    @Bean
    SecurityFilterChain openDoors(HttpSecurity http, Sessions sessions, Keys keys, Firms firms) throws Exception {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true));
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Every request signs in anew by its cookie; a new token each time would shut the forms already open.
                .csrf(csrf -> csrf.csrfTokenRepository(tokens)
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy())
                        // Programs come with a key that no browser adds by itself, other services with a signature;
                        // mail programs end a subscription for their reader.
                        .ignoringRequestMatchers("/api/**", "/hooks/**", "/unsubscribe/*"))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .httpBasic(basic -> basic.disable())
                .formLogin(form -> form.disable())
                .headers(headers -> headers.frameOptions(frame -> frame.deny()))
                .addFilterBefore(new BySessionCookie(sessions, firms), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new KeyDoor(keys), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((authentication, context) -> new AuthorizationDecision(
                                mayPass(authentication.get().getPrincipal(), context.getRequest()))))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, _) -> toTheDoor(request, response))
                        .accessDeniedHandler((request, response, _) -> refuse(request, response)))
                .build();
    }

    private static boolean mayPass(@Nullable Object principal, HttpServletRequest request) {
        return permission(request)
                .filter(permission -> permission.who().lets(principal))
                .isPresent();
    }

    private static Optional<Permissions.Permission> permission(HttpServletRequest request) {
        return Permissions.of(
                HttpMethod.valueOf(request.getMethod()),
                RequestPath.parse(request.getRequestURI(), request.getContextPath())
                        .pathWithinApplication());
    }

    /// Whether a page should offer this member a route, such as `POST /settings`.
    private static boolean mayTake(Member member, String route) {
        String[] parts = route.split(" ", 2);
        return Permissions.of(HttpMethod.valueOf(parts[0]), PathContainer.parsePath(parts[1]))
                .filter(permission -> permission.who().lets(member))
                .isPresent();
    }

    private static void toTheDoor(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accept = String.valueOf(request.getHeader("Accept"));
        if (KeyDoor.isApi(request)) {
            KeyDoor.unknown(response);
        } else if (!request.getMethod().equals("GET") || !accept.contains("text/html")) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.sendRedirect(
                    "/sign-in?next=" + URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8));
        }
    }

    /// Who is signed in hears the truth about a route that does not exist; nobody else does.
    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (permission(request).isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (KeyDoor.isApi(request)) {
            KeyDoor.refused(response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static final class BySessionCookie extends OncePerRequestFilter {
        private final Sessions sessions;
        private final Firms firms;

        private BySessionCookie(Sessions sessions, Firms firms) {
            this.sessions = sessions;
            this.firms = firms;
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            String path = request.getRequestURI();
            return path.startsWith("/assets/") || path.startsWith("/webjars/") || saysThatTheDatabaseIsAway(request);
        }

        private static boolean saysThatTheDatabaseIsAway(HttpServletRequest request) {
            Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            return status instanceof Integer code
                    && (code == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                            || code == HttpStatus.INSUFFICIENT_STORAGE.value());
        }

        @Override
        protected boolean shouldNotFilterErrorDispatch() {
            return false;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Entry.token(request, Entry.SESSION).flatMap(sessions::of).ifPresent(member -> {
                var role = new SimpleGrantedAuthority("ROLE_" + member.role().name());
                SecurityContextHolder.getContext()
                        .setAuthentication(new PreAuthenticatedAuthenticationToken(member, "", List.of(role)));
                Pages.firm(request, firms.ours().name());
                Pages.gate(request, route -> mayTake(member, route));
            });
            chain.doFilter(request, response);
        }
    }
}
