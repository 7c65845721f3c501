package valentine.calendar;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Pages;

/// When we work, and which holidays we keep.
@Controller
@ConditionalOnWebApplication
class HoursPage {
    private static final int LONGEST_LINE = 200;

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

    /// @param countries codes and names, `regions` those of the chosen one
    /// @param holidays of the year ahead
    record Page(
            Form form,
            Map<String, String> countries,
            List<Holidays.Region> regions,
            Map<LocalDate, String> holidays,
            String zone,
            @Nullable String problem) {
        Page {
            regions = List.copyOf(regions);
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

    /// @param monday hours such as 09:00–12:00, 13:00–17:00; empty for a free day
    /// @param closed days such as 2026-12-24, apart by spaces or lines
    record Form(
            String monday,
            String tuesday,
            String wednesday,
            String thursday,
            String friday,
            String saturday,
            String sunday,
            String country,
            String region,
            String closed) {
        Form {
            monday = Pages.field(monday);
            tuesday = Pages.field(tuesday);
            wednesday = Pages.field(wednesday);
            thursday = Pages.field(thursday);
            friday = Pages.field(friday);
            saturday = Pages.field(saturday);
            sunday = Pages.field(sunday);
            country = Pages.field(country);
            region = Pages.field(region);
            closed = Pages.field(closed);
        }

        String of(DayOfWeek day) {
            return switch (day) {
                case MONDAY -> monday;
                case TUESDAY -> tuesday;
                case WEDNESDAY -> wednesday;
                case THURSDAY -> thursday;
                case FRIDAY -> friday;
                case SATURDAY -> saturday;
                case SUNDAY -> sunday;
            };
        }

        Form in(String chosen) {
            return new Form(monday, tuesday, wednesday, thursday, friday, saturday, sunday, chosen, "", closed);
        }
    }

    @GetMapping("/settings/calendar")
    ModelAndView show(@RequestParam(required = false) @Nullable String country) {
        Form form = form(calendars.ours());
        // Without scripts a country is chosen first, and then its region.
        return country == null || !Holidays.knows(country, "") ? page(form, null) : page(form.in(country), null);
    }

    @PostMapping("/settings/calendar")
    ModelAndView change(Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        try {
            String region = Holidays.knows(form.country(), form.region()) ? form.region() : "";
            calendars.change(
                    new BusinessCalendar(
                            firms.ours().zone(), week(form), form.country(), region, closed(form.closed())),
                    member.actor());
        } catch (DateTimeException _) {
            return refused(form, "Write hours like 09:00–12:00, 13:00–17:00 and closed days like 2026-12-24.");
        } catch (IllegalArgumentException e) {
            return refused(form, e.getMessage() + ".");
        }
        redirect.addFlashAttribute("notice", "Saved. Clocks that start from now on run by it.");
        return new ModelAndView("redirect:/settings/calendar");
    }

    private ModelAndView refused(Form form, String why) {
        ModelAndView again = page(form, why);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(Form form, @Nullable String problem) {
        String country = Holidays.knows(form.country(), "") ? form.country() : "";
        String region = Holidays.knows(country, form.region()) ? form.region() : "";
        Map<String, String> countries = new LinkedHashMap<>();
        Holidays.countries()
                .forEach(code -> countries.put(code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH)));
        return pages.page(
                "calendar/hours",
                new Page(
                        form,
                        countries,
                        Holidays.regions(country),
                        ahead(country, region),
                        firms.ours().zone().getId(),
                        problem));
    }

    private Map<LocalDate, String> ahead(String country, String region) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), firms.ours().zone());
        Map<LocalDate, String> ahead = new TreeMap<>(Holidays.named(today.getYear(), country, region));
        ahead.putAll(Holidays.named(today.getYear() + 1, country, region));
        ahead.keySet().removeIf(day -> day.isBefore(today) || day.isAfter(today.plusYears(1)));
        return ahead;
    }

    private static Form form(BusinessCalendar calendar) {
        return new Form(
                line(calendar, DayOfWeek.MONDAY),
                line(calendar, DayOfWeek.TUESDAY),
                line(calendar, DayOfWeek.WEDNESDAY),
                line(calendar, DayOfWeek.THURSDAY),
                line(calendar, DayOfWeek.FRIDAY),
                line(calendar, DayOfWeek.SATURDAY),
                line(calendar, DayOfWeek.SUNDAY),
                calendar.country(),
                calendar.region(),
                calendar.closedDays().stream().sorted().map(LocalDate::toString).collect(Collectors.joining("\n")));
    }

    private static String line(BusinessCalendar calendar, DayOfWeek day) {
        return calendar.week().getOrDefault(day, List.of()).stream()
                .map(Hours::toString)
                .collect(Collectors.joining(", "));
    }

    private static Map<DayOfWeek, List<Hours>> week(Form form) {
        Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, hours(form.of(day)));
        return week;
    }

    /// Reads 9:00–12:00, 13:00-17:00.
    private static List<Hours> hours(String line) {
        if (line.length() > LONGEST_LINE) throw new DateTimeException("Too long");
        return Arrays.stream(line.split("[,;]", -1))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .map(range -> {
                    String[] ends = range.split("\\s*[-–]\\s*", -1);
                    if (ends.length != 2) throw new DateTimeException("Two hours make a stretch of work");
                    return new Hours(time(ends[0]), time(ends[1]));
                })
                .toList();
    }

    private static LocalTime time(String text) {
        if (text.equals("24:00")) return LocalTime.MIDNIGHT;
        return LocalTime.parse(text.matches("\\d:\\d\\d") ? "0" + text : text);
    }

    private static Set<LocalDate> closed(String text) {
        return Arrays.stream(text.strip().split("[\\s,;]+", -1))
                .filter(day -> !day.isEmpty())
                .map(LocalDate::parse)
                .collect(Collectors.toSet());
    }
}
