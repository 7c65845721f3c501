package valentine.models;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The likelihood of [CovariateParetoNbd]: r, alpha, s, beta, then e to each coefficient of buying and of leaving, for
/// covariates in their units: whoever climbs in logarithms climbs in the coefficients themselves.
final class CovariateSurface implements Surface {
    private final Surface[] groups;
    private final double[][] covariates;
    private final double customers;

    CovariateSurface(Map<List<Double>, Summaries> groups, double[] units) {
        this.groups = groups.values().stream()
                .map(some -> new SilentLeavingSurface(some.histories()))
                .toArray(Surface[]::new);
        this.covariates = groups.keySet().stream()
                .map(row -> IntStream.range(0, units.length)
                        .mapToDouble(j -> row.get(j) / units[j])
                        .toArray())
                .toArray(double[][]::new);
        this.customers =
                groups.values().stream().mapToDouble(Summaries::customers).sum();
    }

    @Override
    public double customers() {
        return customers;
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        int kinds = (parameters.length - 4) / 2;
        double[] heights = new double[groups.length];
        double[][] slopes = new double[groups.length][4];
        IntStream.range(0, groups.length).parallel().forEach(group -> {
            double[] own = own(parameters, covariates[group]);
            heights[group] = groups[group].at(own, slopes[group]);
            // By the logarithms of the scales, which is what the coefficients move.
            slopes[group][1] *= own[1];
            slopes[group][3] *= own[3];
        });
        double[] sums = new double[gradient.length];
        double sum = 0;
        for (int group = 0; group < groups.length; group++) {
            sum += heights[group];
            for (int i = 0; i < 4; i++) {
                sums[i] += slopes[group][i];
            }
            for (int j = 0; j < kinds; j++) {
                sums[4 + j] -= covariates[group][j] * slopes[group][1];
                sums[4 + kinds + j] -= covariates[group][j] * slopes[group][3];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            boolean isShape = i == 0 || i == 2;
            gradient[i] = isShape ? sums[i] : sums[i] / parameters[i];
        }
        return sum;
    }

    private static double[] own(double[] parameters, double[] row) {
        double buying = 0;
        double leaving = 0;
        for (int j = 0; j < row.length; j++) {
            buying += row[j] * Math.log(parameters[4 + j]);
            leaving += row[j] * Math.log(parameters[4 + row.length + j]);
        }
        return new double[] {
            parameters[0], parameters[1] * Math.exp(-buying), parameters[2], parameters[3] * Math.exp(-leaving)
        };
    }
}
