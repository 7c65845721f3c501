package valentine.staying;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gradient-boosted trees that learn what a simpler chance got wrong, by LightGBM; told from bare numbers, without it.
///
/// Small, slow and strongly shrunk, so that few customers teach little; one thread and a fixed seed, so that the same
/// customers teach the same. Nodes stand one after the other, each as feature, threshold, left and right; a negative
/// feature marks a leaf, with its value in place of the threshold. Every tree begins with the number of its nodes.
final class Trees {
    private static final int ROUNDS = 60;
    private static final String SETTINGS = "objective=binary boost_from_average=false learning_rate=0.05 num_leaves=6"
            + " max_depth=3 min_data_in_leaf=20 min_sum_hessian_in_leaf=10 lambda_l2=20 max_bin=63 num_threads=1"
            + " deterministic=true force_row_wise=true seed=1 verbosity=-1";
    private static final int WIDTH = 4;
    private static final Pattern TREE =
            Pattern.compile("^Tree=\\d+$.*?^shrinkage=", Pattern.MULTILINE | Pattern.DOTALL);
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
        double[] flat = new double[rows.length * features];
        for (int i = 0; i < rows.length; i++) {
            label[i] = outcome[i] ? 1 : 0;
            weights[i] = (float) weight[i];
            System.arraycopy(rows[i], 0, flat, i * features, features);
        }
        try (LGBMDataset data = LGBMDataset.createFromMat(flat, rows.length, features, true, SETTINGS, null)) {
            data.setField("label", label);
            data.setField("weight", weights);
            data.setField("init_score", score);
            try (LGBMBooster booster = LGBMBooster.create(data, SETTINGS)) {
                for (int i = 0; i < ROUNDS && !booster.updateOneIter(); i++) {}
                return parse(booster.saveModelToString(0, 0, FeatureImportanceType.GAIN));
            }
        } catch (LGBMException e) {
            throw new IllegalStateException("Trees could not be learned from " + rows.length + " rows", e);
        }
    }

    /// What the trees add to the logit of one row.
    static double score(List<Double> nodes, double[] features) {
        double sum = 0;
        int root = 0;
        while (root < nodes.size()) {
            int size = nodes.get(root).intValue();
            int node = root + 1;
            while (nodes.get(node) >= 0) {
                boolean left = features[nodes.get(node).intValue()] <= nodes.get(node + 1);
                node = root + 1 + WIDTH * nodes.get(node + (left ? 2 : 3)).intValue();
            }
            sum += nodes.get(node + 1);
            root += 1 + WIDTH * size;
        }
        return sum;
    }

    /// Reads what LightGBM writes: inner nodes by their numbers, leaves by theirs from -1 downwards.
    private static List<Double> parse(String model) {
        List<Double> nodes = new ArrayList<>();
        Matcher tree = TREE.matcher(model);
        while (tree.find()) {
            String text = tree.group();
            double[] leaf = numbers(text, "leaf_value");
            double[] feature = leaf.length > 1 ? numbers(text, "split_feature") : new double[0];
            double[] threshold = leaf.length > 1 ? numbers(text, "threshold") : new double[0];
            double[] left = leaf.length > 1 ? numbers(text, "left_child") : new double[0];
            double[] right = leaf.length > 1 ? numbers(text, "right_child") : new double[0];
            nodes.add((double) feature.length + leaf.length);
            for (int i = 0; i < feature.length; i++) {
                nodes.addAll(List.of(
                        feature[i], threshold[i], place(left[i], feature.length), place(right[i], feature.length)));
            }
            for (double value : leaf) {
                nodes.addAll(List.of(-1.0, value, 0.0, 0.0));
            }
        }
        return nodes;
    }

    private static double place(double child, int inner) {
        return child >= 0 ? child : inner - child - 1;
    }

    private static double[] numbers(String text, String name) {
        Matcher line = Pattern.compile("^" + name + "=(.*)$", Pattern.MULTILINE).matcher(text);
        if (!line.find()) {
            throw new IllegalStateException("LightGBM wrote a tree without " + name);
        }
        return Arrays.stream(line.group(1).strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static boolean load() {
        try {
            LGBMBooster.loadNative();
            return LGBMBooster.isNativeLoaded();
        } catch (IOException | LinkageError e) {
            // Not built for this machine, or the machine lacks its OpenMP: everything else goes on without trees.
            System.getLogger(Trees.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "Gradient-boosted trees cannot be learned here: {0}",
                            e.getMessage());
            return false;
        }
    }
}
