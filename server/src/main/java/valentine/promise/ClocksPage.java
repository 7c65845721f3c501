package valentine.promise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import valentine.calendar.ClockUnit;
import valentine.reading.PromiseKind;
import valentine.team.Member;
import valentine.web.Pages;
import valentine.web.Problem;

/// How long we give ourselves for what.
@Controller
@ConditionalOnWebApplication
class ClocksPage {
    private static final Problem UNKNOWN =
            new Problem(404, "There is no such clock", "It may have changed meanwhile. Open Clocks and look there.");

    private final Presets presets;
    private final Pages pages;

    ClocksPage(Presets presets, Pages pages) {
        this.presets = presets;
        this.pages = pages;
    }

    record Page(List<Preset> presets, @Nullable String problem) {
        Page {
            presets = List.copyOf(presets);
        }

        List<ClockUnit> units() {
            return List.of(ClockUnit.values());
        }

        List<Start> starts() {
            return List.of(Start.values());
        }

        List<PromiseKind> kinds() {
            return List.of(PromiseKind.values());
        }
    }

    /// A clock as it is written on the page.
    record ClockForm(
            String name,
            String kind,
            String what,
            String count,
            String unit,
            String law,
            String starts,
            String countries,
            String standard) {
        ClockForm {
            name = Pages.field(name);
            kind = Pages.field(kind);
            what = Pages.field(what);
            count = Pages.field(count).strip();
            unit = Pages.field(unit);
            law = Pages.field(law).strip();
            starts = Pages.field(starts);
            countries = Pages.field(countries);
            standard = Pages.field(standard);
        }
    }

    @GetMapping("/settings/clocks")
    ModelAndView show() {
        return page(null);
    }

    @PostMapping("/settings/clocks/presets")
    ModelAndView add(ClockForm form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Preset fresh = new Preset(
                new PresetId(0), form.name(), PromiseKind.OTHER, "", 1, ClockUnit.DAYS, "", List.of(), false, null);
        Optional<Preset> preset = changed(fresh, form);
        Optional<String> problem = preset.isEmpty()
                ? Optional.of("Say how long in whole numbers.")
                : presets.add(preset.get(), member.actor());
        return after(problem, redirect);
    }

    @PostMapping("/settings/clocks/presets/{id:\\d{1,18}}")
    ModelAndView change(
            @PathVariable long id,
            ClockForm form,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Optional<Preset> old = presets.find(new PresetId(id));
        if (old.isEmpty()) {
            ModelAndView unknown = pages.page("web/problem", UNKNOWN);
            unknown.setStatus(HttpStatus.NOT_FOUND);
            return unknown;
        }
        Optional<Preset> preset = changed(old.get(), form);
        Optional<String> problem = preset.isEmpty()
                ? Optional.of("Say how long in whole numbers.")
                : presets.change(preset.get(), member.actor());
        return after(problem, redirect);
    }

    private ModelAndView after(Optional<String> problem, RedirectAttributes redirect) {
        if (problem.isPresent()) return refused(problem.get());
        redirect.addFlashAttribute("notice", "Saved.");
        return new ModelAndView("redirect:/settings/clocks");
    }

    private static Optional<Preset> changed(Preset old, ClockForm form) {
        if (!form.count().matches("\\d{1,5}")) return Optional.empty();
        boolean known =
                Arrays.stream(ClockUnit.values()).anyMatch(unit -> unit.name().equals(form.unit()));
        return Optional.of(new Preset(
                old.id(),
                form.name(),
                PromiseKind.of(form.kind()).orElse(old.kind()),
                form.what(),
                Integer.parseInt(form.count()),
                known ? ClockUnit.valueOf(form.unit()) : old.unit(),
                form.law(),
                Arrays.stream(form.countries().toUpperCase(Locale.ROOT).split("[\\s,;]+"))
                        .filter(country -> !country.isEmpty())
                        .distinct()
                        .toList(),
                !form.standard().isEmpty(),
                Start.of(form.starts()).orElse(null)));
    }

    private ModelAndView refused(String why) {
        ModelAndView again = page(why);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(@Nullable String problem) {
        return pages.page("promise/clocks", new Page(presets.all(), problem));
    }
}
