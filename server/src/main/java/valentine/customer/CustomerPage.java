package valentine.customer;

import gg.jte.Content;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Pages;
import valentine.web.Problem;

/// One customer: who it is and how we know, then what the other modules know.
@Controller
@ConditionalOnWebApplication
class CustomerPage {
    static final Problem NOBODY = new Problem(
            404, "We know nobody by this number", "The link may be old. Search by name or e-mail: press Ctrl+K.");
    private static final int FOUND = 10;
    private static final int MOST_HANDLES = 12;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Customers customers;
    private final Identity identity;
    private final Ties ties;
    private final TraitTable traits;
    private final VerdictTable verdicts;
    private final Firms firms;
    private final Clock clock;
    private final List<CustomerPanel> panels;
    private final Pages pages;

    CustomerPage(
            Customers customers,
            Identity identity,
            Ties ties,
            TraitTable traits,
            VerdictTable verdicts,
            Firms firms,
            Clock clock,
            List<CustomerPanel> panels,
            Pages pages) {
        this.customers = customers;
        this.identity = identity;
        this.ties = ties;
        this.traits = traits;
        this.verdicts = verdicts;
        this.firms = firms;
        this.clock = clock;
        this.panels = panels.stream()
                .sorted(Comparator.comparingInt(CustomerPanel::order))
                .toList();
        this.pages = pages;
    }

    /// @param more how many handles are not shown
    /// @param asOf the day as of which the traits are told, in words
    /// @param toast what was just decided, while it can be taken back
    record Page(
            Card card,
            @Nullable String since,
            List<Shown> handles,
            int more,
            List<Trait> traits,
            @Nullable String asOf,
            Known known,
            List<Card> colleagues,
            List<Content> panels,
            @Nullable Toast toast) {}

    /// A handle with what it is called.
    record Shown(String label, String icon, String value, boolean isShared) {
        static Shown of(Handle handle, boolean isShared) {
            return switch (handle.kind()) {
                case EMAIL -> new Shown("E-mail", "mail", handle.value(), isShared);
                case PHONE -> new Shown("Phone", "phone", handle.value(), isShared);
                case EXTERNAL -> new Shown("Customer number", "id", handle.value(), isShared);
                case ANONYMOUS -> new Shown(visitorOf(handle), "eye", handle.bare(), isShared);
            };
        }
    }

    /// By which medium somebody is known who has no name.
    private static String visitorOf(Handle handle) {
        if (handle.value().startsWith("chat:")) return "Visitor of the chat";
        if (handle.value().startsWith("telegram:")) return "Telegram";
        return handle.value().startsWith("mastodon:") ? "Mastodon" : "Visitor";
    }

    /// How we know that this is one customer.
    record Known(List<Tie> named, List<Tie> joined, List<Tie> apart, boolean alarmed) {
        boolean isEmpty() {
            return named.isEmpty() && joined.isEmpty() && apart.isEmpty() && !alarmed;
        }
    }

    /// Why something belongs to a customer or not.
    ///
    /// @param handle what to part, kind and value, if anything
    /// @param verdict the decision that can be taken back, if one is behind it
    record Tie(
            String icon,
            String what,
            String why,
            Moment at,
            List<String> words,
            @Nullable Handle handle,
            @Nullable Long verdict) {
        String kind() {
            return handle == null ? "" : handle.kind().word();
        }
    }

    record Toast(long verdict, String said) {}

    @GetMapping("/customers/{id:\\d{1,18}}")
    ModelAndView show(
            @PathVariable long id,
            @RequestParam(name = "as-of", required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable Long decided) {
        CustomerId customer = new CustomerId(id);
        CustomerId head = identity.headOf(customer);
        if (!head.equals(customer)) return new ModelAndView("redirect:/customers/" + head.value());
        Optional<Card> card = customers.card(customer);
        if (card.isEmpty()) {
            ModelAndView nobody = pages.page("web/problem", NOBODY);
            nobody.setStatus(HttpStatus.NOT_FOUND);
            return nobody;
        }
        ZoneId zone = firms.ours().zone();
        LocalDate day = day(asOf);
        LocalDate since = card.get().since();
        List<Handle> handles = customers.handles(customer);
        List<Handle> shared = ties.shared(customer);
        return pages.page(
                "customer/customer",
                new Page(
                        card.get(),
                        since == null ? null : DAY.format(since),
                        shown(handles, shared),
                        Math.max(0, handles.size() - MOST_HANDLES),
                        traits(customer, day, zone),
                        day == null ? null : DAY.format(day),
                        known(customer, zone),
                        customers.colleagues(card.get()),
                        panels.stream()
                                .flatMap(panel -> panel.show(customer).stream())
                                .toList(),
                        decided == null ? null : toast(new Verdict.Id(decided))));
    }

    @GetMapping(path = "/customers/found", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<Customers.Found> found(@RequestParam(defaultValue = "") String q) {
        return customers.found(q, FOUND);
    }

    private static List<Shown> shown(List<Handle> handles, List<Handle> shared) {
        return java.util.stream.Stream.concat(
                        handles.stream().limit(MOST_HANDLES).map(handle -> Shown.of(handle, false)),
                        shared.stream().limit(MOST_HANDLES).map(handle -> Shown.of(handle, true)))
                .toList();
    }

    private List<Trait> traits(CustomerId customer, @Nullable LocalDate day, ZoneId zone) {
        if (day == null) return Trait.of(traits.shown(customer));
        Fold.Portrait then =
                traits.before(customer, day.plusDays(1).atStartOfDay(zone).toInstant());
        Map<String, @Nullable Object> all = new java.util.TreeMap<>(then.traits());
        if (!then.name().isEmpty()) all.put("name", then.name());
        if (!then.company().isEmpty()) all.put("company", then.company());
        return Trait.of(all);
    }

    private Known known(CustomerId customer, ZoneId zone) {
        Instant now = clock.instant();
        List<Tie> named = ties.named(customer).stream()
                .map(tie -> new Tie(
                        Shown.of(tie.handle(), false).icon(),
                        tie.handle().value(),
                        "named together with " + tie.with().value() + (tie.claimed() ? ", as a browser claims" : ""),
                        Moment.of(tie.at(), now, zone),
                        List.of(),
                        tie.handle(),
                        null))
                .toList();
        return new Known(
                named,
                ties.joined(customer).stream()
                        .map(tie ->
                                decided(tie, tie.byHand() ? "put together by hand" : "put together by a rule", zone))
                        .toList(),
                ties.apart(customer).stream()
                        .map(tie -> decided(tie, tie.byHand() ? "kept apart by hand" : "kept apart by a rule", zone))
                        .toList(),
                ties.isAlarmed(customer));
    }

    private Tie decided(Ties.Decided tie, String why, ZoneId zone) {
        return new Tie(
                "user", tie.name(), why, Moment.of(tie.at(), clock.instant(), zone), tie.words(), null, tie.verdict());
    }

    private @Nullable Toast toast(Verdict.Id id) {
        return verdicts.open(id)
                .map(open ->
                        new Toast(id.value(), open.same() ? "They are one customer now." : "They are kept apart now."))
                .orElse(null);
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || !text.strip().matches("\\d{4}-\\d\\d-\\d\\d") ? null : LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
