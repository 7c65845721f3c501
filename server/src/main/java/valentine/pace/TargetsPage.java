package valentine.pace;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Pages pages;

    TargetsPage(Policies policies, Pages pages) {
        this.policies = policies;
        this.pages = pages;
    }

    record Page(List<Policy> policies, @Nullable String problem) {
        Page {
            policies = List.copyOf(policies);
        }

        List<Medium> media() {
            return Arrays.stream(Medium.values())
                    .filter(medium -> medium != Medium.FEED && medium != Medium.IMPORT)
                    .toList();
        }

        List<Priority> priorities() {
            return List.of(Priority.values());
        }

        List<Policy.When> hours() {
            return List.of(Policy.When.values());
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

        static String minutes(@Nullable Policy policy, Target target) {
            if (policy == null) return "";
            return policy.times()
                    .within(target)
                    .map(time -> Long.toString(time.toMinutes()))
                    .orElse("");
        }
    }

    /// A target as it is written on the page; times in minutes.
    record Form(
            String name,
            Set<String> media,
            Set<String> priorities,
            Set<String> bands,
            String hours,
            String firstResponse,
            String nextResponse,
            String resolution) {
        Form {
            name = Pages.field(name).strip();
            media = media == null ? Set.of() : Set.copyOf(media);
            priorities = priorities == null ? Set.of() : Set.copyOf(priorities);
            bands = bands == null ? Set.of() : Set.copyOf(bands);
            hours = Pages.field(hours);
            firstResponse = Pages.field(firstResponse).strip();
            nextResponse = Pages.field(nextResponse).strip();
            resolution = Pages.field(resolution).strip();
        }

        Policy policy(PolicyId id) {
            Map<Target, Duration> within = new EnumMap<>(Target.class);
            put(within, Target.FIRST_RESPONSE, firstResponse);
            put(within, Target.NEXT_RESPONSE, nextResponse);
            put(within, Target.RESOLUTION, resolution);
            return new Policy(
                    id,
                    name,
                    media.stream()
                            .map(word -> Medium.valueOf(word.toUpperCase(Locale.ROOT)))
                            .collect(Collectors.toSet()),
                    priorities.stream()
                            .map(word -> Priority.of(word).orElseThrow(IllegalArgumentException::new))
                            .collect(Collectors.toSet()),
                    bands,
                    hours.equals("always") ? Policy.When.ALWAYS : Policy.When.OURS,
                    new Times(within));
        }

        private static void put(Map<Target, Duration> within, Target target, String minutes) {
            if (minutes.isEmpty()) return;
            if (!minutes.matches("\\d{1,6}"))
                throw new IllegalArgumentException("Times are whole minutes, such as 240 for four hours");
            within.put(target, Duration.ofMinutes(Long.parseLong(minutes)));
        }
    }

    @GetMapping("/settings/targets")
    ModelAndView show() {
        return pages.page("pace/targets", new Page(policies.all(), null));
    }

    @PostMapping("/settings/targets")
    ModelAndView add(Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        try {
            policies.add(form.policy(NEW), member.actor());
        } catch (IllegalArgumentException e) {
            return refused(e);
        }
        return saved(redirect, "Added. It is asked before the others; move it down by moving others up.");
    }

    @PostMapping("/settings/targets/{id:\\d{1,9}}")
    ModelAndView change(
            @PathVariable int id, Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        try {
            if (!policies.change(form.policy(new PolicyId(id)), member.actor())) return gone();
        } catch (IllegalArgumentException e) {
            return refused(e);
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

    private ModelAndView refused(IllegalArgumentException e) {
        String why = e.getMessage() == null ? "Choose only what the page offers" : e.getMessage();
        ModelAndView shown = pages.page("pace/targets", new Page(policies.all(), why + "."));
        shown.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return shown;
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
