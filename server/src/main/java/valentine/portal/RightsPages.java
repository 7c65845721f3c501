package valentine.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.FastByteArrayOutputStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.erasure.Request;
import valentine.erasure.Requests;
import valentine.erasure.Takeouts;
import valentine.team.Brands;
import valentine.team.Firms;
import valentine.transparency.Category;
import valentine.transparency.Consents;
import valentine.transparency.DataUses;
import valentine.transparency.PurposeKey;
import valentine.transparency.Purposes;
import valentine.transparency.Receipt;
import valentine.web.Limiter;
import valentine.web.Pages;

/// What a customer does on his own page: choose, take along, ask to be forgotten, object.
@Controller
class RightsPages {
    private static final int MOST_RECEIPTS = 1_000;

    /// A copy is read out of every table: a few an hour are plenty.
    private final Limiter copies = new Limiter(5, Duration.ofHours(1));

    private final Limiter tries = new Limiter(30, Duration.ofMinutes(1));

    private final OwnSessions sessions;
    private final OwnLinks links;
    private final Choices choices;
    private final Purposes purposes;
    private final Requests requests;
    private final Takeouts takeouts;
    private final Consents consents;
    private final Receipt receipt;
    private final JsonMapper json;
    private final Firms firms;
    private final Brands brands;
    private final Pages pages;
    private final Clock clock;

    RightsPages(
            OwnSessions sessions,
            OwnLinks links,
            Choices choices,
            Purposes purposes,
            Requests requests,
            Takeouts takeouts,
            Consents consents,
            Receipt receipt,
            JsonMapper json,
            Firms firms,
            Brands brands,
            Pages pages,
            Clock clock) {
        this.sessions = sessions;
        this.links = links;
        this.choices = choices;
        this.purposes = purposes;
        this.requests = requests;
        this.takeouts = takeouts;
        this.consents = consents;
        this.receipt = receipt;
        this.json = json;
        this.firms = firms;
        this.brands = brands;
        this.pages = pages;
        this.clock = clock;
    }

    @PostMapping("/me/choices")
    ModelAndView choose(
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String choice,
            HttpServletRequest request) {
        Optional<CustomerId> customer = customer(request);
        if (customer.isEmpty()) return again();
        if (purpose.equals("all") && choice.equals("end")) {
            choices.endAll(customer.get());
            return done("saved");
        }
        boolean understood = (choice.equals("allow") || choice.equals("end"))
                && choices.choose(customer.get(), purpose, choice.equals("allow"), "own page");
        return done(understood ? "saved" : "nothing");
    }

