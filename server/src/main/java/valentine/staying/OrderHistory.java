package valentine.staying;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import valentine.csv.CsvFile;
import valentine.csv.Mapping;
import valentine.csv.Refusal;

/// The purchases of a file of orders until the end of a day; nothing later leaves a trace.
///
/// Customers stand in the order in which the file first names them. Money in another currency than the firm's counts
/// as an order without money: amounts are never converted.
public final class OrderHistory {
    private static final int REFUSALS_SHOWN = 5;
    private static final int MOST_STRETCHES = 8;
    private static final long SMALL = 1 << 20;

    private final Names names;
    private final Past past;
    private final String currency;
    private final boolean moneyed;
    private final List<Refusal> refusals;
    private final long refused;
    private final long foreign;
    private final long later;

    private OrderHistory(Names names, Past past, List<HistoryPart> parts) {
        this.names = names;
        this.past = past;
        this.currency = parts.stream()
                .map(part -> part.currency)
                .filter(named -> !named.isEmpty())
                .findFirst()
                .orElse("");
        this.moneyed = parts.stream().anyMatch(part -> part.moneyed);
        this.refusals = parts.stream()
                .flatMap(part -> part.refusals.stream())
                .limit(REFUSALS_SHOWN)
                .toList();
        this.refused = parts.stream().mapToLong(part -> part.refused).sum();
        this.foreign = parts.stream().mapToLong(part -> part.foreign).sum();
        this.later = parts.stream().mapToLong(part -> part.later).sum();
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
        HistoryReader reader = new HistoryReader(file, mapping, zone, asOf, currency);
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), MOST_STRETCHES);
        OrderHistory history = reader.sideBySide(file.size() < SMALL ? 1 : processors, progress);
        return history == null ? reader.inOrder(progress) : history;
    }

    /// The history that the parts of a file make, in the order of the file.
    static OrderHistory of(List<HistoryPart> parts) {
        Names names = parts.getFirst().names;
        Ledger last = parts.getFirst().ledger;
        for (HistoryPart part : parts.subList(1, parts.size())) {
            part.ledger.renumber(names.numbers(part.names));
            last = part.ledger.follow(last);
        }
        List<Ledger> ledgers = parts.stream().map(part -> part.ledger).toList();
        return new OrderHistory(names, ByCustomer.past(ledgers, names.size(), parts.size()), parts);
    }

    public Past past() {
        return past;
    }

    /// The name of the customer with this index in the past.
    public String customer(int index) {
        return names.name(index);
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
        return refusals;
    }

    /// Lines whose money was left out for its currency.
    public long foreign() {
        return foreign;
    }

    /// Lines that lie after the last day to read.
    public long later() {
        return later;
    }
}
