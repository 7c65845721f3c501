package valentine.staying;

import java.util.ArrayList;
import java.util.List;
import valentine.models.Logistic;

/// What is learned from: features, how many with them did not come and how many did, and from which day they are.
final class Rows {
    private final List<double[]> features = new ArrayList<>();
    private final List<double[]> counts = new ArrayList<>();
    private final List<Integer> lesson = new ArrayList<>();

    void add(double[][] more, double[][] counted, int day) {
        for (int i = 0; i < more.length; i++) {
            features.add(more[i]);
            counts.add(counted[i]);
            lesson.add(day);
        }
    }

    int features() {
        return features.getFirst().length;
    }

    /// Whether fewer than so many for each feature came, or did not.
    boolean areFewer(int events) {
        double stayed = 0;
        double came = 0;
        for (double[] count : counts) {
            stayed += count[0];
            came += count[1];
        }
        return Math.min(stayed, came) < (double) events * features();
    }

    /// The coefficients of the features, then how far the level of each later lesson lies from the first one's.
    Logistic logistic(double ridge, int levels) {
        double[][] columns = new double[features() + levels][2 * features.size()];
        for (int i = 0; i < features.size(); i++) {
            for (int j = 0; j < features(); j++) {
                columns[j][2 * i] = features.get(i)[j];
                columns[j][2 * i + 1] = features.get(i)[j];
            }
            if (lesson.get(i) > 0) {
                columns[features() + lesson.get(i) - 1][2 * i] = 1;
                columns[features() + lesson.get(i) - 1][2 * i + 1] = 1;
            }
        }
        return Logistic.fit(columns, outcomes(), weights(), ridge);
    }

    /// Trees that correct the chance whose logit is among the features.
    List<Double> trees() {
        double[][] rows = new double[2 * features.size()][];
        double[] score = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = features.get(i / 2);
            score[i] = rows[i][Candidate.TOLD];
        }
        return Trees.learn(rows, score, outcomes(), weights());
    }

    private boolean[] outcomes() {
        boolean[] outcome = new boolean[2 * features.size()];
        for (int i = 1; i < outcome.length; i += 2) {
            outcome[i] = true;
        }
        return outcome;
    }

    private double[] weights() {
        double[] weight = new double[2 * counts.size()];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = counts.get(i / 2)[i % 2];
        }
        return weight;
    }
}
