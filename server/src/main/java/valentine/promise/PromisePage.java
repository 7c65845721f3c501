package valentine.promise;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;
import valentine.web.Pages;
import valentine.web.Problem;

/// One promise: what was said, how it stands, what came before it, and how it ends.
@Controller
@ConditionalOnWebApplication
class PromisePage {
    private static final Problem UNKNOWN =
            new Problem(404, "There is no such promise", "The link may be old. Open Promises and look there.");
    private static final Duration UNDO_IS_OFFERED = Duration.ofMinutes(1);
    private static final String MISTAKE = "Entered by mistake";

    private final Promises promises;
    private final Names names;
    private final Clock clock;
    private final Pages pages;

    PromisePage(Promises promises, Names names, Clock clock, Pages pages) {
        this.promises = promises;
        this.names = names;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param chain all that were given in the same matter, where there are several
    /// @param undoable whether it was just made and can be taken back in one step
    /// @param asksManager whether only a manager may give another date
    record Page(
            Line line,
            List<Line> chain,
            String madeBy,
            boolean undoable,
            boolean asksManager,
            String suggested,
            @Nullable String problem) {
        Page {
            chain = List.copyOf(chain);
        }

        String saidUrl() {
            Said said = line.promise().said();
            if (said == null) return "";
            long micros = java.time.temporal.ChronoUnit.MICROS.between(Instant.EPOCH, said.at());
            return line.whoseUrl() + "?before=" + micros + "_" + (said.interaction() + 1) + "#timeline";
        }
    }

    @GetMapping("/promises/{id:\\d{1,18}}")
    ModelAndView show(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String made,
            @AuthenticationPrincipal Member member) {
        return page(new PromiseId(id), member, made != null, null);
    }

    @PostMapping("/promises/{id:\\d{1,18}}/keeping")
    ModelAndView keep(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        return after(
                promises.keep(new PromiseId(id), By.member(member.id())), id, member, redirect, "Kept. Thank you.");
    }

    @PostMapping("/promises/{id:\\d{1,18}}/withdrawal")
    ModelAndView withdraw(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Answer answer = promises.withdraw(new PromiseId(id), reason, By.member(member.id()));
        return after(answer, id, member, redirect, "Withdrawn.");
    }

    @PostMapping("/promises/{id:\\d{1,18}}/undoing")
    ModelAndView undo(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Answer answer = promises.withdraw(new PromiseId(id), MISTAKE, By.member(member.id()));
        return after(answer, id, member, redirect, "Taken back.");
    }

    @PostMapping("/promises/{id:\\d{1,18}}/renewal")
    ModelAndView renew(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String due,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        PromiseId promise = new PromiseId(id);
        Optional<Promise> old = promises.find(promise);
        if (old.isEmpty()) return unknown();
        ZoneId zone = old.get().deadline().zone();
        Optional<Instant> moment = MakingPage.moment(due, zone);
        if (moment.isEmpty()) return refused(promise, member, "Choose the new day and hour.");
        if (words.isBlank()) return refused(promise, member, "Write the words that go to the customer.");
        Answer answer = promises.repromise(promise, new Deadline(moment.get(), zone), words, member);
        return after(answer, id, member, redirect, "The new date stands, and the old one stays on record.");
    }

    private ModelAndView after(Answer answer, long id, Member member, RedirectAttributes redirect, String done) {
        return switch (answer) {
            case Answer.Done(var now) -> {
                redirect.addFlashAttribute("notice", done);
                yield new ModelAndView("redirect:/promises/" + now.value());
            }
            case Answer.Before(var now) -> {
                redirect.addFlashAttribute("notice", "It had ended already; nothing changed.");
                yield new ModelAndView("redirect:/promises/" + now.value());
            }
            case Answer.Refused(var why) -> refused(new PromiseId(id), member, why);
            case Answer.AsksManager _ ->
                refused(
                        new PromiseId(id),
                        member,
                        "A third new date is for a manager to give. Ask one to open this page.");
            case Answer.Unknown _ -> unknown();
        };
    }

    private ModelAndView refused(PromiseId id, Member member, String why) {
        ModelAndView again = page(id, member, false, why);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(PromiseId id, Member member, boolean made, @Nullable String problem) {
        Optional<Promise> found = promises.find(id);
        if (found.isEmpty()) return unknown();
        Promise promise = found.get();
        Instant now = clock.instant();
        Map<MemberId, String> all = names.all();
        List<Promise> chain = promises.chain(id);
        boolean fresh = promise.madeAt().isAfter(now.minus(UNDO_IS_OFFERED))
                && promise.madeBy().equals(By.member(member.id()));
        return pages.page(
                "promise/promise",
                new Page(
                        Line.of(promise, now, all),
                        chain.size() < 2
                                ? List.of()
                                : chain.stream()
                                        .map(each -> Line.of(each, now, all))
                                        .toList(),
                        madeBy(promise.madeBy(), all),
                        made && fresh && promise.isOpen(),
                        promise.times() + 1 >= Promises.ASKS_MANAGER
                                && !member.role().reaches(Role.MANAGER),
                        "We are sorry: \"" + promise.what() + "\" takes longer than we said. We will do it by ",
                        problem));
    }

    private static String madeBy(By by, Map<MemberId, String> names) {
        String said = by.said();
        if (said.startsWith("member ")) {
            return names.getOrDefault(new MemberId(Long.parseLong(said.substring(7))), "somebody who left");
        }
        return switch (said) {
            case "file" -> "a file";
            case "rule" -> "a rule";
            case "clock" -> "a clock";
            default -> "a program";
        };
    }

    private ModelAndView unknown() {
        ModelAndView unknown = pages.page("web/problem", UNKNOWN);
        unknown.setStatus(HttpStatus.NOT_FOUND);
        return unknown;
    }
}
