package valentine.proof;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import valentine.backtest.Pool;
import valentine.backtest.Result;
import valentine.backtest.Told;
import valentine.models.Gain;

/// What the curves of a track record are drawn from, in per cent.
///
/// @param across what the horizontal axis says, `up` the vertical one
record Curves(String across, String up, List<Curve> curves) {
    Curves {
        curves = List.copyOf(curves);
    }

    /// @param points [across, up]
    /// @param whiskers [across, low, high]; empty where there are none
    record Curve(String name, String tone, boolean dotted, List<List<Double>> points, List<List<Double>> whiskers) {
        Curve {
            points = List.copyOf(points);
            whiskers = List.copyOf(whiskers);
        }
    }

    static Curves reliability(Pool pool) {
        List<List<Double>> points = new ArrayList<>();
        List<List<Double>> whiskers = new ArrayList<>();
        for (Told told : pool.bins()) {
            double chance = percent(told.chance());
            points.add(List.of(chance, percent(told.came().value())));
            whiskers.add(List.of(
                    chance, percent(told.came().low()), percent(told.came().high())));
        }
        return new Curves(
                "what we said, %",
                "what came, %",
                List.of(diagonal("as good as our word"), new Curve("what came", "--rose", false, points, whiskers)));
    }

    /// The score's, and that of the simple line that finds most.
    static Curves gain(Pool pool, Result simple) {
        return new Curves(
                "customers, the likeliest first, %",
                "of all who came, %",
                List.of(
                        diagonal("asking at random"),
                        gain(simple.words(), "--cooling", simple.gain()),
                        gain("the score", "--rose", pool.score().gain())));
    }

    String json(JsonMapper json) {
        return json.writeValueAsString(this);
    }

    private static Curve gain(String name, String tone, Gain gain) {
        return new Curve(
                name,
                tone,
                false,
                gain.points().stream()
                        .map(point -> List.of(percent(point.share()), percent(point.found())))
                        .toList(),
                List.of());
    }

    private static Curve diagonal(String name) {
        return new Curve(name, "--ink-2", true, List.of(List.of(0.0, 0.0), List.of(100.0, 100.0)), List.of());
    }

    private static double percent(double share) {
        return Math.round(1000 * share) / 10.0;
    }
}
