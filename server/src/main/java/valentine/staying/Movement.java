package valentine.staying;

import java.util.ArrayList;
import java.util.List;

/// A day on which a customer came in, fell silent for longer than the horizon, or came back after that.
public record Movement(Way way, int day) {
    /// Into the pail, out of it, and back in.
    public enum Way {
        IN,
        OUT,
        BACK
    }

    /// All movements of the customer with this index until the end of a day.
    public static List<Movement> of(Past past, int customer, int asOf, int horizon) {
        List<Movement> movements = new ArrayList<>();
        int last = Integer.MIN_VALUE;
        for (int i = past.from(customer); i < past.end(customer) && past.day[i] <= asOf; i++) {
            if (!past.isPurchase(i)) {
                continue;
            }
            int day = past.day[i];
            if (movements.isEmpty()) {
                movements.add(new Movement(Way.IN, day));
            } else if (day - last > horizon) {
                movements.add(new Movement(Way.OUT, last + horizon + 1));
                movements.add(new Movement(Way.BACK, day));
            }
            last = day;
        }
        if (!movements.isEmpty() && asOf - last > horizon) {
            movements.add(new Movement(Way.OUT, last + horizon + 1));
        }
        return movements;
    }
}
