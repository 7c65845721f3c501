package valentine.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Fits [CovariateParetoNbd] by exact maximum likelihood, from the fit without covariates on.
final class CovariateFits {
    /// No coefficient goes past this for a covariate of size 1.
    private static final double STEEPEST = 12;

    private static final double RUN_OFF = 1e4;

    private CovariateFits() {}

    static CovariateFit paretoNbd(int[] frequency, int[] recency, int[] age, double step, double[][] covariates) {
        int kinds = check(frequency, covariates);
        Summaries everybody = Summaries.of(frequency, recency, age, step);
        Fit plain = Fit.paretoNbd(everybody);
        return switch (plain) {
            case Unfit(String why) -> new CovariateFit.Unfit(why);
            case Fit.NoDropout(Nbd nbd, double height, String why) -> new CovariateFit.NoDropout(nbd, height, why);
            case Fit.Fitted fitted -> {
                double[] units = units(covariates, kinds);
                for (int j = 0; j < kinds; j++) {
                    if (isConstant(covariates, j)) {
                        yield new CovariateFit.Unfit("covariate " + (j + 1) + " is the same for everybody");
                    }
                }
                Map<List<Double>, Summaries> groups = groups(frequency, recency, age, step, covariates);
                yield fit(new CovariateSurface(groups, units), fitted, units, everybody.histories().meanAge);
            }
        };
    }

    private static CovariateFit fit(CovariateSurface surface, Fit.Fitted plain, double[] units, double scale) {
        int kinds = units.length;
        double[] start = new double[4 + 2 * kinds];
        double[] lower = new double[start.length];
        double[] upper = new double[start.length];
        double[] widest = {1, scale, 1, scale};
        for (int i = 0; i < start.length; i++) {
            boolean isBase = i < 4;
            start[i] = isBase ? plain.model().parameters().get(i) : 1;
            lower[i] = isBase ? widest[i] / RUN_OFF : Math.exp(-STEEPEST);
            upper[i] = isBase ? widest[i] * RUN_OFF : Math.exp(STEEPEST);
        }
        Maximum top = Maximum.of(surface, null, start, lower, upper);
        double[] at = top.parameters();
        List<Double> errors = top.standardErrors();
        if (errors.isEmpty()) {
            return new CovariateFit.Unfit("the covariates cannot be told apart, or one decides who leaves or buys");
        }
        List<Double> buying = new ArrayList<>();
        List<Double> leaving = new ArrayList<>();
        for (int j = 0; j < kinds; j++) {
            buying.add(Math.log(at[4 + j]) / units[j]);
            leaving.add(Math.log(at[4 + kinds + j]) / units[j]);
        }
        for (int i = 4; i < at.length; i++) {
            errors.set(i, errors.get(i) / at[i] / units[(i - 4) % kinds]);
        }
        CovariateParetoNbd model = new CovariateParetoNbd(new ParetoNbd(at[0], at[1], at[2], at[3]), buying, leaving);
        int evaluations = plain.evaluations() + top.evaluations();
        return new CovariateFit.Fitted(model, top.logLikelihood(), plain.logLikelihood(), errors, evaluations);
    }

    private static int check(int[] frequency, double[][] covariates) {
        if (covariates.length != frequency.length) {
            throw new IllegalArgumentException("Customers and rows of covariates must be equally many: "
                    + frequency.length + " and " + covariates.length);
        }
        int kinds = covariates.length == 0 ? 1 : covariates[0].length;
        for (int i = 0; i < covariates.length; i++) {
            if (covariates[i].length != kinds || kinds == 0) {
                throw new IllegalArgumentException("Customer at index " + i + " has other covariates than the first");
            }
            if (!Arrays.stream(covariates[i]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("A covariate of the customer at index " + i + " is not finite");
            }
        }
        return kinds;
    }

    /// The largest size of each covariate, by which it is divided while climbing.
    private static double[] units(double[][] covariates, int kinds) {
        double[] units = new double[kinds];
        for (double[] row : covariates) {
            for (int j = 0; j < kinds; j++) {
                units[j] = Math.max(units[j], Math.abs(row[j]));
            }
        }
        return units;
    }

    private static boolean isConstant(double[][] covariates, int j) {
        return Arrays.stream(covariates).allMatch(row -> row[j] == covariates[0][j]);
    }

    private static Map<List<Double>, Summaries> groups(
            int[] frequency, int[] recency, int[] age, double step, double[][] covariates) {
        Map<List<Double>, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < frequency.length; i++) {
            List<Double> key = Arrays.stream(covariates[i]).boxed().toList();
            members.computeIfAbsent(key, first -> new ArrayList<>()).add(i);
        }
        Map<List<Double>, Summaries> groups = new LinkedHashMap<>();
        members.forEach((key, some) -> {
            int[] of = some.stream().mapToInt(Integer::intValue).toArray();
            groups.put(key, Summaries.of(picked(frequency, of), picked(recency, of), picked(age, of), step));
        });
        return groups;
    }

    private static int[] picked(int[] values, int[] members) {
        return IntStream.of(members).map(i -> values[i]).toArray();
    }
}
