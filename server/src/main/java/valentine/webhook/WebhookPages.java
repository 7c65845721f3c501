package valentine.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;
import valentine.guard.Http;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.vault.Vault;
import valentine.web.Moment;
import valentine.web.Pages;

/// Which programs hear of what happens: their addresses, their secrets and everything that was told.
@Controller
@ConditionalOnWebApplication
class WebhookPages {
    private static final String SECRET = "webhookSecret";
    private static final int LONGEST_NAME = 80;

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final Events events;
    private final Http http;
    private final Vault vault;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    WebhookPages(
            Endpoints endpoints,
            Deliveries deliveries,
            Events events,
            Http http,
            Vault vault,
            Firms firms,
            Pages pages,
            Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.events = events;
        this.http = http;
        this.vault = vault;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    record Form(
            @Nullable String name,
            @Nullable String url,
            @Nullable List<String> types,
            @Nullable String fuller) {
        Form {
            name = Pages.field(name).replaceAll("\\p{Cntrl}+", " ").strip();
            url = Pages.field(url).strip();
            types = types == null
                    ? List.of()
                    : types.stream()
                            .filter(key -> EventType.ofKey(key).isPresent())
                            .distinct()
                            .toList();
        }
    }

    record ListPage(List<Endpoint> endpoints) {}

    /// @param secret shown this once
    record Page(
            @Nullable Endpoint endpoint,
            Form form,
            List<EventType> all,
            List<Line> lines,
            @Nullable String secret,
            @Nullable Moment failingSince,
            @Nullable Moment oldUntil,
            boolean canSeal,
            @Nullable String problem) {
        String path() {
            Endpoint known = endpoint;
            return known == null ? "/settings/webhooks" : "/settings/webhooks/" + known.id();
        }
    }

    record Line(
            Deliveries.Shown delivery, Moment at, @Nullable Moment next) {}

    @GetMapping("/settings/webhooks")
    ModelAndView list() {
        return pages.page("webhook/endpoints", new ListPage(endpoints.all()));
    }

    @GetMapping("/settings/webhooks/new")
    ModelAndView fresh() {
        return page(null, new Form("", "", List.of(), null), null, null);
    }

    @PostMapping("/settings/webhooks")
    ModelAndView make(Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Optional<String> problem = problem(form);
        if (problem.isPresent()) return refused(null, form, problem.get());
        Endpoints.Made made = endpoints.make(wish(form), member.actor());
        redirect.addFlashAttribute(SECRET, made.secret());
        return new ModelAndView("redirect:/settings/webhooks/" + made.id());
    }

    @GetMapping("/settings/webhooks/{id:\\d{1,9}}")
    ModelAndView show(@PathVariable int id, HttpServletRequest request) {
        Endpoint endpoint = endpoint(id);
        Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
        Object secret = flash == null ? null : flash.get(SECRET);
        return page(
                endpoint,
                new Form(endpoint.name(), endpoint.url(), endpoint.types(), endpoint.isFuller() ? "yes" : null),
                secret == null ? null : secret.toString(),
                null);
    }

    @PostMapping("/settings/webhooks/{id:\\d{1,9}}")
    ModelAndView change(
            @PathVariable int id, Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Endpoint endpoint = endpoint(id);
        Optional<String> problem = problem(form);
        if (problem.isPresent()) return refused(endpoint, form, problem.get());
        endpoints.change(id, wish(form), member.actor());
        return back(id, "Saved.", redirect);
    }

    /// For a day the old one signs too, so that nothing is refused while it is exchanged.
    @PostMapping("/settings/webhooks/{id:\\d{1,9}}/secret")
    ModelAndView rotate(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        endpoint(id);
        redirect.addFlashAttribute(SECRET, endpoints.rotate(id, member.actor()));
        return new ModelAndView("redirect:/settings/webhooks/" + id);
    }

    @PostMapping("/settings/webhooks/{id:\\d{1,9}}/tests")
    ModelAndView test(@PathVariable int id, RedirectAttributes redirect) {
        endpoint(id);
        events.test(id);
        return back(id, "A test is on its way; it stands below.", redirect);
    }

    @PostMapping("/settings/webhooks/{id:\\d{1,9}}/enabling")
    ModelAndView enable(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        endpoint(id);
        endpoints.enable(id, member.actor());
        return back(id, "It hears of what happens again, and of what waited.", redirect);
    }

    @PostMapping("/settings/webhooks/{id:\\d{1,9}}/ending")
    ModelAndView end(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Endpoint endpoint = endpoint(id);
        endpoints.end(id, member.actor());
        redirect.addFlashAttribute("notice", endpoint.name() + " hears of nothing any more.");
        return new ModelAndView("redirect:/settings/webhooks");
    }

    @PostMapping("/settings/webhooks/{id:\\d{1,9}}/deliveries/{delivery:\\d{1,18}}/tries")
    ModelAndView again(@PathVariable int id, @PathVariable long delivery, RedirectAttributes redirect) {
        endpoint(id);
        if (!deliveries.again(id, delivery)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return back(id, "It is told once more.", redirect);
    }

    private static ModelAndView back(int id, String notice, RedirectAttributes redirect) {
        redirect.addFlashAttribute("notice", notice);
        return new ModelAndView("redirect:/settings/webhooks/" + id);
    }

    private Endpoint endpoint(int id) {
        return endpoints.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static List<String> types(Form form) {
        return form.types() == null ? List.of() : form.types();
    }

    private static Endpoints.Wish wish(Form form) {
        return new Endpoints.Wish(
                String.valueOf(form.name()), String.valueOf(form.url()), types(form), "yes".equals(form.fuller()));
    }

    private Optional<String> problem(Form form) {
        String name = Pages.field(form.name());
        if (name.isEmpty() || name.length() > LONGEST_NAME)
            return Optional.of("Give it a name, such as “Our warehouse”.");
        if (types(form).isEmpty()) return Optional.of("Choose what it is to hear of.");
        if (!vault.isReady()) return Optional.of("There is no master key, so that its secret cannot be kept.");
        return http.refusal(Pages.field(form.url()));
    }

    private ModelAndView refused(@Nullable Endpoint endpoint, Form form, String problem) {
        ModelAndView again = page(endpoint, form, null, problem);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(
            @Nullable Endpoint endpoint, Form form, @Nullable String secret, @Nullable String problem) {
        List<Line> lines = endpoint == null
                ? List.of()
                : deliveries.latest(endpoint.id()).stream()
                        .map(one -> new Line(
                                one,
                                moment(one.changedAt()),
                                one.state().equals("waiting") ? moment(one.dueAt()) : null))
                        .toList();
        Instant failing = endpoint == null ? null : endpoint.failingSince();
        Instant old = endpoint == null ? null : endpoint.oldUntil();
        return pages.page(
                "webhook/endpoint",
                new Page(
                        endpoint,
                        form,
                        List.of(EventType.values()),
                        lines,
                        secret,
                        failing == null ? null : moment(failing),
                        old == null ? null : moment(old),
                        vault.isReady(),
                        problem));
    }

    private Moment moment(Instant at) {
        return Moment.of(at, clock.instant(), firms.ours().zone());
    }
}
