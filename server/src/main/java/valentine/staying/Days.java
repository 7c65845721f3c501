package valentine.staying;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ends of days of one past, with what was fitted to each: once, however often it is asked for.
final class Days {
    static final int FEWEST_CUSTOMERS = 30;

    final Past past;
    final int horizon;
    private final Map<Integer, Fits> fits = new HashMap<>();

    Days(Past past, int horizon) {
        this.past = past;
        this.horizon = horizon;
    }

    Judgement judge(int now) {
        return Judgement.of(this, now);
    }

    Fits at(int day) {
        return fits.computeIfAbsent(day, end -> new Fits(past, end, horizon));
    }

    boolean[] came(int day, int ahead) {
        return at(day).snapshot.came(past, day + ahead);
    }

    /// Those of these days after which both somebody came and somebody did not, the latest first.
    List<Integer> telling(List<Integer> days, int ahead) {
        return days.stream().filter(day -> tooLittle(came(day, ahead)) == null).toList();
    }

    /// Why nothing can be learned from who came; null where something can.
    static @Nullable String tooLittle(boolean[] came) {
        if (came.length < FEWEST_CUSTOMERS) {
            return "it needs " + FEWEST_CUSTOMERS + " customers, and there were " + came.length;
        }
        int positives = positives(came);
        if (positives == 0) {
            return "nobody came back of those who were known";
        }
        return positives == came.length ? "everybody came back of those who were known" : null;
    }

    static int positives(boolean[] came) {
        int positives = 0;
        for (boolean one : came) {
            positives += one ? 1 : 0;
        }
        return positives;
    }
}
