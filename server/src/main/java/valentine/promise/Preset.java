package valentine.promise;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.ClockUnit;
import valentine.reading.PromiseKind;

/// How long we give ourselves for something, by law or by our own will.
///
/// @param law the law that says so; empty where it is our own
/// @param countries the countries of customers, in two letters, for which it starts by itself
/// @param standard whether it does so for customers of any other country
/// @param starts what starts it; null where only a member does
public record Preset(
        PresetId id,
        String name,
        PromiseKind kind,
        String what,
        int count,
        ClockUnit unit,
        String law,
        List<String> countries,
        boolean standard,
        @Nullable Start starts) {
    public static final int LONGEST_NAME = 80;
    private static final int LONGEST_LAW = 300;

    public Preset {
        name = name.strip();
        what = what.strip();
        countries = List.copyOf(countries);
    }

    boolean isOfReturns() {
        return starts != null && starts.isOfReturns();
    }

    boolean isOfComplaints() {
        return starts == Start.COMPLAINT;
    }

    /// Why this cannot be, as a sentence for whoever wrote it.
    Optional<String> problem() {
        if (name.isEmpty() || name.length() > LONGEST_NAME || Draft.hasControls(name)) {
            return Optional.of("The name has 1 to " + LONGEST_NAME + " characters.");
        }
        if (what.isEmpty() || what.length() > Draft.LONGEST_WHAT || Draft.hasControls(what)) {
            return Optional.of("What is promised has 1 to " + Draft.LONGEST_WHAT + " characters.");
        }
        if (count < 1 || count > BusinessCalendar.LONGEST) return Optional.of("It runs for 1 to 10,000.");
        if (law.length() > LONGEST_LAW || Draft.hasControls(law))
            return Optional.of("The law has at most 300 characters.");
        if (starts == null && (standard || !countries.isEmpty())) {
            return Optional.of("Say what starts it, or leave out for whom.");
        }
        return countries.stream().allMatch(country -> country.matches("[A-Z]{2}"))
                ? Optional.empty()
                : Optional.of("Countries are two letters each, such as AT.");
    }
}
