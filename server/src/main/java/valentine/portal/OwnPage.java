package valentine.portal;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.team.Brand;
import valentine.team.Brands;
import valentine.team.Firms;
import valentine.web.Limiter;
import valentine.web.Moment;
import valentine.web.Pages;

/// The customer's own page, from asking for a link to leaving.
@Controller
class OwnPage {
    /// What one connection may ask, and what may be asked for one address, before the same answer means nothing.
    private final Limiter askers = new Limiter(5, Duration.ofMinutes(10));

    private final Limiter addresses = new Limiter(3, Duration.ofHours(1));
    private final Limiter tries = new Limiter(30, Duration.ofMinutes(1));

    private final Askings askings;
    private final OwnLinks links;
    private final OwnSessions sessions;
    private final Corrections corrections;
    private final Customers customers;
    private final List<OwnPart> parts;
    private final Firms firms;
    private final Brands brands;
    private final Pages pages;

    OwnPage(
            Askings askings,
            OwnLinks links,
            OwnSessions sessions,
            Corrections corrections,
            Customers customers,
            List<OwnPart> parts,
            Firms firms,
            Brands brands,
            Pages pages) {
        this.askings = askings;
        this.links = links;
        this.sessions = sessions;
        this.corrections = corrections;
        this.customers = customers;
        this.parts =
                parts.stream().sorted(Comparator.comparingInt(OwnPart::order)).toList();
        this.firms = firms;
        this.brands = brands;
        this.pages = pages;
    }

    /// What surrounds each of these pages.
    record House(String firm, Brand brand) {}

    record Asking(House house, String email, @Nullable String problem) {}

    /// A page of one button or none.
    ///
    /// @param action where the button leads; null where there is nothing to do
    record Word(
            House house,
            String title,
            List<String> paragraphs,
            @Nullable String action,
            @Nullable String button) {}

    record Page(
            House house,
            String name,
            boolean madeByUs,
            List<Content> parts,
            List<Corrections.Correction> corrections,
            @Nullable String notice) {}

    @GetMapping("/me")
    ModelAndView show(@RequestParam(defaultValue = "") String done, HttpServletRequest request) {
        return Visiting.token(request)
                .flatMap(sessions::of)
                .map(visitor -> page(visitor, done, request))
                .orElseGet(() -> pages.page("portal/ask", new Asking(house(), "", null)));
    }

    /// Says the same to everybody, at the same pace.
    @PostMapping("/me")
    ModelAndView ask(
            @RequestParam(defaultValue = "") String email, HttpServletRequest request, HttpServletResponse response) {
        Duration wait = askers.spend(Limiter.remote(request));
        if (!wait.isZero()) return tooOften(wait, response);
        Optional<Handle> address = Handle.email(email);
        if (address.isEmpty()) {
            ModelAndView again = pages.page(
                    "portal/ask",
                    new Asking(house(), email, "That does not look like an e-mail address. Look again, please."));
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        String text = address.get().value();
        if (addresses.spend(text).isZero()) askings.ask(text);
        return pages.page(
                "portal/word",
                new Word(
                        house(),
                        "Look into your mailbox",
                        List.of(
                                "If we know this address, a letter with a link is on its way. The link works once, for "
                                        + OwnLinks.MAILED.toMinutes() + " minutes.",
                                "Nothing came? Look into the spam folder, or try another address of yours that we may know."),
                        null,
                        null));
    }

    /// Opens nothing yet: programs look into letters too.
    @GetMapping("/me/{token}")
    ModelAndView door(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        Duration wait = tries.spend(Limiter.remote(request));
        if (!wait.isZero()) return tooOften(wait, response);
        return links.find(token, OwnLinks.Purpose.PAGE)
                .map(_ -> pages.page(
                        "portal/word",
                        new Word(
                                house(),
                                "Your page",
                                List.of("One press, and you see what we know about you."),
                                "/me/" + token,
                                "Open my page")))
                .orElseGet(this::over);
    }

    @PostMapping("/me/{token}")
    ModelAndView enter(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        Duration wait = tries.spend(Limiter.remote(request));
        if (!wait.isZero()) return tooOften(wait, response);
        Optional<String> session = sessions.start(token);
        if (session.isEmpty()) return over();
        Visiting.set(request, response, session.get(), OwnSessions.LIFE);
        return new ModelAndView("redirect:/me");
    }

    @PostMapping("/me/leaving")
    ModelAndView leave(HttpServletRequest request, HttpServletResponse response) {
        Visiting.token(request).ifPresent(sessions::end);
        Visiting.set(request, response, "", Duration.ZERO);
        return pages.page(
                "portal/word", new Word(house(), "Goodbye", List.of("Nobody sees your page now."), null, null));
    }

    @PostMapping("/me/corrections")
    ModelAndView correct(
            @RequestParam(defaultValue = "") String field,
            @RequestParam(defaultValue = "") String said,
            HttpServletRequest request) {
        Optional<OwnSessions.Visitor> visitor = Visiting.token(request).flatMap(sessions::of);
        if (visitor.isEmpty()) return over();
        String text = said.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E]+", " ")
                .strip();
        if (!List.of("name", "e-mail", "phone", "something else").contains(field)
                || text.isEmpty()
                || text.length() > Corrections.LONGEST) {
            return done("nothing");
        }
        if (!field.equals("e-mail")) {
            return done(corrections.ask(visitor.get().customer(), field, text) ? "corrected" : "enough");
        }
        Optional<Handle> address = Handle.email(text);
        if (address.isEmpty()) return done("nothing");
        if (addresses.spend(address.get().value()).isZero()) {
            corrections.proveAddress(visitor.get().customer(), address.get());
        }
        return done("prove");
    }

