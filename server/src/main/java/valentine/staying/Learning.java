package valentine.staying;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import valentine.models.Logistic;

/// Learns from who came within so many days after the ends of several days, the latest first, stacked.
///
/// Each distinct history of a day stands twice, for those who came and for those who did not, with their numbers as
/// weights. Every day has a level of its own: how things hang together is learned from all days, how many come from the
/// latest, or half from it and half from the same season a year before, where the past reaches back so far. The models
/// whose chances are looked at are those that were fitted to the very day.
final class Learning {
    /// So strongly coefficients are pulled to zero: as if one customer in so many said that nothing matters.
    private static final double RIDGE = 4;

    private static final int YEAR = 365;

    /// So many who came, and who did not, are wanted for each thing looked at by a candidate that looks at many, and
    /// more for trees.
    private static final int EVENTS_A_FEATURE = 10;

    private static final int EVENTS_A_TREE = 40;

    /// More different histories of a day than this teach such a candidate nothing new; they are thinned out evenly.
    private static final int ENOUGH = 20_000;

    private static final List<Candidate> BASES = List.of(Candidate.PARETO_NBD, Candidate.MBG_NBD, Candidate.BG_NBD);

    private final Days days;
    private final List<Integer> from;
    private final int before;
    private final int over;

    /// @param from the days to learn from, whose labels must be telling
    Learning(Days days, List<Integer> from, int before, int over) {
        if (from.isEmpty()) throw new IllegalArgumentException("Nothing to learn from");
        this.days = days;
        this.from = List.copyOf(from);
        this.before = before;
        this.over = over;
    }

    /// What a candidate learns there to foretell at another day; null where that would be too little.
    @Nullable
    Formula formula(Candidate candidate, Fits present) {
        if (candidate == Candidate.TREES) {
            return Trees.canLearn() ? trees(present) : null;
        }
        Candidate base = candidate.isLayered() ? base(present) : null;
        Rows rows = rows(
                candidate, day -> base == null ? null : days.at(day).formulas.get(base));
        if (candidate.isLayered() && rows.areFewer(EVENTS_A_FEATURE)) {
            return null;
        }
        Logistic all = rows.logistic(RIDGE * from.size(), from.size() - 1);
        int features = rows.features();
        int season = from.indexOf(before - YEAR);
        double level = season < 1 ? 0 : all.coefficients().get(features + season - 1) / 2;
        return Formula.of(
                candidate,
                new Logistic(all.intercept() + level, all.coefficients().subList(0, features)),
                over,
                oldest(),
                base == null ? null : present.formulas.get(base));
    }

    /// Trees correct what everything together told; they are grown on the same rows, seen by what that told.
    private @Nullable Formula trees(Fits present) {
        Formula base = formula(Candidate.LAYERED, present);
        if (base == null) {
            return null;
        }
        Candidate story = Objects.requireNonNull(base.base()).candidate();
        Rows rows = rows(Candidate.TREES, day -> base.with(days.at(day).formulas.get(story)));
        return rows.areFewer(EVENTS_A_TREE)
                ? null
                : new Formula(Candidate.TREES, rows.trees(), over, oldest(), 0, 1, null, base);
    }

    private int oldest() {
        return Arrays.stream(days.at(from.getFirst()).snapshot.age).max().orElse(0);
    }

    private Rows rows(Candidate candidate, Function<Integer, @Nullable Formula> base) {
        int oldest = oldest();
        Rows rows = new Rows();
        for (int day : from) {
            Fits fits = days.at(day);
            Formula told = base.apply(day);
            Histories histories = fits.snapshot.histories(candidate);
            int every = candidate.isLayered() ? 1 + histories.size() / ENOUGH : 1;
            double[][] features = new double[(histories.size() + every - 1) / every][];
            IntStream.range(0, features.length).parallel().forEach(row -> {
                int i = row * every;
                int frequency = histories.frequency(i);
                int recency = histories.recency(i);
                int age = histories.age(i);
                double[] signals = histories.signals(i);
                double chance = told == null ? 0 : told.chance(fits.pace, frequency, recency, age, over, signals);
                features[row] = candidate.features(
                        fits.pace, frequency, recency, age, oldest, over, chance, signals, days.past.signals());
            });
            rows.add(features, counts(histories, days.came(day, over), every), from.indexOf(day));
        }
        return rows;
    }

    /// The first story that holds on all the days; the stand-in always does.
    private Candidate base(Fits present) {
        return BASES.stream()
                .filter(base -> present.formulas.containsKey(base)
                        && from.stream().allMatch(day -> days.at(day).formulas.containsKey(base)))
                .findFirst()
                .orElse(Candidate.NBD);
    }

    /// How many did not come, and how many came, by one distinct history in so many.
    private static double[][] counts(Histories histories, boolean[] came, int every) {
        double[][] counts = new double[(histories.size() + every - 1) / every][2];
        for (int i = 0; i < came.length; i++) {
            int history = histories.of(i);
            if (history % every == 0) {
                counts[history / every][came[i] ? 1 : 0]++;
            }
        }
        return counts;
    }

    /// The days before one of which something can be learned over so many days, `step` apart; none where the past is
    /// too
    /// short.
    static List<Integer> days(Days days, int before, int over, int step, int most) {
        int earliest = days.past.firstDay() + over / 4;
        return days.telling(
                IntStream.concat(
                                IntStream.range(0, most).map(i -> before - over - i * step),
                                IntStream.of(before - YEAR)
                                        .filter(day -> day < before - over - (most - 1) * step
                                                && day >= days.past.firstDay() + YEAR / 2))
                        .filter(day -> day >= earliest)
                        .boxed()
                        .toList(),
                over);
    }

    /// As [#formula], nothing where there is nothing to learn from.
    static @Nullable Formula formula(Candidate candidate, Days days, List<Integer> from, int over, Fits present) {
        return from.isEmpty() ? null : new Learning(days, from, present.snapshot.day, over).formula(candidate, present);
    }
}
