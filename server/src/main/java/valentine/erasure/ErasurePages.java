package valentine.erasure;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.FastByteArrayOutputStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.audit.Audit;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.customer.Suppressions;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.transparency.Category;
import valentine.transparency.DataUses;
import valentine.transparency.Purposes;
import valentine.web.Moment;
import valentine.web.Pages;

/// Forgetting a customer: what would go, the word that must be typed, how far it is, and the certificate. And handing
/// him what is his.
@Controller
@ConditionalOnWebApplication
class ErasurePages {
    private static final int A_PAGE = 50;

    private final Erasures erasures;
    private final Takeouts takeouts;
    private final Customers customers;
    private final Suppressions suppressions;
    private final Audit audit;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    ErasurePages(
            Erasures erasures,
            Takeouts takeouts,
            Customers customers,
            Suppressions suppressions,
            Audit audit,
            Firms firms,
            Clock clock,
            Pages pages) {
        this.erasures = erasures;
        this.takeouts = takeouts;
        this.customers = customers;
        this.suppressions = suppressions;
        this.audit = audit;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    record Rehearsal(
            Card card,
            List<Erasures.Held> parts,
            long all,
            @Nullable String problem) {}

    record ListPage(
            List<Row> rows,
            boolean more,
            String said,
            @Nullable UUID found) {}

    record Row(long number, String why, Moment begun, boolean finished) {}

    record OnePage(
            Erasure erasure,
            List<Erasure.Step> steps,
            long all,
            Moment begun,
            @Nullable Certificate certificate,
            boolean whole) {}

    @GetMapping("/customers/{id:\\d{1,18}}/erasure")
    ModelAndView rehearse(@PathVariable long id) {
        return rehearsal(card(id), null);
    }

    @PostMapping("/customers/{id:\\d{1,18}}/erasure")
    ModelAndView begin(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String name,
            @AuthenticationPrincipal Member member) {
        Card card = card(id);
        if (!name.strip().equals(card.name().strip())) {
            ModelAndView again = rehearsal(card, "That is not the name. Type it as it stands here.");
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        Erasure begun = erasures.begin(card.id(), Erasure.Why.REQUEST, member.id());
        erasures.start(begun);
        return new ModelAndView("redirect:/settings/privacy/erasures/" + begun.number());
    }

    @PostMapping("/customers/{id:\\d{1,18}}/takeout")
    void takeOut(@PathVariable long id, @AuthenticationPrincipal Member member, HttpServletResponse response)
            throws IOException {
        CustomerId customer = card(id).id();
        FastByteArrayOutputStream zip = takeouts.take(new DataUses.Use(
                customer,
                DataUses.Act.EXPORTED,
                List.of(Category.values()),
                Purposes.SERVICE,
                "member " + member.id().value(),
                "to hand it to you",
                UUID.randomUUID().toString()));
        audit.record(member.actor(), "data handed out", "customer " + customer.value(), Map.of());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("customer-" + customer.value() + ".zip", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        zip.writeTo(response.getOutputStream());
        response.flushBuffer();
    }

    @GetMapping("/settings/privacy/erasures")
    ModelAndView list(@RequestParam(defaultValue = "9223372036854775807") long below) {
        return list(below, "", null);
    }

    /// Whether a handle is kept out; asked by POST so that it stands in no address.
    @PostMapping("/settings/privacy/erasures")
    ModelAndView find(@RequestParam(defaultValue = "") String handle) {
        Optional<UUID> found = Handle.id(handle)
                .flatMap(suppressions::erasureOf)
                .or(() -> Handle.phone(handle).flatMap(suppressions::erasureOf))
                .or(() -> Handle.anonymous(handle).flatMap(suppressions::erasureOf));
        String said = handle.isBlank() ? "" : found.isPresent() ? "Kept out." : "Nobody is kept out under this.";
        return list(Long.MAX_VALUE, said, found.orElse(null));
    }

    @PostMapping("/settings/privacy/erasures/readmission")
    ModelAndView readmit(
            @RequestParam(defaultValue = "") String erasure,
            @RequestParam(defaultValue = "") String why,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        String reason = why.strip().replaceAll("\\p{Cntrl}", " ");
        boolean known = erasure.matches("[0-9a-f-]{36}");
        if (reason.isEmpty() || reason.length() > 300 || !known) {
            redirect.addFlashAttribute("notice", "Nobody was let in: say in a sentence why, without a name.");
        } else if (erasures.readmit(UUID.fromString(erasure), reason, member.id())) {
            redirect.addFlashAttribute("notice", "Let in again. What comes from now on is kept; nothing comes back.");
        } else {
            redirect.addFlashAttribute("notice", "Nobody is kept out under this any more.");
        }
        return new ModelAndView("redirect:/settings/privacy/erasures");
    }

    @GetMapping("/settings/privacy/erasures/{number:\\d{1,18}}")
    ModelAndView show(@PathVariable long number) {
        Erasure erasure = erasures.find(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<Erasure.Step> steps = erasures.steps(erasure);
        Certificate certificate = Certificate.of(erasure, steps);
        return pages.page(
                "erasure/erasure",
                new OnePage(
                        erasure,
                        steps,
                        steps.stream().mapToLong(Erasure.Step::forgotten).sum(),
                        moment(erasure),
                        certificate,
                        certificate != null && certificate.hash().equals(erasure.hash())));
    }

    private ModelAndView rehearsal(Card card, @Nullable String problem) {
        Optional<Erasure> underWay = erasures.underWay(card.id());
        if (underWay.isPresent()) {
            return new ModelAndView(
                    "redirect:/settings/privacy/erasures/" + underWay.get().number());
        }
        List<Erasures.Held> parts = erasures.rehearse(card.id());
        long all = parts.stream().mapToLong(Erasures.Held::count).sum();
        return pages.page("erasure/rehearsal", new Rehearsal(card, parts, all, problem));
    }

    private ModelAndView list(long below, String said, @Nullable UUID found) {
        List<Erasure> some = erasures.latest(below, A_PAGE + 1);
        List<Row> rows = some.stream()
                .limit(A_PAGE)
                .map(one -> new Row(one.number(), one.why().words(), moment(one), one.isFinished()))
                .toList();
        return pages.page("erasure/erasures", new ListPage(rows, some.size() > A_PAGE, said, found));
    }

    private Moment moment(Erasure erasure) {
        return Moment.of(erasure.begunAt(), clock.instant(), firms.ours().zone());
    }

    private Card card(long id) {
        return customers.card(new CustomerId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