    /// A receipt of each choice, the latest first, to keep.
    @GetMapping("/me/receipts.json")
    @org.jspecify.annotations.Nullable
    ModelAndView receipts(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<CustomerId> customer = customer(request);
        if (customer.isEmpty()) return again();
        response.setContentType("application/ld+json");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"my-receipts.json\"");
        json.writeValue(
                response.getOutputStream(),
                consents.said(customer.get(), MOST_RECEIPTS).stream()
                        .map(entry -> receipt.of(customer.get(), entry))
                        .toList());
        return null;
    }

    /// All that we keep of him, as one file.
    @GetMapping("/me/copy.zip")
    @org.jspecify.annotations.Nullable
    ModelAndView copy(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<CustomerId> customer = customer(request);
        if (customer.isEmpty()) return again();
        Duration wait = copies.spend(Long.toString(customer.get().value()));
        if (!wait.isZero()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Limiter.seconds(wait));
            return word(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "One moment, please",
                    "You took some copies just now. Try again in a while.");
        }
        FastByteArrayOutputStream zip = takeouts.take(new DataUses.Use(
                customer.get(),
                DataUses.Act.EXPORTED,
                List.of(Category.values()),
                Purposes.SERVICE,
                "customer",
                "",
                "copy " + UUID.randomUUID()));
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"my-data.zip\"");
        zip.writeTo(response.getOutputStream());
        return null;
    }

    /// Whose page this is was shown by the link, so that nobody asks for a passport.
    @PostMapping("/me/requests")
    ModelAndView ask(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String sure,
            HttpServletRequest request) {
        Optional<OwnSessions.Visitor> visitor = Visiting.token(request).flatMap(sessions::of);
        if (visitor.isEmpty()) return again();
        Optional<Request.Kind> asked = switch (kind) {
            case "erasure" -> sure.isEmpty() ? Optional.empty() : Optional.of(Request.Kind.ERASURE);
            case "objection" -> Optional.of(Request.Kind.OBJECTION);
            default -> Optional.empty();
        };
        if (asked.isEmpty()) return done(kind.equals("erasure") ? "sure" : "nothing");
        receive(visitor.get(), asked.get());
        return done("asked");
    }

    private void receive(OwnSessions.Visitor visitor, Request.Kind kind) {
        CustomerId customer = visitor.customer();
        if (kind == Request.Kind.OBJECTION) choices.endAll(customer);
        boolean waits = requests.of(customer).stream().anyMatch(open -> open.isOpen() && open.kind() == kind);
        if (waits) return;
        String how = visitor.address() == null
                ? "On the own page, opened by a link that one of us made: check who it was."
                : "On the own page, opened by a link that went to an address of this customer.";
        Request received = requests.receive(customer, kind, Request.By.PORTAL, how, clock.instant(), null);
        if (visitor.address() != null) requests.identified(received.id(), "By the link that went to his address.");
    }

    @GetMapping("/me/withdrawal/{token}")
    ModelAndView withdrawal(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        if (isTooOften(request, response)) return wait(response);
        return links.find(token, OwnLinks.Purpose.WITHDRAWAL)
                .flatMap(opened -> purposes.one(new PurposeKey(String.valueOf(opened.object()))))
                .map(purpose -> pages.page(
                        "portal/word",
                        new OwnPage.Word(
                                house(),
                                "Shall we stop?",
                                List.of(
                                        purpose.name() + ": " + purpose.sentence(),
                                        "One press, and it ends. Nothing else changes."),
                                "/me/withdrawal/" + token,
                                "Yes, stop")))
                .orElseGet(this::over);
    }

    /// Needs nothing but the link: to say no must be as easy as to say yes. Saying it twice is saying it once.
    @PostMapping("/me/withdrawal/{token}")
    ModelAndView withdraw(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        if (isTooOften(request, response)) return wait(response);
        Optional<OwnLinks.Opened> opened = links.find(token, OwnLinks.Purpose.WITHDRAWAL);
        if (opened.isEmpty()) return over();
        boolean ended = choices.choose(
                opened.get().customer(), String.valueOf(opened.get().object()), false, "link in a letter");
        return ended
                ? word(HttpStatus.OK, "It has ended", "We stop from this moment. On your own page you can change it.")
                : over();
    }

    private boolean isTooOften(HttpServletRequest request, HttpServletResponse response) {
        Duration wait = tries.spend(Limiter.remote(request));
        if (!wait.isZero()) response.setHeader(HttpHeaders.RETRY_AFTER, Limiter.seconds(wait));
        return !wait.isZero();
    }

    private Optional<CustomerId> customer(HttpServletRequest request) {
        return Visiting.token(request).flatMap(sessions::of).map(OwnSessions.Visitor::customer);
    }

    private ModelAndView wait(HttpServletResponse response) {
        assert response.containsHeader(HttpHeaders.RETRY_AFTER);
        return word(
                HttpStatus.TOO_MANY_REQUESTS,
                "One moment, please",
                "That was often in a short time. Try again in a while.");
    }

    private ModelAndView over() {
        return word(
                HttpStatus.NOT_FOUND,
                "This link opens nothing",
                "It may have been used, or too much time has passed. Ask for a new one: that takes a minute.");
    }

    /// The half hour is over: the way in again.
    private static ModelAndView again() {
        return new ModelAndView("redirect:/me");
    }

    private static ModelAndView done(String what) {
        return new ModelAndView("redirect:/me?done=" + what);
    }

    private ModelAndView word(HttpStatus status, String title, String paragraph) {
        ModelAndView view = pages.page("portal/word", new OwnPage.Word(house(), title, List.of(paragraph), null, null));
        view.setStatus(status);
        return view;
    }

    private OwnPage.House house() {
        return new OwnPage.House(firms.ours().name(), brands.ours());
    }
}
