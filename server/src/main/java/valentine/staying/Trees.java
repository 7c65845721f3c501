package valentine.staying;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Gradient-boosted trees that learn what a simpler chance got wrong, by XGBoost; told from bare numbers, without it.
///
/// Small, slow and strongly shrunk, so that few customers teach little; one thread and a fixed seed, so that the same
/// customers teach the same. Every tree is the number of its nodes, then four numbers for each: feature, threshold, and
/// where to go below it and else. A negative feature marks a leaf, with its value in place of the threshold.
final class Trees {
    private static final int ROUNDS = 60;
    private static final Map<String, Object> SETTINGS = Map.of(
            "objective", "binary:logistic",
            "eta", 0.05,
            "max_depth", 3,
            "min_child_weight", 10,
            "lambda", 20,
            "tree_method", "hist",
            "max_bin", 64,
            "nthread", 1,
            "seed", 1,
            "verbosity", 0);
    private static final int WIDTH = 4;
    private static final Pattern NODE =
            Pattern.compile("(\\d+):(?:\\[f(\\d+)<([^\\]]+)\\] yes=(\\d+),no=(\\d+)\\S*|leaf=(\\S+))");
    private static final boolean THERE = load();

    private Trees() {}

    /// Whether trees can be learned on this machine.
    static boolean canLearn() {
        return THERE;
    }

    /// Learns from rows of features.
    ///
    /// @param score what the simpler chance told each row, as a logit
    static List<Double> learn(double[][] rows, double[] score, boolean[] outcome, double[] weight) {
        int features = rows[0].length;
        float[] label = new float[rows.length];
        float[] weights = new float[rows.length];
        float[] margin = new float[rows.length];
        float[] flat = new float[rows.length * features];
        for (int i = 0; i < rows.length; i++) {
            label[i] = outcome[i] ? 1 : 0;
            weights[i] = (float) weight[i];
            margin[i] = (float) score[i];
            for (int j = 0; j < features; j++) {
                flat[i * features + j] = (float) rows[i][j];
            }
        }
        try {
            DMatrix data = new DMatrix(flat, rows.length, features, Float.NaN);
            try {
                data.setLabel(label);
                data.setWeight(weights);
                data.setBaseMargin(margin);
                Booster booster = XGBoost.train(data, SETTINGS, ROUNDS, Map.of(), null, null);
                try {
                    return parse(booster.getModelDump("", false, "text"));
                } finally {
                    booster.dispose();
                }
            } finally {
                data.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("Trees could not be learned from " + rows.length + " rows", e);
        }
    }

    /// What the trees add to the logit of one row.
    static double score(List<Double> nodes, double[] features) {
        double sum = 0;
        int root = 0;
        while (root < nodes.size()) {
            int node = root + 1;
            while (nodes.get(node) >= 0) {
                // XGBoost compares in single precision.
                boolean below = (float) features[nodes.get(node).intValue()]
                        < nodes.get(node + 1).floatValue();
                node = root + 1 + WIDTH * nodes.get(node + (below ? 2 : 3)).intValue();
            }
            sum += nodes.get(node + 1);
            root += 1 + WIDTH * nodes.get(root).intValue();
        }
        return sum;
    }

    private static List<Double> parse(String[] trees) {
        List<Double> nodes = new ArrayList<>();
        for (String tree : trees) {
            int root = nodes.size();
            int size = 0;
            nodes.add(0.0);
            Matcher node = NODE.matcher(tree);
            while (node.find()) {
                int number = Integer.parseInt(node.group(1));
                while (size <= number) {
                    nodes.addAll(List.of(-1.0, 0.0, 0.0, 0.0));
                    size++;
                }
                int at = root + 1 + WIDTH * number;
                if (node.group(6) == null) {
                    nodes.set(at, Double.valueOf(node.group(2)));
                    nodes.set(at + 1, Double.valueOf(node.group(3)));
                    nodes.set(at + 2, Double.valueOf(node.group(4)));
                    nodes.set(at + 3, Double.valueOf(node.group(5)));
                } else {
                    nodes.set(at + 1, Double.valueOf(node.group(6)));
                }
            }
            nodes.set(root, (double) size);
        }
        return nodes;
    }

    private static boolean load() {
        try {
            new DMatrix(new float[] {0}, 1, 1, Float.NaN).dispose();
            return true;
        } catch (XGBoostError | LinkageError | RuntimeException e) {
            // Not built for this machine, or the machine lacks its OpenMP: everything else goes on without trees.
            System.getLogger(Trees.class.getName())
                    .log(System.Logger.Level.INFO, "Gradient-boosted trees cannot be learned here: {0}", e.toString());
            return false;
        }
    }
}
