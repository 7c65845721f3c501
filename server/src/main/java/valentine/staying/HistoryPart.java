package valentine.staying;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import valentine.csv.OrderLine;
import valentine.csv.OrderRow;
import valentine.csv.OrderStretch;
import valentine.csv.PlainOrder;
import valentine.csv.Refusal;

/// The purchases that one part of a file names, with customers numbered as this part first names them.
final class HistoryPart {
    private static final int REFUSALS_SHOWN = 5;

    final Names names = new Names();
    final Ledger ledger;
    final List<Refusal> refusals = new ArrayList<>();
    String currency;
    long refused;
    long foreign;
    long later;
    boolean moneyed;

    private final ZoneId zone;
    private final int lastDay;

    /// @param currency whose amounts count; where empty, the first one that this part names
    HistoryPart(boolean first, ZoneId zone, @Nullable LocalDate asOf, String currency) {
        this.ledger = new Ledger(first);
        this.zone = zone;
        this.lastDay =
                asOf == null ? Integer.MAX_VALUE : Math.clamp(asOf.toEpochDay(), Integer.MIN_VALUE, Integer.MAX_VALUE);
        this.currency = currency;
    }

    /// Reads on until the end or until told not to, asked after every so many lines.
    ///
    /// @return whether the stretch could be read by itself so far
    boolean read(OrderStretch stretch, int every, BooleanSupplier goesOn) throws IOException {
        for (int read = 1; ; read++) {
            switch (stretch.next()) {
                case PLAIN -> take(stretch.plain());
                case OTHER -> take(stretch.other());
                case UNREADABLE -> {
                    return false;
                }
                case END -> {
                    return true;
                }
            }
            if (read == every) {
                if (!goesOn.getAsBoolean()) return true;
                read = 0;
            }
        }
    }

    void take(OrderRow row) {
        switch (row) {
            case OrderLine line -> take(line);
            case Refusal refusal -> take(refusal);
        }
    }

    private void take(PlainOrder order) {
        if (order.day() > lastDay) {
            later++;
            return;
        }
        int customer = names.number(order.bytes(), order.customerFrom(), order.customerTo());
        ledger.add(customer, order.day(), amount(order.amount(), order.currency()), !order.isReturn());
    }

    private void take(OrderLine line) {
        int day = (int) line.at().day(zone).toEpochDay();
        if (day > lastDay) {
            later++;
            return;
        }
        double amount = line.amount() == null || line.amount().signum() == 0
                ? 0
                : amount(line.amount().doubleValue(), line.currency());
        ledger.add(names.number(line.customer()), day, amount, !line.isReturn());
    }

    private void take(Refusal refusal) {
        refused++;
        if (refusals.size() < REFUSALS_SHOWN) {
            refusals.add(refusal);
        }
    }

    private double amount(double amount, String of) {
        if (amount == 0) {
            return 0;
        }
        if (currency.isEmpty()) {
            currency = of;
        }
        if (!of.isEmpty() && !of.equals(currency)) {
            foreign++;
            return 0;
        }
        moneyed = true;
        return amount;
    }
}
