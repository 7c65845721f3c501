package valentine.models.survival;

/// The weight of some customers, the weighted sum of what is known of them, and of its products.
final class Moments {
    private final int features;
    private final double[] first;
    private final double[][] second;
    private double mass;

    Moments(int features) {
        this.features = features;
        this.first = new double[features];
        this.second = new double[features][features];
    }

    double mass() {
        return mass;
    }

    void add(double[] values, int from, double weight) {
        mass += weight;
        for (int j = 0; j < features; j++) {
            double value = weight * values[from + j];
            first[j] += value;
            for (int k = 0; k <= j; k++) {
                second[j][k] += value * values[from + k];
            }
        }
    }

    /// The logarithm of the weight without a share of others; its derivatives go off the slope and onto the bend.
    double without(double share, Moments others, double[] slope, double[][] bend) {
        double rest = mass - share * others.mass;
        for (int j = 0; j < features; j++) {
            double mean = (first[j] - share * others.first[j]) / rest;
            slope[j] -= mean;
            for (int k = 0; k <= j; k++) {
                double product = (second[j][k] - share * others.second[j][k]) / rest;
                bend[j][k] += product - mean * (first[k] - share * others.first[k]) / rest;
            }
        }
        return Math.log(rest);
    }
}
