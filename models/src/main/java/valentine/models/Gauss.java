package valentine.models;

/// Gauss-Legendre nodes and weights on the interval from 0 to 1.
final class Gauss {
    private final double[] nodes;
    private final double[] weights;

    private Gauss(double[] nodes, double[] weights) {
        this.nodes = nodes;
        this.weights = weights;
    }

    /// Finds the roots of the Legendre polynomial by Newton's method.
    static Gauss of(int size) {
        double[] nodes = new double[size];
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            double z = Math.cos(Math.PI * (i + 0.75) / (size + 0.5));
            double slope = 0;
            for (int round = 0; round < 10; round++) {
                double before = 0;
                double value = 1;
                for (int n = 1; n <= size; n++) {
                    double next = ((2 * n - 1) * z * value - (n - 1) * before) / n;
                    before = value;
                    value = next;
                }
                slope = size * (z * value - before) / (z * z - 1);
                z -= value / slope;
            }
            nodes[i] = (1 - z) / 2;
            weights[i] = 1 / ((1 - z * z) * slope * slope);
        }
        return new Gauss(nodes, weights);
    }

    int size() {
        return nodes.length;
    }

    double node(int i) {
        return nodes[i];
    }

    double weight(int i) {
        return weights[i];
    }
}
