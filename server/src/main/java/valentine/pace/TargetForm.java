package valentine.pace;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import valentine.calendar.NamedCalendar;
import valentine.channel.Medium;
import valentine.conversation.Priority;
import valentine.web.Pages;

/// A target as it is written on the page; times in minutes.
///
/// @param hours `ours`, `always` or the number of a calendar
record TargetForm(
        String name,
        Set<String> media,
        Set<String> priorities,
        Set<String> bands,
        String hours,
        String firstResponse,
        String nextResponse,
        String resolution) {
    private static final Duration LONGEST = Duration.ofDays(365);

    TargetForm {
        name = Pages.field(name).strip();
        media = media == null ? Set.of() : Set.copyOf(media);
        priorities = priorities == null ? Set.of() : Set.copyOf(priorities);
        bands = bands == null ? Set.of() : Set.copyOf(bands);
        hours = Pages.field(hours);
        firstResponse = Pages.field(firstResponse).strip();
        nextResponse = Pages.field(nextResponse).strip();
        resolution = Pages.field(resolution).strip();
    }

    static TargetForm empty() {
        return new TargetForm("", Set.of(), Set.of(), Set.of(), "ours", "", "", "");
    }

    static TargetForm of(Policy policy) {
        return new TargetForm(
                policy.name(),
                policy.media().stream().map(Medium::key).collect(Collectors.toSet()),
                policy.priorities().stream().map(Priority::key).collect(Collectors.toSet()),
                policy.bands(),
                switch (policy.hours()) {
                    case Policy.When.Ours() -> "ours";
                    case Policy.When.Named(var id) -> Integer.toString(id.value());
                    case Policy.When.Always() -> "always";
                },
                minutes(policy, Target.FIRST_RESPONSE),
                minutes(policy, Target.NEXT_RESPONSE),
                minutes(policy, Target.RESOLUTION));
    }

    /// What has to be mended, by field; nothing where it can be read.
    Map<String, String> mistakes(List<NamedCalendar> calendars) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        if (name.isEmpty()
                || name.length() > Policy.LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl))
            mistakes.put("name", "Give it a name of 1 to 80 characters.");
        Map.of("firstResponse", firstResponse, "nextResponse", nextResponse, "resolution", resolution)
                .forEach((field, text) -> {
                    if (!isTime(text))
                        mistakes.put(
                                field,
                                "Write whole minutes up to a year, such as 240 for four hours, or leave it empty.");
                });
        if (when(calendars).isEmpty()) mistakes.put("hours", "That calendar was removed meanwhile; choose another.");
        boolean isOffered = media.stream().allMatch(word -> medium(word).isPresent())
                && priorities.stream().allMatch(word -> Priority.of(word).isPresent())
                && Policy.BANDS.containsAll(bands);
        if (!isOffered) mistakes.put("conditions", "Choose only what the page offers.");
        return mistakes;
    }

    /// What is written, once nothing has to be mended.
    Policy policy(PolicyId id, List<NamedCalendar> calendars) {
        Map<Target, Duration> within = new EnumMap<>(Target.class);
        put(within, Target.FIRST_RESPONSE, firstResponse);
        put(within, Target.NEXT_RESPONSE, nextResponse);
        put(within, Target.RESOLUTION, resolution);
        return new Policy(
                id,
                name,
                media.stream().flatMap(word -> medium(word).stream()).collect(Collectors.toSet()),
                priorities.stream().flatMap(word -> Priority.of(word).stream()).collect(Collectors.toSet()),
                bands,
                when(calendars).orElseThrow(),
                new Times(within));
    }

    private Optional<Policy.When> when(List<NamedCalendar> calendars) {
        return switch (hours) {
            case "", "ours" -> Optional.of(new Policy.When.Ours());
            case "always" -> Optional.of(new Policy.When.Always());
            default ->
                calendars.stream()
                        .map(NamedCalendar::id)
                        .filter(id -> hours.equals(Integer.toString(id.value())))
                        .<Policy.When>map(Policy.When.Named::new)
                        .findFirst();
        };
    }

    private static Optional<Medium> medium(String word) {
        return Stream.of(Medium.values())
                .filter(medium -> medium.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static boolean isTime(String minutes) {
        if (minutes.isEmpty()) return true;
        if (!minutes.matches("\\d{1,6}")) return false;
        Duration time = Duration.ofMinutes(Long.parseLong(minutes));
        return time.isPositive() && time.compareTo(LONGEST) <= 0;
    }

    private static void put(Map<Target, Duration> within, Target target, String minutes) {
        if (!minutes.isEmpty()) within.put(target, Duration.ofMinutes(Long.parseLong(minutes)));
    }

    private static String minutes(Policy policy, Target target) {
        return policy.times()
                .within(target)
                .map(time -> Long.toString(time.toMinutes()))
                .orElse("");
    }
}
