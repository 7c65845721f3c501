package valentine.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import valentine.backtest.Contracts.Amounts;
import valentine.backtest.Contracts.Column;
import valentine.backtest.Contracts.Kinds;
import valentine.models.survival.Covariates;
import valentine.models.survival.Cox;
import valentine.models.survival.CoxFit;
import valentine.models.survival.Learner;
import valentine.models.survival.Lifetimes;
import valentine.models.survival.NoModel;
import valentine.models.survival.SurvivalCalibration;
import valentine.models.survival.SurvivalTrial;
import valentine.models.survival.SurvivalTrial.Tried;
import valentine.models.survival.SurvivalTrial.Untried;
import valentine.staying.Words;

/// Tries to foretell how long customers with a contract stay, each fifth of them by what the other four teach.
///
/// The best single column is the one that explains most of the whole file, so it is chosen with more knowledge than
/// any other way has: who beats it clearly beats it truly.
public final class ContractTrial {
    private static final double[] MONTHS = {6, 12, 24, 36, 48, 60};
    private static final int FOLDS = 5;
    private static final long SEED = 1;
    private static final int FEWEST_CUSTOMERS = 100;
    private static final int FEWEST_LEFT = 30;

    /// What fewer customers have may be the same for all in four fifths of them.
    private static final int FEWEST_OF_A_KIND = 20;

    /// Columns often repeat each other; the coefficients of standardised columns are held back a little.
    private static final double RIDGE = 1;

    private static final String EVERYBODY = "the same for everybody";

    private final Lifetimes lifetimes;
    private final Contracts contracts;
    private final List<String> notes;
    private final List<String> used = new ArrayList<>();
    private @Nullable String bestColumn;

    private ContractTrial(Contracts contracts) {
        this.contracts = contracts;
        this.lifetimes = contracts.lifetimes();
        this.notes = new ArrayList<>(contracts.notes());
    }

    /// Tries it, or says in its words why it cannot be tried.
    public static ContractRecord of(Contracts contracts) {
        return new ContractTrial(contracts).run();
    }

    private ContractRecord run() {
        double[] months = Arrays.stream(MONTHS)
                .filter(month -> month < lifetimes.observedUntil())
                .toArray();
        String why = lacking(months);
        if (why != null) {
            return record(List.of("Nothing can be told of how long customers stay: " + why + "."), List.of(), "", null);
        }
        SurvivalTrial trial = SurvivalTrial.of(lifetimes, learners(), months, FOLDS, SEED);
        List<Tried> tried = new ArrayList<>();
        for (SurvivalTrial.Entry entry : trial.entries()) {
            switch (entry) {
                case Tried one -> tried.add(one);
                case Untried(String name, String reason) ->
                    notes.add("Could not be tried: " + name + ", because " + reason + ".");
            }
        }
        notes.add(
                "What is known of a customer is what the file says today, not what was known when the contract began; "
                        + "who changed since, or because they were about to stay or leave, makes these figures look better than "
                        + "a forecast made on the day would be.");
        int winner = winner(tried);
        return record(words(tried, winner), tried, tried.get(winner).name(), trial);
    }

    private @Nullable String lacking(double[] months) {
        int customers = lifetimes.size();
        int left = lifetimes.leavers();
        if (left == 0) {
            return "nobody in the file has left yet";
        }
        if (left == customers) {
            return "everybody in the file left, and those who stayed are missing";
        }
        if (customers < FEWEST_CUSTOMERS) {
            return "it needs " + FEWEST_CUSTOMERS + " customers, and the file has " + customers;
        }
        if (left < FEWEST_LEFT || customers - left < FEWEST_LEFT) {
            return "it needs " + FEWEST_LEFT + " who left and as many who stayed, and the file has " + left + " and "
                    + (customers - left);
        }
        return months.length == 0 ? "nobody was a customer for longer than six months" : null;
    }

    private SequencedMap<String, Learner> learners() {
        SequencedMap<String, Learner> learners = new LinkedHashMap<>();
        learners.put(EVERYBODY, Learner.everybody(lifetimes));
        Covariates all = Covariates.of(lifetimes.size());
        double most = 0;
        Learner best = null;
        for (Column column : contracts.columns()) {
            Covariates alone = with(Covariates.of(lifetimes.size()), column);
            if (alone.names().isEmpty()) {
                notes.add("Left out '" + column.name() + "': nearly all customers have the same there.");
                continue;
            }
            used.add(column.name());
            all = with(all, column);
            double explained = explained(alone);
            if (explained > most) {
                most = explained;
                bestColumn = column.name() + " alone";
                best = switch (column) {
                    case Kinds kinds -> Learner.byKind(lifetimes, kinds.values());
                    case Amounts _ -> Learner.cox(lifetimes, alone, RIDGE);
                };
            }
        }
        if (best != null && bestColumn != null) {
            learners.put(bestColumn, best);
        }
        if (used.size() > 1) {
            learners.put("all that is known, Cox", Learner.cox(lifetimes, all, RIDGE));
            learners.put("all that is known, month by month", Learner.hazard(lifetimes, all, RIDGE));
        }
        return learners;
    }

