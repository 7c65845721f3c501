package valentine.effort;

import java.util.ArrayList;
import java.util.List;

/// What a matter took, in words.
final class Took {
    private Took() {}

    /// "came again twice, was handed over once".
    static String words(Matter matter) {
        List<String> said = new ArrayList<>();
        if (matter.repeats() > 0) said.add("came again " + times(matter.repeats()));
        if (matter.transfers() > 0) said.add("handed over " + times(matter.transfers()));
        if (matter.switches() > 0) said.add("changed channel " + times(matter.switches()));
        return said.isEmpty() ? "at the first go" : String.join(", ", said);
    }

    static String times(long times) {
        return times == 0 ? "never" : times == 1 ? "once" : times == 2 ? "twice" : times + " times";
    }
}
