package valentine.effort;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The median of durations with its 95 % interval, which supposes nothing about how they are spread: it lies between
/// two
/// of them, counted from the middle.
///
/// @param low nothing where there are too few
record Middle(
        long number,
        @Nullable Duration median,
        @Nullable Duration low,
        @Nullable Duration high) {
    static final Middle NONE = new Middle(0, null, null, null);

    /// Below that not even the whole range holds the median often enough.
    private static final int FEWEST = 6;

    /// How far from the middle the interval may end; the next wider one is taken.
    private static final double[] STEPS = {0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.18, 0.25, 0.35, 0.5};

    /// The quantiles that are needed to tell any interval, rising; the median stands in the middle.
    static List<Double> quantiles() {
        return Stream.of(
                        DoubleStream.of(STEPS).map(step -> 0.5 - step).sorted(),
                        DoubleStream.of(0.5),
                        DoubleStream.of(STEPS).map(step -> 0.5 + step))
                .flatMap(DoubleStream::boxed)
                .toList();
    }

    /// @param seconds at [#quantiles()], empty for none
    static Middle of(long number, List<Long> seconds) {
        if (number == 0) return NONE;
        int middle = STEPS.length;
        Duration median = Duration.ofSeconds(seconds.get(middle));
        if (number < FEWEST) return new Middle(number, median, null, null);
        double half = 0.98 / Math.sqrt((double) number);
        int step = 0;
        while (step < STEPS.length - 1 && STEPS[step] < half) step++;
        return new Middle(
                number,
                median,
                Duration.ofSeconds(seconds.get(middle - 1 - step)),
                Duration.ofSeconds(seconds.get(middle + 1 + step)));
    }

    String value() {
        return Length.words(median);
    }

    /// "2 h to 5 h"; empty where there are too few.
    String between() {
        return low == null || high == null ? "" : Length.words(low) + " to " + Length.words(high);
    }
}
