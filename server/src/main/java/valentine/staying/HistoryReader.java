package valentine.staying;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import valentine.csv.CsvFile;
import valentine.csv.Mapping;
import valentine.csv.OrderLines;
import valentine.csv.OrderStretch;
import valentine.csv.Row;
import valentine.csv.Rows;

/// Reads a file of orders in stretches side by side where that means the same, else from its first row to its last.
final class HistoryReader {
    private static final int TOLD_EVERY = 100_000;
    private static final int READ_FIRST = 1_000;

    private final CsvFile file;
    private final Mapping mapping;
    private final ZoneId zone;
    private final @Nullable LocalDate asOf;
    private final String currency;

    HistoryReader(CsvFile file, Mapping mapping, ZoneId zone, @Nullable LocalDate asOf, String currency) {
        this.file = file;
        this.mapping = mapping;
        this.zone = zone;
        this.asOf = asOf;
        this.currency = currency;
    }

    /// The history read row by row.
    OrderHistory inOrder(LongConsumer progress) throws IOException {
        HistoryPart whole = part(true, currency);
        OrderLines lines = new OrderLines(mapping);
        try (Rows rows = file.rows()) {
            long read = 0;
            for (Row row = rows.next(); row != null; row = rows.next()) {
                whole.take(lines.read(row));
                if (++read % TOLD_EVERY == 0) progress.accept(rows.bytesRead());
            }
        }
        return OrderHistory.of(List.of(whole));
    }

    /// The same history read in so many stretches; null where only reading it in order tells what it means.
    @Nullable
    OrderHistory sideBySide(int count, LongConsumer progress) throws IOException {
        List<OrderStretch> stretches = OrderStretch.all(file, mapping, zone, count);
        try {
            List<HistoryPart> parts = stretches.isEmpty() ? List.of() : parts(stretches, progress);
            return parts.isEmpty() ? null : OrderHistory.of(parts);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            for (OrderStretch stretch : stretches) stretch.close();
        }
    }

    private List<HistoryPart> parts(List<OrderStretch> stretches, LongConsumer progress) throws IOException {
        // The first lines nearly always name the currency by which all others are judged.
        HistoryPart first = part(true, currency);
        if (!first.read(stretches.getFirst(), READ_FIRST, () -> false)) return List.of();
        List<HistoryPart> parts = new ArrayList<>(List.of(first));
        while (parts.size() < stretches.size()) parts.add(part(false, first.currency));

        AtomicBoolean sound = new AtomicBoolean(true);
        long size = file.size();
        BooleanSupplier told = () -> {
            // The others are about as far in theirs.
            progress.accept(Math.min(size, stretches.getFirst().position() * stretches.size()));
            return sound.get();
        };
        boolean read = IntStream.range(0, parts.size()).parallel().allMatch(i -> {
            boolean readable = read(parts.get(i), stretches.get(i), i == 0 ? told : sound::get);
            if (!readable) sound.set(false);
            return readable;
        });
        if (!read || !haveOneCurrency(parts)) return List.of();
        joinRefusals(parts, stretches);
        return parts;
    }

    private static boolean read(HistoryPart part, OrderStretch stretch, BooleanSupplier goesOn) {
        try {
            return part.read(stretch, TOLD_EVERY, goesOn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Parts that took the money of two currencies took it wrongly: only the first that the file names counts.
    private static boolean haveOneCurrency(List<HistoryPart> parts) {
        return parts.stream()
                        .map(part -> part.currency)
                        .filter(currency -> !currency.isEmpty())
                        .distinct()
                        .count()
                <= 1;
    }

    private static void joinRefusals(List<HistoryPart> parts, List<OrderStretch> stretches) {
        long records = 0;
        long lines = 0;
        for (int i = 0; i < parts.size(); i++) {
            long recordsBefore = records;
            long linesBefore = lines;
            parts.get(i).refusals.replaceAll(refusal -> refusal.behind(recordsBefore, linesBefore));
            records += stretches.get(i).records();
            lines += stretches.get(i).lines();
        }
    }

    private HistoryPart part(boolean first, String money) {
        return new HistoryPart(first, zone, asOf, money);
    }
}