    /// By how much a column alone makes the file likelier, less one for each number it takes (Akaike 1974).
    private double explained(Covariates alone) {
        return switch (Cox.fit(lifetimes, alone, RIDGE)) {
            case CoxFit.Fitted fit ->
                fit.logLikelihood() - fit.nullLogLikelihood() - alone.names().size();
            case NoModel _ -> 0;
        };
    }

    private static Covariates with(Covariates before, Column column) {
        return switch (column) {
            case Amounts(String name, List<Double> values) -> withAmounts(before, name, values);
            case Kinds(String name, List<String> values) -> withKinds(before, name, values);
        };
    }

    /// Who has no number has the mean of the others, and a column of its own says so.
    private static Covariates withAmounts(Covariates before, String name, List<Double> values) {
        double mean = values.stream()
                .filter(value -> !value.isNaN())
                .mapToDouble(value -> value)
                .average()
                .orElse(0);
        double[] blank =
                values.stream().mapToDouble(value -> value.isNaN() ? 1 : 0).toArray();
        double[] filled = values.stream()
                .mapToDouble(value -> value.isNaN() ? mean : value)
                .toArray();
        Covariates wider = varies(filled) ? before.with(name, filled) : before;
        return varies(blank) ? wider.with(name + ": not known", blank) : wider;
    }

    /// Rare kinds count as the usual one.
    private static Covariates withKinds(Covariates before, String name, List<String> values) {
        Map<String, Integer> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        String usual = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return before.with(
                name,
                values.stream()
                        .map(value -> counts.getOrDefault(value, 0) < FEWEST_OF_A_KIND ? usual : value)
                        .toList());
    }

    private static boolean varies(double[] values) {
        Map<Double, Integer> counts = new TreeMap<>();
        for (double value : values) {
            counts.merge(value, 1, Integer::sum);
        }
        return values.length
                        - counts.values().stream()
                                .mapToInt(count -> count)
                                .max()
                                .orElse(0)
                >= FEWEST_OF_A_KIND;
    }

    /// The best over the months, or the simplest that it does not clearly beat.
    private static int winner(List<Tried> tried) {
        Tried best = tried.stream()
                .min(Comparator.comparingDouble(one -> one.score().value()))
                .orElseThrow();
        for (int i = 0; i < best.against().size(); i++) {
            if (best.against().get(i).high() >= 0) {
                return i;
            }
        }
        return best.against().size();
    }

    private List<String> words(List<Tried> tried, int winner) {
        Tried best = tried.get(winner);
        List<String> words = new ArrayList<>();
        SurvivalCalibration calibration =
                best.calibrations().get(Math.min(1, best.calibrations().size() - 1));
        SurvivalCalibration.Bin surest = calibration.bins().getFirst();
        words.add(String.format(
                Locale.ROOT,
                "Of 100 customers we said had a chance of %s to stay for more than %.0f months, %.0f did (seen on %s "
                        + "customers, likely between %.0f and %.0f).",
                Words.percent(surest.foretold()),
                calibration.time(),
                100 * surest.seen(),
                Words.count(surest.customers()),
                100 * surest.low(),
                100 * surest.high()));
        best.harrell()
                .filter(_ -> winner > 0)
                .ifPresent(order -> words.add(String.format(
                        Locale.ROOT,
                        "Of two customers of whom one left first, we named that one in %.0f of 100 cases (likely "
                                + "between %.0f and %.0f); a coin would in 50.",
                        100 * order.value(),
                        100 * order.low(),
                        100 * order.high())));
        words.add(
                winner == 0
                        ? "Nothing that is known of the customers does clearly better than the same curve for everybody."
                        : "Best is " + best.name() + ", clearly better than the same curve for everybody"
                                + (winner > 1 && isColumn(tried.get(1))
                                        ? " and than " + tried.get(1).name()
                                        : "")
                                + ".");
        return words;
    }

    private boolean isColumn(Tried one) {
        return one.name().equals(bestColumn);
    }

    private ContractRecord record(List<String> words, List<Tried> tried, String winner, @Nullable SurvivalTrial trial) {
        int column = bestColumn == null
                ? -1
                : tried.stream().map(Tried::name).toList().indexOf(bestColumn);
        List<ContractRecord.Way> ways = tried.stream()
                .map(one -> new ContractRecord.Way(
                        one.name(),
                        one.harrell().orElse(null),
                        one.uno().orElse(null),
                        one.score(),
                        one.behind(),
                        column < 0 || one.against().size() <= column
                                ? null
                                : one.against().get(column),
                        one.calibrations()))
                .toList();
        return new ContractRecord(
                lifetimes.size(),
                lifetimes.leavers(),
                trial == null ? List.of() : trial.times(),
                used,
                words,
                notes,
                ways,
                winner);
    }
}
