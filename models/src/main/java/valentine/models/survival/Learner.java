package valentine.models.survival;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A way to learn from some customers how long others stay. Rows are those of the lifetimes it was made with.
@FunctionalInterface
public interface Learner {

    /// Learns from the customers of these rows only.
    Foresight learn(int[] rows);

    /// The same curve for everybody: the plainest of all, and the one to beat.
    static Learner everybody(Lifetimes lifetimes) {
        return rows -> {
            KaplanMeier curve = KaplanMeier.of(lifetimes.select(rows));
            return (Foresight.Curves) (customer, time) -> curve.survival(time);
        };
    }

    /// A curve for each kind of customer; that of everybody for a kind not met in learning.
    static Learner byKind(Lifetimes lifetimes, List<String> kinds) {
        if (kinds.size() != lifetimes.size()) {
            throw new IllegalArgumentException(
                    "Every customer has a kind: " + lifetimes.size() + " and " + kinds.size());
        }
        return rows -> {
            KaplanMeier everybody = KaplanMeier.of(lifetimes.select(rows));
            Map<String, List<Integer>> members = Arrays.stream(rows).boxed().collect(Collectors.groupingBy(kinds::get));
            Map<String, KaplanMeier> curves = new HashMap<>();
            members.forEach((kind, of) -> curves.put(
                    kind,
                    KaplanMeier.of(
                            lifetimes.select(of.stream().mapToInt(row -> row).toArray()))));
            return (Foresight.Curves) (customer, time) ->
                    curves.getOrDefault(kinds.get(customer), everybody).survival(time);
        };
    }

    /// Proportional hazards over what is known.
    static Learner cox(Lifetimes lifetimes, Covariates covariates, double ridge) {
        Function<Cox, Foresight> curves =
                model -> (Foresight.Curves) (customer, time) -> model.survival(time, covariates.row(customer));
        return rows -> switch (Cox.fit(lifetimes.select(rows), covariates.select(rows), ridge)) {
            case CoxFit.Fitted fit -> curves.apply(fit.model());
            case NoModel none -> none;
        };
    }

    /// A chance to leave in each period, over what is known.
    static Learner hazard(Lifetimes lifetimes, Covariates covariates, double ridge) {
        Function<DiscreteHazard, Foresight> curves =
                model -> (Foresight.Curves) (customer, time) -> model.survival(time, covariates.row(customer));
        return rows -> switch (DiscreteHazard.fit(lifetimes.select(rows), covariates.select(rows), ridge)) {
            case HazardFit.Fitted fit -> curves.apply(fit.model());
            case NoModel none -> none;
        };
    }
}
