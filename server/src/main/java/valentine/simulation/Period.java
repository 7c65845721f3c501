package valentine.simulation;

import java.time.LocalDate;

/// The days that the files tell of, and the two hidden years after them.
final class Period {
    private static final int HIDDEN_DAYS = 730;
    private static final double GROWTH = 0.8;

    private final long firstDay;
    private final long lastDay;
    private final Seasons seasons;

    Period(LocalDate end, int months) {
        this.firstDay = end.minusMonths(months).toEpochDay() + 1;
        this.lastDay = end.toEpochDay();
        this.seasons = new Seasons(firstDay, (int) (lastDay - firstDay) + 1 + HIDDEN_DAYS);
    }

    long firstDay() {
        return firstDay;
    }

    long lastDay() {
        return lastDay;
    }

    /// The first day that nobody looks at any more.
    double hiddenUntil() {
        return lastDay + 1.0 + HIDDEN_DAYS;
    }

    /// When a new customer arrives: towards the end there are more of them, and more before Christmas.
    double arrival(double unit) {
        double share = (Math.sqrt(1 + (2 * GROWTH + GROWTH * GROWTH) * unit) - 1) / GROWTH;
        return seasons.calendar(share * seasons.at(lastDay + 1.0));
    }

    /// The moment that lies so many season days after another.
    double after(double moment, double gap) {
        return seasons.calendar(seasons.at(moment) + gap);
    }
}
