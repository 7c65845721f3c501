package valentine.backtest;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the score would have done on several earlier days, beside simpler ways to tell who comes back.
///
/// @param asked the days that were asked for; `horizon` are those that the past allows to look ahead
/// @param words what it comes to, in sentences, the most important first
/// @param notes what was shortened, left out or hard to tell, in sentences
/// @param cuts the earlier days, the earliest first; none where nothing can be measured
/// @param pool all of them together; null where nothing can be measured, and then the words say why
public record TrackRecord(
        int asked,
        int horizon,
        LocalDate firstDay,
        LocalDate lastDay,
        List<String> words,
        List<String> notes,
        List<Cut> cuts,
        @Nullable Pool pool) {
    public TrackRecord {
        words = List.copyOf(words);
        notes = List.copyOf(notes);
        cuts = List.copyOf(cuts);
    }
}
