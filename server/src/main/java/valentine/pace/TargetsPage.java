package valentine.pace;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.calendar.Calendars;
import valentine.calendar.NamedCalendar;
import valentine.channel.Medium;
import valentine.conversation.Priority;
import valentine.team.Member;
import valentine.web.Pages;
import valentine.web.Problem;

/// Where the firm says how soon it wants to answer whom.
@Controller
@ConditionalOnWebApplication
class TargetsPage {
    private static final Problem GONE =
            new Problem(404, "There is no such target", "Somebody may have ended it. Open Targets and look there.");
    private static final PolicyId NEW = new PolicyId(0);

    private final Policies policies;
    private final Calendars calendars;
    private final Pages pages;

    TargetsPage(Policies policies, Calendars calendars, Pages pages) {
        this.policies = policies;
        this.calendars = calendars;
        this.pages = pages;
    }

    /// @param refused what was sent and could not be taken, with what to mend by field
    record Page(
            List<Policy> policies,
            List<NamedCalendar> calendars,
            @Nullable Refused refused) {
        Page {
            policies = List.copyOf(policies);
            calendars = List.copyOf(calendars);
        }

        /// What stands in the form of a target: what was typed where that was refused.
        TargetForm form(Policy policy) {
            return isRefused(policy.id()) ? Objects.requireNonNull(refused).form() : TargetForm.of(policy);
        }

        /// What stands in the form of another one.
        TargetForm fresh() {
            return isRefused(NEW) ? Objects.requireNonNull(refused).form() : TargetForm.empty();
        }

        boolean isRefused(PolicyId id) {
            return refused != null && refused.id().equals(id);
        }

        boolean isFreshRefused() {
            return isRefused(NEW);
        }

        /// What is to be mended in the forms of a target; of all others nothing.
        Map<String, String> mistakes(PolicyId id) {
            return isRefused(id) ? Objects.requireNonNull(refused).mistakes() : Map.of();
        }

        Map<String, String> freshMistakes() {
            return mistakes(NEW);
        }

        List<Medium> media() {
            return Arrays.stream(Medium.values())
                    .filter(medium -> medium != Medium.FEED && medium != Medium.IMPORT)
                    .toList();
        }

        List<Priority> priorities() {
            return List.of(Priority.values());
        }

        /// What a target may count by: what the form sends, and how it is called.
        Map<String, String> hours() {
            Map<String, String> hours = new LinkedHashMap<>();
            hours.put("ours", "in our working hours (" + calendars.getFirst().name() + ")");
            calendars.stream()
                    .filter(named -> !named.isOurs())
                    .forEach(named ->
                            hours.put(Integer.toString(named.id().value()), "in the hours of " + named.name()));
            hours.put("always", "around the clock");
            return hours;
        }

        List<Target> targets() {
            return List.of(Target.values());
        }

        static String band(String key) {
            return switch (key) {
                case "in_love" -> "In love";
                case "habit" -> "Habit";
                case "secret_admirer" -> "Secret admirer";
                case "parting" -> "Parting";
                default -> "Not known";
            };
        }
    }

    /// @param id of the target that was to be changed
    record Refused(PolicyId id, TargetForm form, Map<String, String> mistakes) {}

    @GetMapping("/settings/targets")
    ModelAndView show() {
        return page(null);
    }

    @PostMapping("/settings/targets")
    ModelAndView add(TargetForm form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        List<NamedCalendar> named = calendars.all();
        Map<String, String> mistakes = form.mistakes(named);
        if (!mistakes.isEmpty()) return refused(new Refused(NEW, form, mistakes));
        try {
            policies.add(form.policy(NEW, named), member.actor());
        } catch (IllegalArgumentException e) {
            return refused(new Refused(NEW, form, Map.of("form", e.getMessage() + ".")));
        }
        return saved(redirect, "Added. It is asked before the others; move it down by moving others up.");
    }

    @PostMapping("/settings/targets/{id:\\d{1,9}}")
    ModelAndView change(
            @PathVariable int id,
            TargetForm form,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        PolicyId target = new PolicyId(id);
        if (policies.find(target).isEmpty()) return gone();
        List<NamedCalendar> named = calendars.all();
        Map<String, String> mistakes = form.mistakes(named);
        if (!mistakes.isEmpty()) return refused(new Refused(target, form, mistakes));
        try {
            if (!policies.change(form.policy(target, named), member.actor())) return gone();
        } catch (IllegalArgumentException e) {
            return refused(new Refused(target, form, Map.of("form", e.getMessage() + ".")));
        }
        return saved(redirect, "Saved. It holds for what is asked or changes from now on.");
    }

    @PostMapping("/settings/targets/{id:\\d{1,9}}/raise")
    ModelAndView raise(@PathVariable int id, RedirectAttributes redirect) {
        if (policies.find(new PolicyId(id)).isEmpty()) return gone();
        policies.raise(new PolicyId(id));
        return saved(redirect, "Moved up.");
    }

    @PostMapping("/settings/targets/{id:\\d{1,9}}/end")
    ModelAndView end(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        if (!policies.end(new PolicyId(id), member.actor())) return gone();
        return saved(redirect, "Ended. What was measured by it stays measured.");
    }

    private ModelAndView refused(Refused refused) {
        ModelAndView shown = page(refused);
        shown.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return shown;
    }

    private ModelAndView page(@Nullable Refused refused) {
        return pages.page("pace/targets", new Page(policies.all(), calendars.all(), refused));
    }

    private ModelAndView gone() {
        ModelAndView unknown = pages.page("web/problem", GONE);
        unknown.setStatus(HttpStatus.NOT_FOUND);
        return unknown;
    }

    private static ModelAndView saved(RedirectAttributes redirect, String notice) {
        redirect.addFlashAttribute("notice", notice);
        return new ModelAndView("redirect:/settings/targets");
    }
}
