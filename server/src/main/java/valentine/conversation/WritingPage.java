package valentine.conversation;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Identity;
import valentine.team.Member;
import valentine.web.Pages;
import valentine.web.Problem;

/// Begins a conversation with a customer.
@Controller
@ConditionalOnWebApplication
class WritingPage {
    private static final Problem NOBODY = new Problem(
            404, "To whom?", "Open a customer's page and choose Write there, or press Ctrl+K and type a name.");

    private final Conversations conversations;
    private final Ways ways;
    private final Customers customers;
    private final Identity identity;
    private final Pages pages;

    WritingPage(Conversations conversations, Ways ways, Customers customers, Identity identity, Pages pages) {
        this.conversations = conversations;
        this.ways = ways;
        this.customers = customers;
        this.identity = identity;
        this.pages = pages;
    }

    record Page(
            Card card,
            List<Way> ways,
            String key,
            String way,
            String subject,
            String text,
            @Nullable String problem) {}

    @GetMapping("/inbox/new")
    ModelAndView ask(@RequestParam(defaultValue = "") String customer) {
        return card(customer).map(card -> page(card, "", "", "", null)).orElseGet(this::nobody);
    }

    @PostMapping("/inbox")
    ModelAndView begin(HttpServletRequest request, @AuthenticationPrincipal Member member, RedirectAttributes redirect)
            throws IOException {
        Posted posted = Posted.read(request);
        Optional<Card> card = card(posted.field("customer"));
        if (card.isEmpty()) return nobody();
        if (posted.tooLarge()) return again(card.get(), posted, "The files are larger than 25 MB together.");
        Sent sent = conversations.begin(
                card.get().id(), posted.field("subject"), TalkPages.reply(posted, true, null), By.member(member.id()));
        return switch (sent) {
            case Sent.Leaving(var where, var message, var _, var act) -> gone(where, message, act);
            case Sent.Held(var where, var message, var _, var why, var act) -> {
                redirect.addFlashAttribute("notice", "It is kept for now: " + why);
                yield gone(where, message, act);
            }
            case Sent.Refused(var why) -> again(card.get(), posted, why);
            case Sent.Overtaken _, Sent.Nowhere _ -> nobody();
        };
    }

    private static ModelAndView gone(ConversationId where, MessageId message, ActId act) {
        return new ModelAndView(
                "redirect:/inbox/" + where.value() + "?sent=" + message.value() + "&undo=" + act.value());
    }

    private ModelAndView again(Card card, Posted posted, String problem) {
        ModelAndView again = page(card, posted.field("way"), posted.field("subject"), posted.field("text"), problem);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(Card card, String way, String subject, String text, @Nullable String problem) {
        return pages.page(
                "conversation/new",
                new Page(
                        card,
                        ways.of(card.id(), card.name()),
                        UUID.randomUUID().toString(),
                        way,
                        subject,
                        text,
                        problem));
    }

    private Optional<Card> card(String customer) {
        return customer.matches("\\d{1,18}")
                ? customers.card(identity.headOf(new CustomerId(Long.parseLong(customer))))
                : Optional.empty();
    }

    private ModelAndView nobody() {
        ModelAndView nobody = pages.page("web/problem", NOBODY);
        nobody.setStatus(HttpStatus.NOT_FOUND);
        return nobody;
    }
}
