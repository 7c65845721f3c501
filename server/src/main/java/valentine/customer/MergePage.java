package valentine.customer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Member;
import valentine.web.Pages;
import valentine.web.Problem;

/// Two customers side by side, to be made one; and every way back.
@Controller
@ConditionalOnWebApplication
class MergePage {
    private static final int FOUND = 10;
    private static final int MOST_FIELDS = 60;
    private static final String FIELD = "field.";

    private final Customers customers;
    private final Identity identity;
    private final Merges merges;
    private final Portraits portraits;
    private final TraitTable traits;
    private final Ties ties;
    private final Pages pages;

    MergePage(
            Customers customers,
            Identity identity,
            Merges merges,
            Portraits portraits,
            TraitTable traits,
            Ties ties,
            Pages pages) {
        this.customers = customers;
        this.identity = identity;
        this.merges = merges;
        this.portraits = portraits;
        this.traits = traits;
        this.ties = ties;
        this.pages = pages;
    }

    /// @param evidence what speaks for it, in words
    /// @param other whom to merge with; while nobody is chosen, those found by the words are offered
    record Page(
            Card card,
            List<CustomerPage.Shown> handles,
            @Nullable Other other,
            List<Field> fields,
            List<String> evidence,
            String q,
            List<Customers.Found> found) {}

    record Other(Card card, List<CustomerPage.Shown> handles) {}

    /// What is said on both sides of one thing.
    ///
    /// @param second whether the second's word wins by itself
    record Field(String name, String label, String one, String two, boolean second) {
        boolean isOpen() {
            return !one.isEmpty() && !two.isEmpty() && !one.equals(two);
        }
    }

    @GetMapping("/customers/{id:\\d{1,18}}/merge")
    ModelAndView show(
            @PathVariable long id,
            @RequestParam(name = "with", required = false) @Nullable Long with,
            @RequestParam(defaultValue = "") String q) {
        Optional<Card> card = card(id);
        if (card.isEmpty()) return problem(404, CustomerPage.NOBODY);
        Optional<Card> other = with == null ? Optional.empty() : card(with);
        if (other.isPresent() && other.get().id().equals(card.get().id())) {
            return problem(
                    409,
                    new Problem(409, "These two are one customer already", "Open the customer to see how we know."));
        }
        if (with != null && other.isEmpty()) return problem(404, CustomerPage.NOBODY);
        List<Customers.Found> found = customers.found(q, FOUND).stream()
                .filter(one -> one.id() != card.get().id().value())
                .toList();
        return pages.page(
                "customer/merge",
                new Page(
                        card.get(),
                        handles(card.get()),
                        other.map(one -> new Other(one, handles(one))).orElse(null),
                        other.map(one -> fields(card.get(), one)).orElse(List.of()),
                        other.map(one -> evidence(card.get(), one)).orElse(List.of()),
                        q,
                        found));
    }

    @PostMapping("/customers/{id:\\d{1,18}}/merges")
    ModelAndView merge(
            @PathVariable long id,
            @RequestParam(name = "with") long with,
            @RequestParam Map<String, String> form,
            @AuthenticationPrincipal Member member) {
        Optional<Card> one = card(id);
        Optional<Card> other = card(with);
        if (one.isEmpty() || other.isEmpty()) return problem(404, CustomerPage.NOBODY);
        Map<String, Object> choices = choices(one.get(), other.get(), form);
        List<String> words = new ArrayList<>(evidence(one.get(), other.get()));
        words.add("Compared side by side");
        if (!choices.isEmpty()) words.add("Chosen by hand: " + String.join(", ", new TreeSet<>(choices.keySet())));
        Verdict verdict =
                merges.same(one.get().id(), other.get().id(), new Evidence(words, Map.of()), member.id(), choices);
        return answer(one.get().id(), verdict);
    }

    @PostMapping("/customers/{id:\\d{1,18}}/partings")
    ModelAndView part(
            @PathVariable long id,
            @RequestParam String kind,
            @RequestParam String value,
            @AuthenticationPrincipal Member member) {
        Optional<Card> card = card(id);
        Optional<Handle> handle = card.flatMap(one -> customers.handles(one.id()).stream()
                .filter(known ->
                        known.kind().word().equals(kind) && known.value().equals(value))
                .findFirst());
        if (card.isEmpty() || handle.isEmpty()) return problem(404, CustomerPage.NOBODY);
        CustomerId customer = card.get().id();
        return answer(customer, merges.different(customer, handle.get(), Evidence.of("Not the same"), member.id()));
    }

