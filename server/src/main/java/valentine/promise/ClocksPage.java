package valentine.promise;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Pages;
import valentine.web.Problem;

/// When we work, which holidays we keep, and how long we give ourselves for what.
@Controller
@ConditionalOnWebApplication
class ClocksPage {
    private static final Problem UNKNOWN =
            new Problem(404, "There is no such clock", "It may have changed meanwhile. Open Clocks and look there.");

    private final Presets presets;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    ClocksPage(Presets presets, Firms firms, Clock clock, Pages pages) {
        this.presets = presets;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param countries codes and names, `regions` those of the chosen one
    /// @param holidays of this year and the next, from today on
    record Page(
            Form form,
            Map<String, String> countries,
            List<Holidays.Region> regions,
            Map<LocalDate, String> holidays,
            List<Preset> presets,
            String zone,
            @Nullable String problem) {
        Page {
            regions = List.copyOf(regions);
            presets = List.copyOf(presets);
        }

        List<DayOfWeek> days() {
            return List.of(DayOfWeek.values());
        }

        static String name(DayOfWeek day) {
            return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        }

        List<ClockUnit> units() {
            return List.of(ClockUnit.values());
        }

        List<PromiseKind> kinds() {
            return List.of(PromiseKind.values());
        }
    }

    /// @param closed days such as 2026-12-24, apart by spaces or lines
    record Form(Set<String> days, String opens, String closes, String country, String region, String closed) {
        Form {
            days = days == null ? Set.of() : Set.copyOf(days);
            opens = Pages.field(opens);
            closes = Pages.field(closes);
            country = Pages.field(country);
            region = Pages.field(region);
            closed = Pages.field(closed);
        }
    }

    /// A clock as it is written on the page.
    record ClockForm(String name, String kind, String what, String count, String unit, String law) {
        ClockForm {
            name = Pages.field(name);
            kind = Pages.field(kind);
            what = Pages.field(what);
            count = Pages.field(count).strip();
            unit = Pages.field(unit);
            law = Pages.field(law).strip();
        }
    }

    @GetMapping("/settings/clocks")
    ModelAndView show(@RequestParam(required = false) @Nullable String country) {
        Form form = form(presets.calendar());
        // Without scripts a country is chosen first, and then its region.
        if (country == null || !Holidays.knows(country, "")) return page(form, null);
        return page(new Form(form.days(), form.opens(), form.closes(), country, "", form.closed()), null);
    }

    @PostMapping("/settings/clocks")
    ModelAndView work(Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        try {
            String region = Holidays.knows(form.country(), form.region()) ? form.region() : "";
            BusinessCalendar calendar = new BusinessCalendar(
                    firms.ours().zone(),
                    days(form.days()),
                    LocalTime.parse(form.opens()),
                    LocalTime.parse(form.closes()),
                    form.country(),
                    region,
                    closed(form.closed()));
            presets.work(calendar, member.actor());
        } catch (IllegalArgumentException e) {
            return refused(form, e.getMessage() + ".");
        } catch (DateTimeException e) {
            return refused(form, "Write hours like 09:00 and closed days like 2026-12-24.");
        }
        redirect.addFlashAttribute("notice", "Saved. Clocks that start from now on run by it.");
        return new ModelAndView("redirect:/settings/clocks");
    }

    @PostMapping("/settings/clocks/presets")
    ModelAndView add(ClockForm form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Preset fresh = new Preset(
                new PresetId(0), form.name(), PromiseKind.OTHER, "", 1, ClockUnit.DAYS, "", List.of(), false, false);
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
        if (problem.isPresent()) return refused(form(presets.calendar()), problem.get());
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
                old.countries(),
                old.standard(),
                old.onReturn()));
    }

    private ModelAndView refused(Form form, String why) {
        ModelAndView again = page(form, why);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(Form form, @Nullable String problem) {
        boolean known = Holidays.knows(form.country(), "");
        String country = known ? form.country() : "";
        String region = Holidays.knows(country, form.region()) ? form.region() : "";
        Map<String, String> countries = Holidays.countries().stream()
                .collect(Collectors.toMap(
                        code -> code,
                        code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH),
                        (one, _) -> one,
                        java.util.LinkedHashMap::new));
        return pages.page(
                "promise/clocks",
                new Page(
                        form,
                        countries,
                        Holidays.regions(country),
                        ahead(country, region),
                        presets.all(),
                        firms.ours().zone().getId(),
                        problem));
    }

    private Map<LocalDate, String> ahead(String country, String region) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), firms.ours().zone());
        Map<LocalDate, String> ahead = new java.util.TreeMap<>(Holidays.named(today.getYear(), country, region));
        ahead.putAll(Holidays.named(today.getYear() + 1, country, region));
        ahead.keySet().removeIf(day -> day.isBefore(today) || day.isAfter(today.plusYears(1)));
        return ahead;
    }

    private static Form form(BusinessCalendar calendar) {
        return new Form(
                calendar.workingDays().stream().map(DayOfWeek::name).collect(Collectors.toSet()),
                calendar.opens().toString(),
                calendar.closes().toString(),
                calendar.country(),
                calendar.region(),
                calendar.closedDays().stream().sorted().map(LocalDate::toString).collect(Collectors.joining("\n")));
    }

    private static Set<DayOfWeek> days(Set<String> names) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (names.contains(day.name())) days.add(day);
        }
        return days;
    }

    private static Set<LocalDate> closed(String text) {
        return Arrays.stream(text.strip().split("[\\s,;]+", -1))
                .filter(day -> !day.isEmpty())
                .map(LocalDate::parse)
                .collect(Collectors.toSet());
    }
}
