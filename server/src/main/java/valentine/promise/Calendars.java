package valentine.promise;

import java.util.Locale;
import org.springframework.stereotype.Service;
import valentine.team.Firm;
import valentine.team.Firms;

/// When the firm works, and how it writes dates.
@Service
public class Calendars {
    private final Presets presets;
    private final Firms firms;

    Calendars(Presets presets, Firms firms) {
        this.presets = presets;
        this.firms = firms;
    }

    /// The calendar by which the firm's clocks run.
    public BusinessCalendar ours() {
        return presets.calendar();
    }

    /// Reads what we write as we write it.
    PromiseReader reader() {
        Firm firm = firms.ours();
        BusinessCalendar calendar = ours();
        String zone = firm.zone().getId();
        boolean american = calendar.country().isEmpty()
                ? zone.startsWith("America/")
                        && firm.currency().getCurrencyCode().equals("USD")
                : PromiseReader.isMonthFirst(calendar.country().toUpperCase(Locale.ROOT));
        return new PromiseReader(calendar, american, firm.currency().getCurrencyCode());
    }
}
