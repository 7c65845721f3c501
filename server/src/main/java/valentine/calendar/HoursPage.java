package valentine.calendar;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

/// When we work, and which holidays we keep: the calendars, and the page of each.
@Controller
@ConditionalOnWebApplication
class HoursPage {
    private static final CalendarId NEW = new CalendarId(0);
    private static final Problem GONE =
            new Problem(404, "There is no such calendar", "Somebody may have removed it. Open Hours and look there.");

    private final Calendars calendars;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    HoursPage(Calendars calendars, Firms firms, Clock clock, Pages pages) {
        this.calendars = calendars;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param uses what counts by which, apart from what counts by the one of the firm
    record All(
            List<NamedCalendar> calendars,
            Map<CalendarId, List<CalendarUse.Use>> uses,
            LocalDate today,
            @Nullable String problem) {
        All {
            calendars = List.copyOf(calendars);
        }

        List<CalendarUse.Use> usesOf(NamedCalendar named) {
            return uses.getOrDefault(named.id(), List.of());
        }

        static String holidays(BusinessCalendar calendar) {
            if (calendar.country().isEmpty()) return "No holidays";
            String country = Locale.of("", calendar.country()).getDisplayCountry(Locale.ENGLISH);
            return Holidays.regions(calendar.country()).stream()
                    .filter(region -> region.code().equals(calendar.region()))
                    .findFirst()
                    .map(region -> "Holidays of " + region.name() + ", " + country)
                    .orElse("Holidays of " + country);
        }

        String closed(BusinessCalendar calendar) {
            long ahead = calendar.closedDays().stream()
                    .filter(day -> !day.isBefore(today))
                    .count();
            return ahead == 0 ? "" : ahead == 1 ? "1 more day closed" : ahead + " more days closed";
        }
    }

    /// @param named nothing while it is not added yet
    /// @param countries codes and names, `regions` those of the chosen one
    /// @param holidays of the year ahead
    record Page(
            @Nullable NamedCalendar named,
            HoursForm form,
            Map<String, String> countries,
            List<Holidays.Region> regions,
            Map<LocalDate, String> holidays,
            String firmZone,
            @Nullable String problem) {
        Page {
            regions = List.copyOf(regions);
        }

        String path() {
            return named == null
                    ? "/settings/calendar"
                    : "/settings/calendar/" + named.id().value();
        }

        List<String> zones() {
            return Firms.zones(form.zone());
        }

        List<DayOfWeek> days() {
            return List.of(DayOfWeek.values());
        }

        static String key(DayOfWeek day) {
            return day.name().toLowerCase(Locale.ROOT);
        }

        static String name(DayOfWeek day) {
            return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        }
    }

    @GetMapping("/settings/calendar")
    ModelAndView all() {
        return all(null);
    }

    @GetMapping("/settings/calendar/new")
    ModelAndView fresh() {
        return page(null, HoursForm.of("", "", BusinessCalendar.plain(firmZone())), null);
    }

    @PostMapping("/settings/calendar")
    ModelAndView add(HoursForm form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        try {
            CalendarId id = calendars.add(form.read(NEW, firmZone()), member.actor());
            return saved(redirect, "Added. Targets may count by it.", id);
        } catch (IllegalArgumentException e) {
            return refused(page(null, form, e.getMessage() + "."));
        }
    }

    @GetMapping("/settings/calendar/{id:\\d{1,9}}")
    ModelAndView show(@PathVariable int id, @RequestParam(required = false) @Nullable String country) {
        Optional<NamedCalendar> found = calendars.find(new CalendarId(id));
        if (found.isEmpty()) return gone();
        NamedCalendar named = found.get();
        HoursForm form = HoursForm.of(
                named.name(), named.followsFirm() ? "" : named.calendar().zone().getId(), named.calendar());
        // Without scripts a country is chosen first, and then its region.
        return page(named, country == null || !Holidays.knows(country, "") ? form : form.in(country), null);
    }

    @PostMapping("/settings/calendar/{id:\\d{1,9}}")
    ModelAndView change(
            @PathVariable int id, HoursForm form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Optional<NamedCalendar> found = calendars.find(new CalendarId(id));
        if (found.isEmpty()) return gone();
        try {
            if (!calendars.change(form.read(new CalendarId(id), firmZone()), member.actor())) return gone();
        } catch (IllegalArgumentException e) {
            return refused(page(found.get(), form, e.getMessage() + "."));
        }
        return saved(redirect, "Saved. Clocks that start from now on run by it.", new CalendarId(id));
    }

    @PostMapping("/settings/calendar/{id:\\d{1,9}}/choice")
    ModelAndView choose(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        if (!calendars.makeOurs(new CalendarId(id), member.actor())) return gone();
        redirect.addFlashAttribute("notice", "Now this is the calendar of the firm: what names no other counts by it.");
        return new ModelAndView("redirect:/settings/calendar");
    }

    @PostMapping("/settings/calendar/{id:\\d{1,9}}/removal")
    ModelAndView remove(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        return switch (calendars.remove(new CalendarId(id), member.actor())) {
            case Removal.Removed() -> {
                redirect.addFlashAttribute("notice", "Removed.");
                yield new ModelAndView("redirect:/settings/calendar");
            }
            case Removal.Kept(var why) -> refused(all(why));
        };
    }

    private ModelAndView all(@Nullable String problem) {
        return pages.page("calendar/calendars", new All(calendars.all(), calendars.uses(), today(), problem));
    }

    private static ModelAndView refused(ModelAndView again) {
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView gone() {
        ModelAndView unknown = pages.page("web/problem", GONE);
        unknown.setStatus(HttpStatus.NOT_FOUND);
        return unknown;
    }

    private static ModelAndView saved(RedirectAttributes redirect, String notice, CalendarId id) {
        redirect.addFlashAttribute("notice", notice);
        return new ModelAndView("redirect:/settings/calendar/" + id.value());
    }

    private ModelAndView page(@Nullable NamedCalendar named, HoursForm form, @Nullable String problem) {
        String country = Holidays.knows(form.country(), "") ? form.country() : "";
        String region = Holidays.knows(country, form.region()) ? form.region() : "";
        Map<String, String> countries = new LinkedHashMap<>();
        Holidays.countries()
                .forEach(code -> countries.put(code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH)));
        return pages.page(
                "calendar/hours",
                new Page(
                        named,
                        form,
                        countries,
                        Holidays.regions(country),
                        ahead(country, region),
                        firmZone().getId(),
                        problem));
    }

    private Map<LocalDate, String> ahead(String country, String region) {
        LocalDate today = today();
        Map<LocalDate, String> ahead = new TreeMap<>(Holidays.named(today.getYear(), country, region));
        ahead.putAll(Holidays.named(today.getYear() + 1, country, region));
        ahead.keySet().removeIf(day -> day.isBefore(today) || day.isAfter(today.plusYears(1)));
        return ahead;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), firmZone());
    }

    private ZoneId firmZone() {
        return firms.ours().zone();
    }
}
