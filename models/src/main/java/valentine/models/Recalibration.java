package valentine.models;

/// Bends foretold chances to what happened: logit(p') = intercept + slope logit(p) (Platt scaling).
public record Recalibration(double intercept, double slope) {

    /// Learns from chances foretold earlier and what came of them. Alike chances can only be shifted.
    public static Recalibration fit(double[] predicted, boolean[] outcome) {
        double[] logits = new double[predicted.length];
        for (int i = 0; i < predicted.length; i++) {
            logits[i] = Special.logit(predicted[i]);
        }
        Logistic line = Logistic.fit(new double[][] {logits}, outcome, null, 0);
        return new Recalibration(line.intercept(), line.coefficients().getFirst());
    }

    /// The chance after recalibration.
    public double apply(double probability) {
        return Special.logistic(intercept + slope * Special.logit(probability));
    }
}
