package valentine.promise;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.Calendars;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.reading.Note;
import valentine.reading.PromiseKind;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.web.Money;
import valentine.web.Pages;
import valentine.web.Problem;

/// Making a promise: a sentence is enough where it says when; otherwise the page asks.
@Controller
@ConditionalOnWebApplication
class MakingPage {
    private static final Problem NOBODY = new Problem(
            404, "A promise is made to somebody", "Open the customer or the account first, and press P there.");

    private final Promises promises;
    private final Customers customers;
    private final Accounts accounts;
    private final Quotes quotes;
    private final Names names;
    private final Calendars calendars;
    private final Readers readers;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    MakingPage(
            Promises promises,
            Customers customers,
            Accounts accounts,
            Quotes quotes,
            Names names,
            Calendars calendars,
            Readers readers,
            Firms firms,
            Clock clock,
            Pages pages) {
        this.promises = promises;
        this.customers = customers;
        this.accounts = accounts;
        this.quotes = quotes;
        this.names = names;
        this.calendars = calendars;
        this.readers = readers;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// As it came from a page.
    ///
    /// @param text the sentence: what, and perhaps when
    /// @param said the message in which it was said, as it stands in addresses
    record Form(
            String customer,
            String account,
            String said,
            String text,
            String kind,
            String due,
            String amount,
            String owner,
            String branch,
            String channel) {
        Form {
            customer = Pages.field(customer);
            account = Pages.field(account);
            said = Pages.field(said);
            text = Pages.field(text).strip();
            kind = Pages.field(kind);
            due = Pages.field(due);
            amount = Pages.field(amount).strip();
            owner = Pages.field(owner);
            branch = Pages.field(branch);
            channel = Pages.field(channel);
        }
    }

    record Page(
            Form form,
            String name,
            String back,
            String quote,
            List<PromiseKind> kinds,
            Map<MemberId, String> owners,
            String zone,
            String currency,
            @Nullable String problem) {}

    private record Target(Whom whom, String name, String back) {}

    @GetMapping("/promises/new")
    ModelAndView show(Form form, @AuthenticationPrincipal Member member) {
        Optional<Target> target = target(form);
        if (target.isEmpty()) return nobody();
        Form filled = new Form(
                form.customer(),
                form.account(),
                form.said(),
                form.text(),
                form.kind(),
                form.due(),
                form.amount(),
                form.owner().isEmpty() ? Long.toString(member.id().value()) : form.owner(),
                form.branch(),
                form.channel());
        return page(target.get(), filled, null);
    }

    @PostMapping("/promises")
    ModelAndView make(Form form, @AuthenticationPrincipal Member member) {
        Optional<Target> target = target(form);
        if (target.isEmpty()) return nobody();
        Instant now = clock.instant();
        Note note = readers.ours().note(form.text(), now);
        Optional<Instant> due = form.due().isEmpty() ? note.due() : moment(form.due());
        if (due.isEmpty())
            return refused(target.get(), understood(form, note), "Say by when: choose a day and an hour.");
        Draft draft = draft(target.get(), form, note, due.get(), now, member);
        return switch (promises.make(draft, By.member(member.id()))) {
            case Answer.Done(var id) -> new ModelAndView("redirect:/promises/" + id.value() + "?made");
            case Answer.Before(var id) -> new ModelAndView("redirect:/promises/" + id.value());
            case Answer.Refused(var why) -> refused(target.get(), understood(form, note), why);
            case Answer.AsksManager _ -> refused(target.get(), form, "This is for a manager to give.");
            case Answer.Unknown _ -> nobody();
        };
    }

    private Draft draft(Target target, Form form, Note note, Instant due, Instant now, Member member) {
        BusinessCalendar calendar = calendars.ours();
        Instant review = due.isAfter(now) ? calendar.review(now, due) : null;
        MemberId owner = form.owner().matches("\\d{1,18}") ? new MemberId(Long.parseLong(form.owner())) : member.id();
        // A day that was chosen by hand leaves the sentence as it was typed.
        String what = form.due().isEmpty() ? note.what() : form.text();
        PromiseKind kind = PromiseKind.of(form.kind()).orElse(note.kind());
        Draft draft = new Draft(target.whom(), kind, what, new Deadline(due, calendar.zone()).reviewed(review))
                .caredForBy(new Care(owner, form.branch(), form.channel()));
        Optional<Money> money = form.amount().isEmpty() ? note.money() : amount(form.amount());
        if (money.isPresent()) draft = draft.worth(money.get());
        Optional<Said> said = said(form);
        return said.isPresent() ? draft.saidIn(said.get()) : draft;
    }

    private Optional<Said> said(Form form) {
        if (!form.customer().matches("\\d{1,18}")) return Optional.empty();
        return quotes.find(new CustomerId(Long.parseLong(form.customer())), form.said())
                .map(quote -> new Said(quote.id(), quote.at(), quote.words()));
    }

    /// What was understood stands in the form, so that only the rest is asked.
    private static Form understood(Form form, Note note) {
        return new Form(
                form.customer(),
                form.account(),
                form.said(),
                form.text(),
                form.kind().isEmpty() ? note.kind().key() : form.kind(),
                form.due(),
                form.amount().isEmpty()
                        ? note.money()
                                .map(money -> money.amount().toPlainString())
                                .orElse("")
                        : form.amount(),
                form.owner(),
                form.branch(),
                form.channel());
    }

    private ModelAndView refused(Target target, Form form, String why) {
        ModelAndView again = page(target, form, why);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(Target target, Form form, @Nullable String problem) {
        return pages.page(
                "promise/making",
                new Page(
                        form,
                        target.name(),
                        target.back(),
                        said(form).map(Said::quote).orElse(""),
                        List.of(PromiseKind.values()),
                        names.all(),
                        firms.ours().zone().getId(),
                        firms.ours().currency().getCurrencyCode(),
                        problem));
    }

    private Optional<Target> target(Form form) {
        if (form.customer().matches("\\d{1,18}")) {
            CustomerId id = new CustomerId(Long.parseLong(form.customer()));
            return customers
                    .card(id)
                    .map(Card::name)
                    .map(name -> new Target(Whom.customer(id), name, "/customers/" + id.value()));
        }
        if (!form.account().matches("\\d{1,18}")) return Optional.empty();
        AccountId id = new AccountId(Long.parseLong(form.account()));
        return accounts.account(id)
                .map(account -> new Target(Whom.account(id), account.name(), "/accounts/" + id.value()));
    }

    /// A day and an hour as a browser writes them, in the firm's zone.
    private Optional<Instant> moment(String local) {
        return moment(local, firms.ours().zone());
    }

    static Optional<Instant> moment(String local, ZoneId zone) {
        try {
            return Optional.of(LocalDateTime.parse(local.strip()).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Money> amount(String text) {
        boolean plain = text.matches("\\d{1,12}([.,]\\d{1,2})?");
        return plain
                ? Optional.of(new Money(
                        new BigDecimal(text.replace(',', '.')), firms.ours().currency()))
                : Optional.empty();
    }

    private ModelAndView nobody() {
        ModelAndView nobody = pages.page("web/problem", NOBODY);
        nobody.setStatus(HttpStatus.NOT_FOUND);
        return nobody;
    }
}
