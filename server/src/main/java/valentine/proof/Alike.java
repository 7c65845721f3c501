package valentine.proof;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.health.Report;
import valentine.health.Standings;
import valentine.models.Share;
import valentine.proof.RecordTable.Forecast;

/// Who looked, on an earlier day, as a customer looks now, and what became of them.
@Component
class Alike {
    private static final int SIDE = 100;
    private static final double FAR = 0.1;
    private static final int FEWEST = 10;
    private static final int SHOWN = 30;

    private final RecordTable table;
    private final Standings standings;

    Alike(RecordTable table, Standings standings) {
        this.table = table;
        this.standings = standings;
    }

    /// Those with the nearest chances at an earlier day.
    ///
    /// @param staying the chance of the customer now
    /// @param from the lowest chance among them, `to` the highest
    /// @param closest those that resemble him most in orders and silence too
    record Group(
            double staying,
            LocalDate cut,
            int horizon,
            double from,
            double to,
            Share came,
            int oneIn,
            List<Forecast> closest) {
        Group {
            closest = List.copyOf(closest);
        }
    }

    /// Empty for who was never scored, and where fewer than ten looked alike.
    Optional<Group> of(CustomerId customer) {
        return standings.report(customer).flatMap(report -> table.latest().flatMap(kept -> group(report, kept)));
    }

    private Optional<Group> group(Report report, Kept kept) {
        LocalDate cut = kept.cut();
        if (cut == null) return Optional.empty();
        List<Forecast> near = table.nearest(kept.id(), report.staying(), SIDE, FAR);
        if (near.size() < FEWEST) return Optional.empty();
        int silence = (int) (report.asOf().toEpochDay() - report.lastOrder().toEpochDay());
        Comparator<Forecast> likest = Comparator.comparingDouble(one -> apart(one.orders(), report.orders())
                + apart(one.silence(), silence)
                + Math.abs(one.staying() - report.staying()));
        return Optional.of(new Group(
                report.staying(),
                cut,
                kept.ahead(),
                near.stream().mapToDouble(Forecast::staying).min().orElseThrow(),
                near.stream().mapToDouble(Forecast::staying).max().orElseThrow(),
                Forecast.came(near),
                kept.oneIn(),
                near.stream()
                        .sorted(likest.thenComparingLong(one -> one.customer().value()))
                        .limit(SHOWN)
                        .toList()));
    }

    /// One order more means much after one, little after twenty.
    private static double apart(int one, int other) {
        return Math.abs(Math.log1p(one) - Math.log1p(other));
    }
}
