package valentine.staying;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import valentine.models.Fit;
import valentine.models.Nbd;
import valentine.models.Unfit;

/// What can be fitted to everybody who was known at the end of a day.
final class Fits {
    static final List<Candidate> MODELS = List.of(Candidate.BG_NBD, Candidate.MBG_NBD, Candidate.PARETO_NBD);

    final Snapshot snapshot;
    final Pace pace;
    /// The stand-in that always exists, and the models that hold.
    final Map<Candidate, Formula> formulas = new EnumMap<>(Candidate.class);
    /// Why a model was left out.
    final Map<Candidate, String> leftOut = new EnumMap<>(Candidate.class);

    Fits(Past past, int day, int horizon) {
        snapshot = Snapshot.of(past, day);
        List<Candidate> wanted = List.of(Candidate.BG_NBD, Candidate.MBG_NBD, Candidate.PARETO_NBD, Candidate.NBD);
        List<Fit> fits = wanted.parallelStream()
                .map(candidate -> java.util.Objects.requireNonNull(candidate.fit(snapshot.summaries)))
                .toList();
        for (int i = 0; i < wanted.size(); i++) {
            take(wanted.get(i), fits.get(i));
        }
        formulas.computeIfAbsent(Candidate.NBD, _ -> Formula.of(Candidate.NBD, guess(snapshot, horizon)));
        List<Double> buying = formulas.get(Candidate.NBD).parameters();
        pace = Pace.of(past, snapshot, buying.get(0), buying.get(1));
    }

    private void take(Candidate candidate, Fit fit) {
        switch (fit) {
            case Fit.Fitted fitted -> formulas.put(candidate, Formula.of(candidate, fitted.model()));
            case Fit.NoDropout(var _, var _, String why) -> leftOut.put(candidate, why);
            case Unfit(String why) -> leftOut.put(candidate, why);
        }
    }

    /// Chances of everybody known on the day.
    double[] chances(Formula formula, int horizon) {
        Histories histories = snapshot.histories(formula.candidate());
        return histories.each(i -> formula.chance(
                pace, histories.frequency(i), histories.recency(i), histories.age(i), horizon, histories.signals(i)));
    }

    /// Where not even buying can be fitted: everybody alike, with half a purchase in a horizon added to what was seen.
    private static Nbd guess(Snapshot snapshot, int horizon) {
        double repeats = 0.5;
        double exposure = horizon;
        for (int i = 0; i < snapshot.size(); i++) {
            repeats += snapshot.frequency[i];
            exposure += snapshot.age[i];
        }
        return new Nbd(1, exposure / repeats);
    }
}
