package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import valentine.customer.Customers;
import valentine.customer.Identity;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Moment;
import valentine.web.Pages;

/// Every message to a customer and what became of it; where no channel is set up, what would have gone.
@Controller
@ConditionalOnWebApplication
class MessagesPage {
    private static final int A_PAGE = 50;

    private final Departures departures;
    private final Progress progress;
    private final Dispatch dispatch;
    private final Doorbell bell;
    private final Connections connections;
    private final Attachments attachments;
    private final Customers customers;
    private final Identity identity;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    MessagesPage(
            Departures departures,
            Progress progress,
            Dispatch dispatch,
            Doorbell bell,
            Connections connections,
            Attachments attachments,
            Customers customers,
            Identity identity,
            Firms firms,
            Pages pages,
            Clock clock) {
        this.departures = departures;
        this.progress = progress;
        this.dispatch = dispatch;
        this.bell = bell;
        this.connections = connections;
        this.attachments = attachments;
        this.customers = customers;
        this.identity = identity;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    /// @param only the state that is looked for
    record Page(
            List<Row> rows, List<State> states, @Nullable State only, boolean first, boolean more, boolean setUp) {}

    record Row(Departures.Line line, Moment writtenAt, Moment dueAt) {}

    record One(
            Departed message,
            Connection connection,
            String customer,
            long head,
            List<Attachments.Attachment> files,
            List<Stage> stages,
            Moment writtenAt,
            Moment dueAt) {}

    record Stage(State state, String why, Moment at) {}

    @GetMapping("/outbox/messages")
    ModelAndView show(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "9223372036854775807") long below) {
        State only = State.known(state).orElse(null);
        List<Departures.Line> lines = departures.newest(only, below, A_PAGE + 1);
        return pages.page(
                "channel/messages",
                new Page(
                        lines.stream()
                                .limit(A_PAGE)
                                .map(line -> new Row(line, moment(line.writtenAt()), moment(line.dueAt())))
                                .toList(),
                        List.of(State.values()),
                        only,
                        below == Long.MAX_VALUE,
                        lines.size() > A_PAGE,
                        !connections.all().isEmpty()));
    }

    @GetMapping("/outbox/messages/{id:\\d{1,18}}")
    ModelAndView one(@PathVariable long id) {
        Departed message = found(id);
        Optional<Card> card = customers.card(identity.headOf(message.customer()));
        return pages.page(
                "channel/message",
                new One(
                        message,
                        connections.find(message.connection()).orElseThrow(),
                        card.map(Card::name).orElse(message.to().value()),
                        card.map(one -> one.id().value())
                                .orElse(message.customer().value()),
                        attachments.of(message.id()),
                        departures.steps(message.id()).stream()
                                .map(step -> new Stage(step.state(), step.why(), moment(step.at())))
                                .toList(),
                        moment(message.writtenAt()),
                        moment(message.dueAt())));
    }

    /// Lets it leave now, once more, if the door allows it.
    @PostMapping("/outbox/messages/{id:\\d{1,18}}/tries")
    ModelAndView tryAgain(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        boolean moved = progress.move(
                        found(id).id(),
                        Set.of(State.WAITING, State.FAILED, State.DOUBT),
                        new Departures.Change(
                                State.WAITING,
                                member.name() + " wants it tried again.",
                                clock.instant(),
                                null,
                                member.id()))
                .isPresent();
        dispatch.hurry();
        bell.ring();
        redirect.addFlashAttribute("notice", moved ? "It is tried now." : "It cannot be tried again.");
        return new ModelAndView("redirect:/outbox/messages/" + id);
    }

    @PostMapping("/outbox/messages/{id:\\d{1,18}}/withdrawal")
    ModelAndView takeBack(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        boolean stopped = progress.move(
                        found(id).id(),
                        Set.of(State.WAITING, State.HELD),
                        new Departures.Change(
                                State.TAKEN_BACK, member.name() + " took it back.", clock.instant(), null, member.id()))
                .isPresent();
        redirect.addFlashAttribute("notice", stopped ? "It stays here." : "It does not wait any more.");
        return new ModelAndView("redirect:/outbox/messages/" + id);
    }

    private Departed found(long id) {
        return departures
                .find(new DepartureId(id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Moment moment(Instant at) {
        return Moment.of(at, clock.instant(), firms.ours().zone());
    }
}