    @PostMapping("/customers/{id:\\d{1,18}}/verdicts/{verdict:\\d{1,18}}/undoing")
    ModelAndView undo(
            @PathVariable long id,
            @PathVariable long verdict,
            @AuthenticationPrincipal Member member,
            RedirectAttributes flash) {
        if (merges.undo(new Verdict.Id(verdict), member.id()) instanceof Verdict.Refused(String why)) {
            return problem(409, new Problem(409, why, "Open the customer to see how it stands."));
        }
        flash.addFlashAttribute("notice", "Taken back: everything is as it was.");
        return new ModelAndView(
                "redirect:/customers/" + identity.headOf(new CustomerId(id)).value());
    }

    private ModelAndView answer(CustomerId customer, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Given(Verdict.Id given) ->
                new ModelAndView(
                        "redirect:/customers/" + identity.headOf(customer).value() + "?decided=" + given.value());
            case Verdict.Refused(String why) ->
                problem(409, new Problem(409, why, "Open the customer to see how it stands."));
        };
    }

    private Optional<Card> card(long id) {
        return customers.card(identity.headOf(new CustomerId(id)));
    }

    private List<CustomerPage.Shown> handles(Card card) {
        return customers.handles(card.id()).stream()
                .limit(FOUND)
                .map(handle -> CustomerPage.Shown.of(handle, false))
                .toList();
    }

    private List<Field> fields(Card one, Card other) {
        SortedMap<String, @Nullable Object> left = said(one);
        SortedMap<String, @Nullable Object> right = said(other);
        Fold.Portrait together = portraits.together(one.id(), other.id());
        SortedMap<String, @Nullable Object> result = new TreeMap<>(together.traits());
        result.put("name", together.name());
        result.put("company", together.company());
        TreeSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        names.removeAll(List.of("name", "company"));
        List<String> order = new ArrayList<>(List.of("name", "company"));
        order.addAll(names);
        return order.stream()
                .limit(MOST_FIELDS)
                .map(name -> {
                    String two = Trait.said(right.get(name));
                    boolean second = !two.isEmpty() && two.equals(Trait.said(result.get(name)));
                    String label = name.equals("name") ? "Name" : name.equals("company") ? "Company" : name;
                    return new Field(name, label, Trait.said(left.get(name)), two, second);
                })
                .filter(field -> !field.one().isEmpty() || !field.two().isEmpty())
                .toList();
    }

    /// What both have in common.
    private List<String> evidence(Card one, Card other) {
        List<String> words = new ArrayList<>();
        for (Field field : fields(one, other)) {
            if (!field.one().isEmpty() && field.one().equals(field.two())) {
                words.add("Both say " + field.label() + ": " + field.one());
            }
        }
        List<Handle> both = new ArrayList<>(ties.shared(one.id()));
        both.retainAll(ties.shared(other.id()));
        both.forEach(handle -> words.add("Both were named together with " + handle.value()));
        return words;
    }

    private SortedMap<String, @Nullable Object> said(Card card) {
        SortedMap<String, @Nullable Object> said = new TreeMap<>(traits.shown(card.id()));
        said.put("name", card.name());
        Card.Account account = card.account();
        if (account != null) said.put("company", account.name());
        return said;
    }

    /// Only what would not come by itself is chosen; all else stays open for later words.
    private Map<String, Object> choices(Card one, Card other, Map<String, String> form) {
        SortedMap<String, @Nullable Object> left = said(one);
        SortedMap<String, @Nullable Object> right = said(other);
        Map<String, Object> choices = new HashMap<>();
        for (Field field : fields(one, other)) {
            String side = form.get(FIELD + field.name());
            if (side == null || !field.isOpen() || side.equals(field.second() ? "two" : "one")) continue;
            Object value = side.equals("two") ? right.get(field.name()) : left.get(field.name());
            choices.put(field.name(), Objects.requireNonNull(value));
        }
        return choices;
    }

    private ModelAndView problem(int status, Problem problem) {
        ModelAndView page = pages.page("web/problem", problem);
        page.setStatus(HttpStatus.valueOf(status));
        return page;
    }
}
