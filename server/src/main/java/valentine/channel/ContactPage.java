package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Identity;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Pages;

/// A call or a visit written down in ten seconds: what it was about, and Enter.
@Controller
@ConditionalOnWebApplication
class ContactPage {
    private final Contacts contacts;
    private final Customers customers;
    private final Identity identity;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    ContactPage(Contacts contacts, Customers customers, Identity identity, Firms firms, Pages pages, Clock clock) {
        this.contacts = contacts;
        this.customers = customers;
        this.identity = identity;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    record Page(
            Card card,
            Form form,
            List<Contact.Sort> sorts,
            List<Contact.Result> results,
            String zone,
            @Nullable String problem) {}

    /// @param direction in or out
    record Form(String sort, String direction, String about, String note, String result, String at) {
        Form {
            sort = Pages.field(sort);
            direction = Pages.field(direction);
            about = Pages.field(about).strip();
            note = Pages.field(note);
            result = Pages.field(result);
            at = Pages.field(at).strip();
        }
    }

    @GetMapping("/customers/{id:\\d{1,18}}/contacts/new")
    ModelAndView show(@PathVariable long id) {
        Form first = new Form(Contact.Sort.CALL.key(), "in", "", "", Contact.Result.SETTLED.key(), "");
        return page(card(id), first, null);
    }

    @PostMapping("/customers/{id:\\d{1,18}}/contacts")
    ModelAndView log(
            @PathVariable long id, Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Card card = card(id);
        Optional<Contact.Sort> sort = Contact.Sort.of(form.sort());
        Optional<Contact.Result> result = Contact.Result.of(form.result());
        Optional<Instant> at = at(form.at());
        if (Texts.line(form.about(), Contact.LONGEST_ABOUT).isBlank() || sort.isEmpty() || result.isEmpty())
            return refused(card, form, "Say in a few words what it was about.");
        if (at.isEmpty()) return refused(card, form, "Choose a day and an hour, or leave it empty for now.");
        Contacts.Kept kept = contacts.log(new Contact(
                card.id(),
                sort.get(),
                form.direction().equals("out"),
                form.about(),
                form.note(),
                result.get(),
                at.get(),
                "member " + member.id().value(),
                null));
        if (kept == Contacts.Kept.IN_THE_FUTURE) return refused(card, form, "It lies in the future.");
        redirect.addFlashAttribute("notice", "It stands in the history.");
        return new ModelAndView("redirect:/customers/" + card.id().value());
    }

    private Optional<Instant> at(String text) {
        if (text.isEmpty()) return Optional.of(clock.instant().truncatedTo(ChronoUnit.MICROS));
        try {
            return Optional.of(
                    LocalDateTime.parse(text).atZone(firms.ours().zone()).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private ModelAndView refused(Card card, Form form, String why) {
        ModelAndView again = page(card, form, why);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(Card card, Form form, @Nullable String problem) {
        return pages.page(
                "channel/contact",
                new Page(
                        card,
                        form,
                        List.of(Contact.Sort.values()),
                        List.of(Contact.Result.values()),
                        firms.ours().zone().getId(),
                        problem));
    }

    private Card card(long id) {
        return customers
                .card(identity.headOf(new CustomerId(id)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
