package valentine.event;

import java.time.Clock;
import java.util.List;
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
import valentine.event.Quarantine.Held;
import valentine.event.Replays.Outcome;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Moment;
import valentine.web.Pages;

/// The quarantine: what was refused and why; mended and sent again here, or let go.
@Controller
@ConditionalOnWebApplication
class QuarantinePages {
    private static final int PAGE = 50;
    private static final int PREVIEW = 160;

    private final Quarantine quarantine;
    private final Replays replays;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    QuarantinePages(Quarantine quarantine, Replays replays, Firms firms, Clock clock, Pages pages) {
        this.quarantine = quarantine;
        this.replays = replays;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    record Row(Held held, Moment moment) {
        String preview() {
            return Plain.line(Plain.clean(held.body()), PREVIEW);
        }
    }

    /// @param older below which number the next page begins; 0 where there is none
    record ListPage(
            List<Row> rows,
            List<Quarantine.Count> reasons,
            List<Quarantine.Fullness> fullest,
            @Nullable Reason reason,
            long older) {
        long waiting() {
            return reasons.stream().mapToLong(Quarantine.Count::waiting).sum();
        }
    }

    record OnePage(
            Held held,
            Moment moment,
            String body,
            boolean isTooLong,
            @Nullable String problem) {}

    @GetMapping("/events/quarantine")
    ModelAndView list(
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable Long below) {
        Reason only = reason == null ? null : Reason.of(reason).orElse(null);
        List<Held> found = quarantine.waiting(only, below == null ? Long.MAX_VALUE : below, PAGE + 1);
        List<Held> shown = found.subList(0, Math.min(PAGE, found.size()));
        return pages.page(
                "event/quarantine",
                new ListPage(
                        shown.stream().map(held -> new Row(held, moment(held))).toList(),
                        quarantine.reasons(),
                        quarantine.fullest(),
                        only,
                        found.size() > PAGE ? shown.getLast().id() : 0));
    }

    @GetMapping("/events/quarantine/{id:\\d{1,18}}")
    ModelAndView show(@PathVariable long id) {
        Held held = find(id);
        return one(held, held.body(), null);
    }

    @PostMapping("/events/quarantine/{id:\\d{1,18}}/replay")
    ModelAndView replay(
            @PathVariable long id,
            @RequestParam String message,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Held held = find(id);
        return switch (replays.replay(id, message, member.actor())) {
            case Outcome.Stored() -> back(redirect, "Stored. The message stands in the history now.");
            case Outcome.KnownBefore() -> back(redirect, "The same message had come by itself; it stands there once.");
            case Outcome.Gone() -> back(redirect, "This message waits no more.");
            case Outcome.StillRefused(String why) -> {
                ModelAndView again = one(held, message, why);
                again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield again;
            }
        };
    }

    @PostMapping("/events/quarantine/replay")
    ModelAndView replayAll(
            @RequestParam String reason, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Reason known =
                Reason.of(reason).orElseThrow(() -> new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT));
        Replays.Tally tally = replays.replay(known, member.actor());
        return back(
                redirect,
                tally.stored() + " stored, " + tally.knownBefore() + " known before, " + tally.stillRefused()
                        + " refused still.");
    }

    @PostMapping("/events/quarantine/{id:\\d{1,18}}/release")
    ModelAndView letGo(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        boolean gone = replays.letGo(id, member.actor());
        return back(redirect, gone ? "Let go. That it came stays counted." : "This message waits no more.");
    }

    private static ModelAndView back(RedirectAttributes redirect, String notice) {
        redirect.addFlashAttribute("notice", notice);
        return new ModelAndView("redirect:/events/quarantine");
    }

    private ModelAndView one(Held held, String body, @Nullable String problem) {
        return pages.page(
                "event/refused", new OnePage(held, moment(held), body, body.length() > Translation.LARGEST, problem));
    }

    private Moment moment(Held held) {
        return Moment.of(held.receivedAt(), clock.instant(), firms.ours().zone());
    }

    private Held find(long id) {
        return quarantine.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
