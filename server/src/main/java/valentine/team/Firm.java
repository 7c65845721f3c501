package valentine.team;

import java.time.ZoneId;
import java.util.Currency;

/// Who we are: the name on the door, the currency money is shown in, the zone days are counted in, and how far ahead we
/// look.
public record Firm(String name, Currency currency, ZoneId zone, int horizonDays) {
    public static final int SHORTEST_HORIZON = 7;
    public static final int LONGEST_HORIZON = 1095;

    public Firm {
        if (name.isBlank() || name.length() > 80)
            throw new IllegalArgumentException("A firm's name has 1 to 80 characters");
        if (horizonDays < SHORTEST_HORIZON || horizonDays > LONGEST_HORIZON)
            throw new IllegalArgumentException("The horizon lies between 7 and 1,095 days");
    }
}
