package valentine;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import valentine.backtest.ContractRecord;
import valentine.models.Difference;
import valentine.models.Measured;
import valentine.models.survival.SurvivalCalibration;
import valentine.staying.Words;

/// What `backtest --contracts` has to say to people: sentences first, the statistics behind.
final class ContractsAnswer {
    private static final List<Double> CALIBRATED = List.of(12.0, 24.0);

    private final ContractRecord record;
    private final PrintWriter out;

    ContractsAnswer(ContractRecord record, PrintWriter out) {
        this.record = record;
        this.out = out;
    }

    void print() {
        record.words().forEach(out::println);
        record.notes().forEach(out::println);
        if (record.results().isEmpty()) {
            return;
        }
        out.println();
        out.println(Words.count(record.customers()) + " customers, " + Words.count(record.left())
                + " of whom left; asked after "
                + record.months().stream()
                        .map(month -> String.format(Locale.ROOT, "%.0f", month))
                        .collect(Collectors.joining(", "))
                + " months, each fifth of the customers by what the others teach. Intervals are 95 %.");
        out.println("Known of each: " + (record.columns().isEmpty() ? "nothing" : String.join(", ", record.columns()))
                + ".");
        out.printf(
                Locale.ROOT,
                "%-36s %-21s %-21s %-24s %-28s %-28s %7s %7s%n",
                "",
                "Harrell",
                "Uno",
                "Brier, over the months",
                "behind everybody",
                "behind the best column",
                "ECE 12",
                "ECE 24");
        for (ContractRecord.Way way : record.results()) {
            out.printf(
                    Locale.ROOT,
                    "%-36s %-21s %-21s %-24s %-28s %-28s %7s %7s%n",
                    (way.words().equals(record.winner()) ? "* " : "  ") + way.words(),
                    measured(way.harrell(), 3),
                    measured(way.uno(), 3),
                    measured(way.brier(), 4),
                    difference(way.behindEverybody()),
                    difference(way.behindColumn()),
                    error(way, CALIBRATED.getFirst()),
                    error(way, CALIBRATED.getLast()));
        }
        out.println("Best over the months, simplest unless clearly worse: " + record.winner() + ".");
        bins();
    }

    private void bins() {
        for (ContractRecord.Way way : record.results()) {
            if (!way.words().equals(record.winner())) {
                continue;
            }
            for (SurvivalCalibration calibration : way.calibrations()) {
                if (CALIBRATED.contains(calibration.time())) {
                    out.println();
                    calibration.bins().forEach(bin -> bin(calibration.time(), bin));
                }
            }
        }
    }

    private void bin(double months, SurvivalCalibration.Bin bin) {
        out.printf(
                Locale.ROOT,
                "of %s told to stay for more than %.0f months with %s, %.0f in 100 did (%.0f to %.0f)%n",
                Words.count(bin.customers()),
                months,
                Words.percent(bin.foretold()),
                100 * bin.seen(),
                100 * bin.low(),
                100 * bin.high());
    }

    private static String measured(@Nullable Measured told, int digits) {
        String number = "%." + digits + "f";
        return told == null
                ? "-"
                : String.format(
                        Locale.ROOT,
                        number + " (" + number + "-" + number + ")",
                        told.value(),
                        told.low(),
                        told.high());
    }

    private static String difference(@Nullable Difference told) {
        return told == null
                ? "-"
                : String.format(Locale.ROOT, "%+.4f (%+.4f to %+.4f)", told.mean(), told.low(), told.high());
    }

    private static String error(ContractRecord.Way way, double months) {
        return way.calibrations().stream()
                .filter(calibration -> calibration.time() == months)
                .findFirst()
                .map(calibration -> String.format(Locale.ROOT, "%.4f", calibration.error()))
                .orElse("-");
    }
}
