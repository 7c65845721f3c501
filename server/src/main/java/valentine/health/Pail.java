package valentine.health;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import valentine.staying.Movement.Way;
import valentine.web.Money;

/// Customers as water in a pail: who came in, leaked out, came back, month by month.
record Pail(List<Month> months) {
    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter KEY = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ENGLISH);

    Pail {
        months = List.copyOf(months);
    }

    /// How many came one way in a month, what they bring in a year, and where they are listed.
    record Flow(long customers, Money value, String link) {}

    record Month(String label, Flow in, Flow back, Flow out) {}

    /// All months from the first to the last, also those in which nobody moved.
    static Pail of(List<Totals.OfFlow> sums, LocalDate last, int months, Currency currency) {
        Map<Ledger.Flow, Totals.OfFlow> known = new HashMap<>();
        sums.forEach(sum -> known.put(new Ledger.Flow(sum.month(), sum.way()), sum));
        LocalDate first = sums.stream()
                .map(Totals.OfFlow::month)
                .min(LocalDate::compareTo)
                .orElse(last.withDayOfMonth(1));
        List<Month> all = new ArrayList<>();
        LocalDate month = last.withDayOfMonth(1).minusMonths(months - 1);
        for (; !month.isAfter(last); month = month.plusMonths(1)) {
            if (!month.isBefore(first)) {
                all.add(new Month(
                        LABEL.format(month),
                        flow(known, month, Way.IN, currency),
                        flow(known, month, Way.BACK, currency),
                        flow(known, month, Way.OUT, currency)));
            }
        }
        return new Pail(all);
    }

    private static Flow flow(Map<Ledger.Flow, Totals.OfFlow> known, LocalDate month, Way way, Currency currency) {
        Totals.OfFlow sum = known.get(new Ledger.Flow(month, way));
        String link = "/customers?month=" + KEY.format(month) + "&way=" + StandingTable.key(way);
        return sum == null
                ? new Flow(0, new Money(java.math.BigDecimal.ZERO, currency), link)
                : new Flow(sum.customers(), new Money(sum.value(), currency), link);
    }

    /// What the chart draws: those who leave stand below zero.
    String chart(JsonMapper json) {
        return json.writeValueAsString(new Chart(
                months.stream().map(Month::label).toList(),
                List.of(
                        series(
                                "In",
                                "--in-touch",
                                1,
                                months.stream().map(Month::in).toList()),
                        series(
                                "Back",
                                "--cooling",
                                1,
                                months.stream().map(Month::back).toList()),
                        series(
                                "Out",
                                "--losing-touch",
                                -1,
                                months.stream().map(Month::out).toList()))));
    }

    record Chart(List<String> categories, List<Series> series) {}

    record Series(String name, String tone, List<Long> values, List<String> links) {}

    private static Series series(String name, String tone, int sign, List<Flow> flows) {
        return new Series(
                name,
                tone,
                flows.stream().map(flow -> sign * flow.customers()).toList(),
                flows.stream().map(Flow::link).toList());
    }
}
