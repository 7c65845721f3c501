package valentine.promise;

import org.springframework.stereotype.Component;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.Calendars;
import valentine.reading.PromiseReader;
import valentine.team.Firm;
import valentine.team.Firms;

/// Reads what we write as we write it: in our zone, with our dates and our money.
@Component
class Readers {
    private final Calendars calendars;
    private final Firms firms;

    Readers(Calendars calendars, Firms firms) {
        this.calendars = calendars;
        this.firms = firms;
    }

    PromiseReader ours() {
        Firm firm = firms.ours();
        BusinessCalendar calendar = calendars.ours();
        String currency = firm.currency().getCurrencyCode();
        boolean american = calendar.country().isEmpty()
                ? firm.zone().getId().startsWith("America/") && currency.equals("USD")
                : PromiseReader.isMonthFirst(calendar.country());
        return new PromiseReader(calendar, american, currency);
    }
}
