package valentine.simulation;

import java.time.LocalDate;
import java.util.Arrays;

/// The clock that buying follows: it runs fast before Christmas and slowly in summer, one year to the year.
final class Seasons {
    private static final double[] BY_MONTH = {
        0.90, 0.94, 0.95, 0.92, 0.95, 0.85, 0.70, 0.74, 0.98, 1.07, 1.30, 1.70,
    };
    private static final double[] BY_WEEKDAY = {1.04, 1.02, 1.02, 1.04, 1.06, 0.96, 0.86};

    private final long firstDay;
    private final double[] elapsed;

    Seasons(long firstDay, int days) {
        this.firstDay = firstDay;
        this.elapsed = new double[days + 1];
        for (int day = 0; day < days; day++) {
            LocalDate date = LocalDate.ofEpochDay(firstDay + day);
            elapsed[day + 1] = elapsed[day]
                    + BY_MONTH[date.getMonthValue() - 1]
                            * BY_WEEKDAY[date.getDayOfWeek().getValue() - 1];
        }
    }

    /// Season time passed when the calendar shows this moment, in days since 1970.
    double at(double calendar) {
        double offset = Math.clamp(calendar - firstDay, 0, elapsed.length - 1.0);
        int day = Math.min((int) offset, elapsed.length - 2);
        return elapsed[day] + (offset - day) * (elapsed[day + 1] - elapsed[day]);
    }

    /// The calendar's moment for a season time; beyond the last day it is infinitely late.
    double calendar(double season) {
        if (season >= elapsed[elapsed.length - 1]) {
            return Double.POSITIVE_INFINITY;
        }
        int found = Arrays.binarySearch(elapsed, season);
        int day = found >= 0 ? found : -found - 2;
        return firstDay + day + (season - elapsed[day]) / (elapsed[day + 1] - elapsed[day]);
    }
}
