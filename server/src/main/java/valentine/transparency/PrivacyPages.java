package valentine.transparency;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Pages;

/// A customer's consents, sensitive fields and data uses, one by one.
@Controller
@ConditionalOnWebApplication
class PrivacyPages {
    private static final int USES = 50;

    private final Customers customers;
    private final Consents consents;
    private final SensitiveFields fields;
    private final DataUses uses;
    private final Receipt receipt;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    PrivacyPages(
            Customers customers,
            Consents consents,
            SensitiveFields fields,
            DataUses uses,
            Receipt receipt,
            Firms firms,
            Clock clock,
            Pages pages) {
        this.customers = customers;
        this.consents = consents;
        this.fields = fields;
        this.uses = uses;
        this.receipt = receipt;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param next where the older ones begin; null at the end
    record UsesPage(
            long customer,
            String name,
            List<String> uses,
            List<String> runs,
            @Nullable Long next) {}

    record ValuePage(long customer, String name, SensitiveFields.Opened.Value value) {}

    @GetMapping("/customers/{id:\\d{1,18}}/uses")
    ModelAndView looked(@PathVariable long id, @RequestParam(required = false) @Nullable Long before) {
        Card card = card(id);
        long below = before == null ? Long.MAX_VALUE : before;
        List<DataUses.Entry> found = uses.of(card.id(), below, USES);
        List<DataUses.Entry> runs = before == null ? uses.runs(below, 10) : List.of();
        return pages.page(
                "transparency/uses",
                new UsesPage(
                        id,
                        card.name(),
                        found.stream()
                                .map(use -> uses.told(use, firms.ours().zone()))
                                .toList(),
                        runs.stream()
                                .map(use -> uses.told(use, firms.ours().zone()))
                                .toList(),
                        found.size() == USES ? found.getLast().id() : null));
    }

    @PostMapping("/customers/{id:\\d{1,18}}/consents")
    ModelAndView say(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String word,
            @RequestParam(defaultValue = "") String proof,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Card card = card(id);
        Optional<Channel> way = Channel.of(channel);
        Optional<ConsentWord> said = ConsentWord.of(word);
        if (way.isEmpty() || said.isEmpty() || !PurposeKey.isOne(purpose) || proof.isBlank()) {
            redirect.addFlashAttribute("notice", "Not kept: choose what was said, and say how you know.");
            return back(id);
        }
        Consents.Kept kept = consents.say(new Statement(
                card.id(),
                new PurposeKey(purpose),
                way.get(),
                said.get(),
                clock.instant(),
                Statement.Origin.MEMBER,
                "member " + member.id().value(),
                "",
                proof));
        redirect.addFlashAttribute(
                "notice",
                switch (kept) {
                    case Consents.Kept.Said _ -> "Kept. It counts from this moment.";
                    case Consents.Kept.Refused(String why) -> "Not kept: " + why;
                });
        return back(id);
    }

    @GetMapping("/customers/{id:\\d{1,18}}/consents/{consent:\\d{1,18}}/receipt")
    ResponseEntity<Map<String, Object>> receipt(@PathVariable long id, @PathVariable long consent) {
        Card card = card(id);
        Consents.Entry entry = consents.one(card.id(), consent).orElseThrow(PrivacyPages::nobody);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"consent-" + consent + ".json\"")
                .body(receipt.of(card.id(), entry));
    }

    /// The value is in this answer and nowhere else.
    @PostMapping("/customers/{id:\\d{1,18}}/sensitive/{kind}/opening")
    ModelAndView open(
            @PathVariable long id,
            @PathVariable String kind,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Card card = card(id);
        SensitiveKind wanted = SensitiveKind.of(kind).orElseThrow(PrivacyPages::nobody);
        return switch (fields.open(
                card.id(), wanted, reason, member, UUID.randomUUID().toString())) {
            case SensitiveFields.Opened.Value value ->
                pages.page("transparency/value", new ValuePage(id, card.name(), value));
            case SensitiveFields.Opened.Refused(String why) -> {
                redirect.addFlashAttribute("notice", why);
                yield back(id);
            }
        };
    }

    private static ModelAndView back(long id) {
        return new ModelAndView("redirect:/customers/" + id + "#privacy");
    }

    private Card card(long id) {
        return customers.card(new CustomerId(id)).orElseThrow(PrivacyPages::nobody);
    }

    private static ResponseStatusException nobody() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
