package valentine.transparency;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.OpenPlace;

/// Finds values of a sensitive kind that lie open from before it had a purpose, or was known, and seals them or takes
/// them out: in the background, some at a time, and after a stop from where it was.
@Service
class Sweeps {
    private static final int AT_ONCE = 500;

    private final Map<String, OpenPlace> places;
    private final SweepTable table;
    private final TransactionTemplate transactions;

    Sweeps(List<OpenPlace> places, SweepTable table, TransactionTemplate transactions) {
        this.places = places.stream().collect(Collectors.toMap(OpenPlace::key, Function.identity()));
        this.table = table;
        this.transactions = transactions;
    }

    /// How far the search for one kind is.
    ///
    /// @param percent from 0 to 100
    /// @param found how many values lay open until now
    record Progress(SensitiveKind kind, boolean isFinished, int percent, long looked, long found, List<Found> where) {
        Progress {
            where = List.copyOf(where);
        }
    }

    /// What lay open at one place.
    record Found(String what, long found) {}

    /// The last search for each kind.
    List<Progress> progress() {
        return table.latest().stream().map(this::progress).toList();
    }

    /// Goes on with every search that is under way, to its end.
    void goOn() {
        for (SweepTable.Sweep sweep : table.open()) {
            transactions.executeWithoutResult(_ -> table.goTo(sweep, places.keySet()));
            while (step(sweep)) {
                // Each step is a transaction of its own.
            }
            transactions.executeWithoutResult(_ -> table.finish(sweep));
        }
    }

    private boolean step(SweepTable.Sweep sweep) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            Optional<SweepTable.Next> next = table.next(sweep, places.keySet());
            if (next.isEmpty()) return false;
            OpenPlace place =
                    java.util.Objects.requireNonNull(places.get(next.get().place()));
            table.stepped(
                    sweep, next.get(), place.step(sweep.kind().key(), next.get().position(), AT_ONCE));
            return true;
        }));
    }

    private Progress progress(SweepTable.Sweep sweep) {
        List<SweepTable.Place> all = table.places(sweep);
        double share = all.stream().mapToDouble(SweepTable.Place::share).sum() / Math.max(1, places.size());
        return new Progress(
                sweep.kind(),
                sweep.isFinished(),
                sweep.isFinished() ? 100 : (int) Math.min(99, 100 * share),
                all.stream().mapToLong(SweepTable.Place::looked).sum(),
                all.stream().mapToLong(SweepTable.Place::found).sum(),
                all.stream()
                        .filter(one -> one.found() > 0 && places.containsKey(one.key()))
                        .map(one -> new Found(
                                java.util.Objects.requireNonNull(places.get(one.key()))
                                        .what(),
                                one.found()))
                        .toList());
    }
}
