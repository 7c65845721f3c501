package valentine.portal;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.customer.Customers;
import valentine.customer.Identity;
import valentine.team.Member;
import valentine.team.Role;
import valentine.web.Pages;

/// On the customer's page for us: a link to his own page for who has no mail, and what he says is not right.
@Controller
@ConditionalOnWebApplication
class OwnLinkPanel implements CustomerPanel {
    private static final int ORDER = 800;

    private final OwnLinks links;
    private final Corrections corrections;
    private final Customers customers;
    private final Identity identity;
    private final Pages pages;
    /// Stands for the request that is being answered.
    private final HttpServletRequest request;

    OwnLinkPanel(
            OwnLinks links,
            Corrections corrections,
            Customers customers,
            Identity identity,
            Pages pages,
            HttpServletRequest request) {
        this.links = links;
        this.corrections = corrections;
        this.customers = customers;
        this.identity = identity;
        this.pages = pages;
        this.request = request;
    }

    record Panel(long customer, List<Corrections.Correction> waiting, boolean mayAct, String csrf) {}

    record Made(String name, String back, @Nullable String link) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        boolean mayAct =
                request.getUserPrincipal() instanceof org.springframework.security.core.Authentication authentication
                        && authentication.getPrincipal() instanceof Member member
                        && member.role().reaches(Role.MEMBER);
        List<Corrections.Correction> waiting = corrections.of(customer).stream()
                .filter(correction -> correction.answer() == null)
                .toList();
        return mayAct || !waiting.isEmpty()
                ? Optional.of(pages.part(
                        "portal/panel",
                        new Panel(customer.value(), waiting, mayAct, csrf == null ? "" : csrf.getToken())))
                : Optional.empty();
    }

    /// The link is in this answer and nowhere else.
    @PostMapping("/customers/{id:\\d{1,18}}/own-page-links")
    ModelAndView make(@PathVariable long id, @AuthenticationPrincipal Member member) {
        Card card = card(id);
        return pages.page(
                "portal/made",
                new Made(card.name(), "/customers/" + card.id().value(), links.make(card.id(), member.actor())));
    }

    @PostMapping("/customers/{id:\\d{1,18}}/corrections/{correction:\\d{1,18}}/answer")
    ModelAndView answer(
            @PathVariable long id,
            @PathVariable long correction,
            @RequestParam(defaultValue = "") String answer,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Card card = card(id);
        if (!corrections.answer(card.id(), correction, answer.equals("accept"), member)) throw missing();
        redirect.addFlashAttribute("notice", "Answered; the customer sees it on his own page.");
        return new ModelAndView("redirect:/customers/" + card.id().value());
    }

    private Card card(long id) {
        return customers.card(identity.headOf(new CustomerId(id))).orElseThrow(OwnLinkPanel::missing);
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