    @GetMapping("/me/address/{token}")
    ModelAndView address(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        Duration wait = tries.spend(Limiter.remote(request));
        if (!wait.isZero()) return tooOften(wait, response);
        return links.find(token, OwnLinks.Purpose.ADDRESS)
                .map(_ -> pages.page(
                        "portal/word",
                        new Word(
                                house(),
                                "Is this address yours?",
                                List.of("Press the button, and we know you by this address too."),
                                "/me/address/" + token,
                                "Yes, it is mine")))
                .orElseGet(this::over);
    }

    @PostMapping("/me/address/{token}")
    ModelAndView proven(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        Duration wait = tries.spend(Limiter.remote(request));
        if (!wait.isZero()) return tooOften(wait, response);
        if (!corrections.addressProven(token)) return over();
        return pages.page(
                "portal/word",
                new Word(house(), "Thank you", List.of("We know now that this address is yours."), null, null));
    }

    private ModelAndView page(OwnSessions.Visitor visitor, String done, HttpServletRequest request) {
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        String token = csrf == null ? "" : csrf.getToken();
        return pages.page(
                "portal/page",
                new Page(
                        house(),
                        customers
                                .card(visitor.customer())
                                .map(card -> card.name())
                                .orElse(""),
                        visitor.madeBy() != null,
                        parts.stream()
                                .flatMap(part -> part.show(visitor.customer(), token).stream())
                                .toList(),
                        corrections.of(visitor.customer()),
                        notice(done)));
    }

    private static @Nullable String notice(String done) {
        return switch (done) {
            case "corrected" -> "Thank you. One of us looks at it, and you see here what became of it.";
            case "prove" ->
                "A letter is on its way to the new address. Once you press the button in it, we know it is yours.";
            case "enough" -> "We still look at what you told us before.";
            case "nothing" -> "We could not read that. Nothing was changed.";
            case "saved" -> "Saved. It holds from this moment.";
            case "sure" -> "Tick the box first, so that it does not happen by mistake.";
            case "asked" -> "We have your request. Below you see by when you hear from us.";
            default -> null;
        };
    }

    private static ModelAndView done(String what) {
        return new ModelAndView("redirect:/me?done=" + what);
    }

    /// The same for a link that is wrong, used, late or for something else.
    private ModelAndView over() {
        ModelAndView view = pages.page(
                "portal/word",
                new Word(
                        house(),
                        "This link opens nothing",
                        List.of(
                                "It may have been used, or too much time has passed. Ask for a new one: that takes a minute."),
                        null,
                        null));
        view.setStatus(HttpStatus.NOT_FOUND);
        return view;
    }

    private ModelAndView tooOften(Duration wait, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Limiter.seconds(wait));
        ModelAndView view = pages.page(
                "portal/word",
                new Word(
                        house(),
                        "One moment, please",
                        List.of("That was often in a short time. Wait a few minutes and try again."),
                        null,
                        null));
        view.setStatus(HttpStatus.TOO_MANY_REQUESTS);
        return view;
    }

    private House house() {
        return new House(firms.ours().name(), brands.ours());
    }

    static Moment moment(java.time.Instant at, Firms firms, Clock clock) {
        return Moment.of(at, clock.instant(), firms.ours().zone());
    }
}
