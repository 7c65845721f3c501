package valentine.erasure;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;
import valentine.web.Moment;
import valentine.web.Pages;

/// The board of requests, each with its clock, and what is done about one.
@Controller
@ConditionalOnWebApplication
class RequestPages {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

    private final Requests requests;
    private final Customers customers;
    private final Members members;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    RequestPages(Requests requests, Customers customers, Members members, Firms firms, Clock clock, Pages pages) {
        this.requests = requests;
        this.customers = customers;
        this.members = members;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param who null where the customer is forgotten
    record Row(Request request, @Nullable Card who, String due, String left, boolean pressing) {}

    record Board(List<Row> open, List<Row> ended, List<String> countries, String country) {}

    record DataPage(Card card, List<Row> rows, List<Request.Kind> kinds, LocalDate today) {}

    record Done(String what, String words, String who, Moment at) {}

    record OnePage(Row row, String received, List<Done> done) {}

    @GetMapping("/settings/privacy/requests")
    ModelAndView board() {
        return pages.page(
                "erasure/requests",
                new Board(
                        requests.open().stream().map(this::row).toList(),
                        requests.ended().stream().map(this::row).toList(),
                        Clocks.countries(),
                        requests.country()));
    }

    @PostMapping("/settings/privacy/requests/holidays")
    ModelAndView holidays(@RequestParam(defaultValue = "") String country, RedirectAttributes redirect) {
        requests.country(country);
        redirect.addFlashAttribute("notice", "Saved. The clocks follow at once.");
        return new ModelAndView("redirect:/settings/privacy/requests");
    }

    /// What a customer can ask of us, and asked before.
    @GetMapping("/customers/{id:\\d{1,18}}/data")
    ModelAndView data(@PathVariable long id) {
        Card card =
                customers.card(new CustomerId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return pages.page(
                "erasure/data",
                new DataPage(
                        card,
                        requests.of(card.id()).stream().map(this::row).toList(),
                        List.of(Request.Kind.values()),
                        requests.today()));
    }

    @PostMapping("/customers/{id:\\d{1,18}}/requests")
    ModelAndView receive(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String received,
            @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Card card =
                customers.card(new CustomerId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Optional<Request.Kind> asked = Request.Kind.of(kind);
        Optional<Instant> at = at(received);
        if (asked.isEmpty() || at.isEmpty()) {
            redirect.addFlashAttribute("notice", "Nothing was written down: choose what was asked, and on which day.");
            return new ModelAndView("redirect:/customers/" + card.id().value() + "/data");
        }
        Request request = requests.receive(card.id(), asked.get(), Request.By.STAFF, note, at.get(), member.id());
        return new ModelAndView(
                "redirect:/settings/privacy/requests/" + request.id().value());
    }

    @GetMapping("/settings/privacy/requests/{id:\\d{1,18}}")
    ModelAndView show(@PathVariable long id) {
        Request request = find(id);
        Map<MemberId, String> names = members.names();
        List<Done> done = request.events().stream()
                .map(event -> new Done(
                        event.what().words(),
                        event.words(),
                        event.member() == null ? "" : names.getOrDefault(event.member(), "a member"),
                        Moment.of(event.at(), clock.instant(), firms.ours().zone())))
                .toList();
        return pages.page(
                "erasure/request",
                new OnePage(row(request), request.receivedOn().format(DAY), done));
    }

    @PostMapping("/settings/privacy/requests/{id:\\d{1,18}}/events")
    ModelAndView note(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Request request = find(id);
        Optional<Request.What> asked = what(what);
        boolean needsWords = asked.filter(one -> one == Request.What.EXTENDED || one == Request.What.REFUSED)
                .isPresent();
        if (asked.isEmpty() || (needsWords && words.isBlank())) {
            redirect.addFlashAttribute("notice", "Nothing was noted: write the reason that the customer was told.");
        } else if (asked.get() == Request.What.EXTENDED) {
            redirect.addFlashAttribute("notice", longer(requests.extend(request.id(), words, member.id())));
        } else if (asked.get() == Request.What.ANSWERED && request.needsIdentity()) {
            redirect.addFlashAttribute(
                    "notice",
                    "Nothing was noted: first make sure who asks, and note how. Nobody else's data may leave.");
        } else if (!requests.note(request.id(), asked.get(), words, member.id())) {
            redirect.addFlashAttribute("notice", "That was noted before, or the request has ended.");
        } else {
            redirect.addFlashAttribute("notice", asked.get().words() + ".");
        }
        return new ModelAndView("redirect:/settings/privacy/requests/" + id);
    }

    private static String longer(Requests.Longer longer) {
        return switch (longer) {
            case Requests.Longer.Told(String address) ->
                Request.What.EXTENDED.words() + ": a letter goes to " + address + ".";
            case Requests.Longer.TellHim() ->
                "Noted. No letter leaves from here (no sure address, or no mail server): tell them the reason today.";
            case Requests.Longer.Refused(String why) -> why;
        };
    }

    private Row row(Request request) {
        LocalDate today = requests.today();
        return new Row(
                request,
                customers.card(request.customer()).orElse(null),
                request.due().format(DAY),
                request.isOpen()
                        ? request.left(today)
                        : request.events().getLast().what().words(),
                request.isPressing(today));
    }

    private Request find(long id) {
        return requests.find(new RequestId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Optional<Request.What> what(String text) {
        for (Request.What one : Request.What.values()) {
            if (one != Request.What.REMINDED
                    && one != Request.What.OVERDUE
                    && one.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /// The noon of a day where the firm is; today where none is said.
    private Optional<Instant> at(String day) {
        if (day.isBlank()) return Optional.of(clock.instant());
        try {
            LocalDate read = LocalDate.parse(day.strip());
            boolean reasonable = !read.isAfter(requests.today())
                    && read.isAfter(requests.today().minusYears(3));
            return reasonable
                    ? Optional.of(read.atTime(12, 0).atZone(firms.ours().zone()).toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
