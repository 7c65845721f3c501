package valentine.transparency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import valentine.customer.CustomerId;
import valentine.team.Keys;
import valentine.team.Member;

/// Records who opens a customer's page or reads it by the API, before anything is shown: what cannot be recorded is not
/// shown. A list records each customer on it where it is made.
@Configuration
@ConditionalOnWebApplication
class UseRecording implements WebMvcConfigurer {
    private static final Pattern ONE = Pattern.compile("/(api/)?customers/(\\d{1,18})(/[a-z-]+(/\\d{1,18})?)?");
    private static final List<Category> PAGE = List.of(
            Category.CONTACT,
            Category.TRAITS,
            Category.PURCHASES,
            Category.MESSAGES,
            Category.FEEDBACK,
            Category.STANDING);
    private static final List<Category> TIMELINE = List.of(Category.PURCHASES, Category.MESSAGES, Category.BEHAVIOUR);

    private final DataUses uses;

    UseRecording(DataUses uses) {
        this.uses = uses;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Recorder())
                .addPathPatterns("/customers/*", "/customers/*/timeline", "/api/customers/**");
    }

    private final class Recorder implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            Optional<String> by = by(request);
            if (by.isEmpty() || !request.getMethod().equals("GET")) return true;
            String path = request.getRequestURI();
            Matcher one = ONE.matcher(path);
            if (one.matches()) {
                List<Category> what = one.group(3) == null ? PAGE : TIMELINE;
                DataUses.Act act = one.group(1) == null ? DataUses.Act.OPENED : DataUses.Act.READ;
                CustomerId customer = new CustomerId(Long.parseLong(one.group(2)));
                uses.record(new DataUses.Use(
                        customer, act, what, Purposes.SERVICE, by.get(), "", request(request, by.get())));
            }
            return true;
        }
    }

    private static Optional<String> by(HttpServletRequest request) {
        if (!(request.getUserPrincipal() instanceof Authentication authentication)) return Optional.empty();
        return switch (authentication.getPrincipal()) {
            case Member member -> Optional.of("member " + member.id().value());
            case Keys.Holder holder -> Optional.of("key " + holder.id().value());
            case null, default -> Optional.empty();
        };
    }

    /// Who repeats a request under its number uses the data once.
    static String request(HttpServletRequest request, String by) {
        String given = request.getHeader("X-Request-Id");
        return given == null || !given.matches("[\\w.:-]{8,100}")
                ? UUID.randomUUID().toString()
                : by + " " + request.getRequestURI() + " " + given;
    }
}
