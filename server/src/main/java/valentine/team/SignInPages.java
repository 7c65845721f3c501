package valentine.team;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import valentine.web.Pages;

/// Set-up, sign-in and sign-out.
@Controller
class SignInPages {
    private static final int DOORS_WATCHED = 10_000;
    private static final String WRONG = "That e-mail address and password do not belong together. Try again.";
    private static final String TOO_OFTEN = "Too many tries. Wait a minute and try again.";

    private final Members members;
    private final Firms firms;
    private final Pages pages;
    /// How often each address and each e-mail may still try; the oldest are forgotten.
    private final Map<String, Bucket> tries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > DOORS_WATCHED;
        }
    };

    SignInPages(Members members, Firms firms, Pages pages) {
        this.members = members;
        this.firms = firms;
        this.pages = pages;
    }

    record SetUpPage(
            String link,
            String name,
            String email,
            String firm,
            String currency,
            String zone,
            @Nullable String problem) {}

    record SignInPage(String email, String next, @Nullable String problem) {}

    record LinkPage(String link, boolean good) {}

    record SetUp(String name, String email, String password, String firm, String currency, String zone) {}

    @GetMapping("/set-up/{link}")
    ModelAndView setUp(@PathVariable String link) {
        if (!members.good(link, "set-up")) {
            return pages.page("team/link-over", "set-up");
        }
        return pages.page(
                "team/set-up",
                new SetUpPage(link, "", "", "", "EUR", ZoneId.systemDefault().getId(), null));
    }

    @PostMapping("/set-up/{link}")
    ModelAndView setUp(
            @PathVariable String link, SetUp form, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> problem = problemOf(form);
        if (problem.isPresent()) {
            ModelAndView again = pages.page(
                    "team/set-up",
                    new SetUpPage(
                            link, form.name(), form.email(), form.firm(), form.currency(), form.zone(), problem.get()));
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        Optional<Member> owner = members.setUp(link, form.email(), form.name(), form.password());
        if (owner.isEmpty()) {
            return pages.page("team/link-over", "set-up");
        }
        firms.change(new Firm(
                form.firm().strip(),
                Currency.getInstance(form.currency()),
                ZoneId.of(form.zone()),
                firms.ours().horizonDays()));
        open(owner.get(), request, response);
        return new ModelAndView("redirect:/");
    }

    @GetMapping("/sign-in")
    ModelAndView signIn(@RequestParam(defaultValue = "/") String next, HttpServletRequest request) {
        if (request.getUserPrincipal() != null) {
            return new ModelAndView("redirect:/");
        }
        return pages.page("team/sign-in", new SignInPage("", next, null));
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(
            @RequestParam String email,
            @RequestParam String password,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!mayTry("address " + request.getRemoteAddr(), 30) || !mayTry("e-mail " + Members.normal(email), 10)) {
            return refused(email, next, TOO_OFTEN, HttpStatus.TOO_MANY_REQUESTS);
        }
        Optional<Member> member = members.signIn(email, password);
        if (member.isEmpty()) {
            return refused(email, next, WRONG, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        open(member.get(), request, response);
        return new ModelAndView("redirect:" + ownPath(next));
    }

    @GetMapping("/sign-in/{link}")
    ModelAndView signInLink(@PathVariable String link) {
        return members.good(link, "sign-in")
                ? pages.page("team/sign-in-link", new LinkPage(link, true))
                : pages.page("team/link-over", "sign-in");
    }

    @PostMapping("/sign-in/{link}")
    ModelAndView signInByLink(@PathVariable String link, HttpServletRequest request, HttpServletResponse response) {
        Optional<Member> member = members.signIn(link);
        if (member.isEmpty()) {
            return pages.page("team/link-over", "sign-in");
        }
        open(member.get(), request, response);
        return new ModelAndView("redirect:/");
    }

    @PostMapping("/sign-out")
    ModelAndView signOut(
            @CookieValue(name = Doors.SESSION_COOKIE, required = false) @Nullable String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (token != null) {
            members.endSession(token);
        }
        response.addCookie(cookie("", request, Duration.ZERO));
        return new ModelAndView("redirect:/sign-in");
    }

    private ModelAndView refused(String email, String next, String problem, HttpStatus status) {
        ModelAndView again = pages.page("team/sign-in", new SignInPage(email, next, problem));
        again.setStatus(status);
        return again;
    }

    private void open(Member member, HttpServletRequest request, HttpServletResponse response) {
        response.addCookie(cookie(members.startSession(member).text(), request, Members.SESSION));
    }

    private static Cookie cookie(String value, HttpServletRequest request, Duration life) {
        Cookie cookie = new Cookie(Doors.SESSION_COOKIE, value);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setPath("/");
        cookie.setMaxAge((int) life.toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    private boolean mayTry(String door, int perMinute) {
        synchronized (tries) {
            return tries.computeIfAbsent(
                            door,
                            _ -> Bucket.builder()
                                    .addLimit(Bandwidth.builder()
                                            .capacity(perMinute)
                                            .refillGreedy(perMinute, Duration.ofMinutes(1))
                                            .build())
                                    .build())
                    .tryConsume(1);
        }
    }

    /// Only a path of our own: `//host` and `/\host` would lead elsewhere.
    static String ownPath(String next) {
        return next.matches("/(?![/\\\\])[\\w\\-./]*") ? next : "/";
    }

    private static Optional<String> problemOf(SetUp form) {
        if (form.name().isBlank() || form.name().length() > 80) {
            return Optional.of("Tell us your name, in at most 80 characters.");
        }
        if (!form.email().strip().matches("[^\\s@]{1,64}@[^\\s@]{1,180}")) {
            return Optional.of("That e-mail address is not complete.");
        }
        if (form.password().length() < Members.SHORTEST_PASSWORD) {
            return Optional.of("The password needs at least " + Members.SHORTEST_PASSWORD + " characters.");
        }
        if (form.password().length() > Members.LONGEST_PASSWORD) {
            return Optional.of("The password may have at most " + Members.LONGEST_PASSWORD + " characters.");
        }
        return problemOf(form.firm(), form.currency(), form.zone());
    }

    static Optional<String> problemOf(String firm, String currency, String zone) {
        if (firm.isBlank() || firm.strip().length() > 80) {
            return Optional.of("Tell us the name of your firm, in at most 80 characters.");
        }
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
            return Optional.of("Choose a currency from the list.");
        }
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            return Optional.of("Choose a time zone from the list.");
        }
        return Optional.empty();
    }
}
