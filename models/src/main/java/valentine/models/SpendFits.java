package valentine.models;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Fits [GammaGamma] by exact maximum likelihood.
final class SpendFits {
    private static final int FEWEST_CUSTOMERS = 10;
    private static final double RUN_OFF = 1e4;

    private SpendFits() {}

    static SpendFit fit(int[] frequency, double[] mean) {
        int[] back = IntStream.range(0, frequency.length)
                .filter(i -> frequency[i] > 0 && mean[i] > 0 && Double.isFinite(mean[i]))
                .toArray();
        if (back.length < FEWEST_CUSTOMERS) {
            return new Unfit("too few returning customers with spend: " + back.length);
        }
        double[] spend = Arrays.stream(back).mapToDouble(i -> mean[i]).toArray();
        if (Arrays.stream(spend).allMatch(money -> money == spend[0])) {
            return new Unfit("everybody spends the same");
        }
        int[] often = Arrays.stream(back).map(i -> frequency[i]).toArray();
        SpendSurface surface = new SpendSurface(often, spend);
        return fit(surface, SpendSurface.sample(often, spend, surface.unit()));
    }

    private static SpendFit fit(SpendSurface surface, @Nullable SpendSurface sample) {
        double[] lowest = {1e-5, 1e-5, 1e-9};
        double[] highest = {1e5, 1e5, 1e7};
        Maximum top = Maximum.of(surface, sample, new double[] {2, 3, 1}, lowest, highest);
        double[] at = top.parameters();
        if (at[0] > RUN_OFF) {
            return new Unfit("everybody always spends their own same amount");
        }
        if (at[1] > RUN_OFF) {
            return new Unfit("customers do not differ in what they spend");
        }
        if (at[1] <= 1) {
            return new Unfit("a few spend so much more that no mean can be told");
        }
        // Back to money: gamma and its error scale with the unit, the density with its inverse.
        double unit = surface.unit();
        GammaGamma model = new GammaGamma(at[0], at[1], at[2] * unit);
        double logLikelihood = top.logLikelihood() - surface.customers() * Math.log(unit);
        List<Double> errors = top.standardErrors();
        if (!errors.isEmpty()) {
            errors.set(2, errors.get(2) * unit);
        }
        return new SpendFit.Fitted(model, logLikelihood, errors, top.evaluations());
    }
}
