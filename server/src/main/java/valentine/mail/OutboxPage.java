package valentine.mail;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Moment;
import valentine.web.Pages;

/// Every letter and what became of it. A link that lets its receiver in stands on no page of ours.
@Controller
class OutboxPage {
    private static final int A_PAGE = 50;

    private final Outbox outbox;
    private final Mails mails;
    private final Delivery delivery;
    private final Bell bell;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    OutboxPage(Outbox outbox, Mails mails, Delivery delivery, Bell bell, Firms firms, Pages pages, Clock clock) {
        this.outbox = outbox;
        this.mails = mails;
        this.delivery = delivery;
        this.bell = bell;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    /// @param only the state that is looked for
    record Page(
            List<Row> rows, List<State> states, @Nullable State only, boolean first, boolean more, boolean setUp) {}

    /// @param reason why it stands where it stands, where that needs a word
    record Row(Outbox.Kept letter, String reason, Moment writtenAt) {}

    record One(
            Outbox.Kept letter,
            List<Stage> stages,
            Moment writtenAt,
            @Nullable Moment nextAt,
            boolean setUp) {}

    record Stage(State state, String reason, Moment at) {}

    @GetMapping("/outbox")
    ModelAndView show(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "9223372036854775807") long below) {
        State only = State.known(state).orElse(null);
        List<Outbox.Kept> letters = outbox.newest(only, below, A_PAGE + 1);
        Firm firm = firms.ours();
        Instant now = clock.instant();
        return pages.page(
                "mail/outbox",
                new Page(
                        letters.stream()
                                .limit(A_PAGE)
                                .map(letter -> new Row(
                                        letter,
                                        outbox.lastReason(letter.id()),
                                        Moment.of(letter.writtenAt(), now, firm.zone())))
                                .toList(),
                        List.of(State.values()),
                        only,
                        below == Long.MAX_VALUE,
                        letters.size() > A_PAGE,
                        mails.isSetUp()));
    }

    @GetMapping("/outbox/{id:\\d{1,18}}")
    ModelAndView one(@PathVariable long id) {
        Outbox.Kept letter = outbox.one(new LetterId(id)).orElseThrow(OutboxPage::missing);
        Firm firm = firms.ours();
        Instant now = clock.instant();
        return pages.page(
                "mail/one",
                new One(
                        letter,
                        outbox.steps(letter.id()).stream()
                                .map(step ->
                                        new Stage(step.state(), step.reason(), Moment.of(step.at(), now, firm.zone())))
                                .toList(),
                        Moment.of(letter.writtenAt(), now, firm.zone()),
                        letter.state() == State.WAITING ? Moment.of(letter.dueAt(), now, firm.zone()) : null,
                        mails.isSetUp()));
    }

    /// Lets it leave now, once more; what may have gone goes as the same mail again.
    @PostMapping("/outbox/{id:\\d{1,18}}/tries")
    ModelAndView tryAgain(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Outbox.Kept letter = outbox.one(new LetterId(id)).orElseThrow(OutboxPage::missing);
        boolean moved = letter.canBeTried()
                && outbox.move(
                        letter.id(),
                        List.of(State.WAITING, State.REFUSED, State.DOUBTFUL),
                        State.WAITING,
                        clock.instant(),
                        member.name() + " wants it tried again.",
                        member.id().value());
        delivery.hurry();
        bell.ring();
        redirect.addFlashAttribute("notice", moved ? "It is tried now." : "It cannot be tried again.");
        return new ModelAndView("redirect:/outbox/" + id);
    }

    /// Takes back a letter that has not left.
    @PostMapping("/outbox/{id:\\d{1,18}}/withdrawal")
    ModelAndView withdraw(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Optional<Outbox.Kept> letter = outbox.one(new LetterId(id));
        boolean stopped = outbox.move(
                letter.orElseThrow(OutboxPage::missing).id(),
                List.of(State.WAITING),
                State.STOPPED,
                clock.instant(),
                member.name() + " took it back.",
                member.id().value());
        redirect.addFlashAttribute("notice", stopped ? "It stays here." : "It does not wait any more.");
        return new ModelAndView("redirect:/outbox/" + id);
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
