package valentine.staying;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import valentine.csv.CsvFile;
import valentine.csv.Mapping;
import valentine.csv.OrderLine;
import valentine.csv.OrderLines;
import valentine.csv.Refusal;
import valentine.csv.Row;
import valentine.csv.Rows;
import valentine.csv.When;

/// The purchases of a file of orders until the end of a day; nothing later leaves a trace.
///
/// Customers stand in the order in which the file first names them. Money in another currency than the firm's counts
/// as an order without money: amounts are never converted.
public final class OrderHistory {
    private static final int TOLD_EVERY = 100_000;
    private static final int REFUSALS_SHOWN = 5;

    private final ZoneId zone;
    private final @Nullable LocalDate asOf;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<String> customers = new ArrayList<>();
    private final Past.Gathering gathering = new Past.Gathering();
    private final List<Refusal> refusals = new ArrayList<>();
    private String currency;
    private long refused;
    private long foreign;
    private long later;
    private boolean moneyed;

    private OrderHistory(ZoneId zone, @Nullable LocalDate asOf, String currency) {
        this.zone = zone;
        this.asOf = asOf;
        this.currency = currency;
    }

    /// Reads a file whose columns are known; `progress` hears the bytes read now and then.
    ///
    /// @param asOf the last day to read, all where null
    /// @param currency whose amounts count; where empty, the first one that the file names
    public static OrderHistory read(
            CsvFile file,
            Mapping mapping,
            ZoneId zone,
            @Nullable LocalDate asOf,
            String currency,
            LongConsumer progress)
            throws IOException {
        OrderHistory history = new OrderHistory(zone, asOf, currency);
        OrderLines lines = new OrderLines(mapping);
        try (Rows rows = file.rows()) {
            long read = 0;
            for (Row row = rows.next(); row != null; row = rows.next()) {
                switch (lines.read(row)) {
                    case OrderLine line -> history.take(line);
                    case Refusal refusal -> history.take(refusal);
                }
                if (++read % TOLD_EVERY == 0) {
                    progress.accept(rows.bytesRead());
                }
            }
        }
        return history;
    }

    public Past past() {
        return gathering.past();
    }

    /// The name of the customer with this index in the past.
    public String customer(int index) {
        return customers.get(index);
    }

    /// The currency of the amounts; empty where the file names none.
    public String currency() {
        return currency;
    }

    public boolean isMoneyed() {
        return moneyed;
    }

    public long refused() {
        return refused;
    }

    /// The first few refusals.
    public List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /// Lines whose money was left out for its currency.
    public long foreign() {
        return foreign;
    }

    /// Lines that lie after the last day to read.
    public long later() {
        return later;
    }

    private void take(OrderLine line) {
        LocalDate day = day(line.at());
        if (asOf != null && day.isAfter(asOf)) {
            later++;
            return;
        }
        int customer = index.computeIfAbsent(line.customer(), name -> {
            customers.add(name);
            return customers.size() - 1;
        });
        gathering.add(customer, (int) day.toEpochDay(), amount(line), !line.isReturn());
    }

    private void take(Refusal refusal) {
        refused++;
        if (refusals.size() < REFUSALS_SHOWN) {
            refusals.add(refusal);
        }
    }

    private LocalDate day(When at) {
        return switch (at) {
            case When.Local local -> local.time().toLocalDate();
            case When.Exact exact -> LocalDate.ofInstant(exact.moment(), zone);
        };
    }

    private double amount(OrderLine line) {
        BigDecimal amount = line.amount();
        if (amount == null || amount.signum() == 0) {
            return 0;
        }
        if (currency.isEmpty()) {
            currency = line.currency();
        }
        if (!line.currency().isEmpty() && !line.currency().equals(currency)) {
            foreign++;
            return 0;
        }
        moneyed = true;
        return amount.doubleValue();
    }
}
