package valentine.models;

import java.util.ArrayList;
import java.util.List;

/// What share of all who came is found among the foremost shares of customers, highest chances first (the gain curve).
///
/// The diagonal is what asking customers at random finds. `came` of `customers` came.
public record Gain(List<Point> points, int customers, int came) {
    public Gain {
        points = List.copyOf(points);
    }

    /// Among the foremost `share` of customers is the share `found` of all who came.
    public record Point(double share, double found) {

        /// How many times more often they came than all did; 1 of nobody.
        public double lift() {
            return share == 0 ? 1 : found / share;
        }
    }

    /// The curve at 0 and after each of so many equal steps (10: tenths).
    ///
    /// Customers with equal chances count in proportion; where nobody came the curve is the diagonal.
    public static Gain of(double[] predicted, boolean[] outcome, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("A curve needs steps: " + steps);
        }
        Ranking ranking = Ranking.of(predicted, outcome);
        int came = 0;
        for (int i = 0; i < ranking.ties(); i++) {
            came += ranking.came(i);
        }
        List<Point> points = new ArrayList<>();
        int next = ranking.ties() - 1;
        double passed = 0;
        double found = 0;
        for (int step = 0; step <= steps; step++) {
            double share = (double) step / steps;
            double wanted = share * predicted.length;
            while (next >= 0 && passed + ranking.size(next) <= wanted) {
                passed += ranking.size(next);
                found += ranking.came(next);
                next--;
            }
            double part = next < 0 ? 0 : (wanted - passed) * ranking.came(next) / ranking.size(next);
            points.add(new Point(share, came == 0 ? share : (found + part) / came));
        }
        return new Gain(points, predicted.length, came);
    }
}
