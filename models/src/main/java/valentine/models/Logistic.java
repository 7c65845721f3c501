package valentine.models;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chance that grows or shrinks with what is known: logistic regression with a ridge.
public record Logistic(double intercept, List<Double> coefficients) {
    public Logistic {
        coefficients = List.copyOf(coefficients);
    }

    /// Fits by Newton's method on standardised columns, each a feature of all customers.
    ///
    /// The ridge penalises half the squared standardised coefficients; a trace of it stays even when it is 0, so
    /// that separable outcomes end in finite coefficients. Without weights every customer counts once.
    public static Logistic fit(double[][] columns, boolean[] outcome, double @Nullable [] weight, double ridge) {
        LogisticRegression regression = new LogisticRegression(columns, outcome, weight, ridge);
        return regression.fit();
    }

    /// The chance of a customer with these features, in the order of the columns.
    public double probability(double... features) {
        if (features.length != coefficients.size()) {
            throw new IllegalArgumentException(coefficients.size() + " features expected, not " + features.length);
        }
        double score = intercept;
        for (int i = 0; i < features.length; i++) {
            score += coefficients.get(i) * features[i];
        }
        return Special.logistic(score);
    }

    static Logistic of(double intercept, double[] coefficients) {
        List<Double> boxed = new ArrayList<>();
        for (double coefficient : coefficients) {
            boxed.add(coefficient);
        }
        return new Logistic(intercept, boxed);
    }
}
