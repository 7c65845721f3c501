package valentine.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The orders on the lines of one stretch of a file, which can be read beside the other stretches.
///
/// A plain line is read from its bytes; every other one by [OrderLines], so that both mean the same. Where a stretch
/// holds a record of several lines, or one that breaks off the file, only the [rows][CsvFile#rows] tell what it means.
public final class OrderStretch implements AutoCloseable {
    /// What stands on a line.
    public enum Found {
        PLAIN,
        OTHER,
        UNREADABLE,
        END
    }

    private final Stretch stretch;
    private final PlainLine line;
    private final PlainOrder order;
    private final SingleLines others;
    private final OrderLines reader;
    private long records;
    private long lines;
    private @Nullable OrderRow other;

    private OrderStretch(Stretch stretch, Head head, Mapping mapping, ZoneId zone) throws IOException {
        this.stretch = stretch;
        this.line = new PlainLine(head.layout, head.columns);
        this.order = new PlainOrder(mapping, zone, line);
        this.others = new SingleLines(head.layout);
        this.reader = new OrderLines(mapping);
        byte[] header = head.header.getBytes(StandardCharsets.UTF_8);
        others.row(header, 0, header.length);
    }

    /// A header that stands on one line, where it ends, and on how many lines.
    private record Head(Layout layout, int columns, String header, long end, long lines) {}

    /// The whole file below its header in so many stretches; none where stretches cannot be read by themselves. The
    /// first one counts records and lines as the file does, the others from their own beginning.
    public static List<OrderStretch> all(CsvFile file, Mapping mapping, ZoneId zone, int parts) throws IOException {
        Head head = head(file);
        if (head == null) return List.of();
        long length = Math.max(0, file.size() - head.end);
        List<OrderStretch> all = new ArrayList<>();
        try {
            for (int part = 0; part < parts; part++) {
                long begin = head.end + length * part / parts;
                long end = head.end + length * (part + 1) / parts;
                Stretch stretch = Stretch.of(file.path(), begin, end, part > 0);
                all.add(new OrderStretch(stretch, head, mapping, zone));
            }
        } catch (IOException | RuntimeException e) {
            for (OrderStretch opened : all) opened.close();
            throw e;
        }
        all.getFirst().lines = head.lines;
        return all;
    }

    /// Reads the next line that is not empty.
    public Found next() throws IOException {
        do {
            if (!stretch.next()) return stretch.isTooLong() ? Found.UNREADABLE : Found.END;
            lines++;
        } while (stretch.from() == stretch.to());
        records++;
        boolean plain = line.split(stretch.bytes(), stretch.from(), stretch.to()) && order.read(stretch.bytes());
        if (plain) return Found.PLAIN;
        Row row = others.row(stretch.bytes(), stretch.from(), stretch.to());
        if (row == null) return Found.UNREADABLE;
        other = reader.read(row.at(records, lines));
        return Found.OTHER;
    }

    /// The order on a plain line, good until the next one.
    public PlainOrder plain() {
        return order;
    }

    /// The order on a line that is not plain, or why it is refused.
    public OrderRow other() {
        if (other == null) throw new IllegalStateException("No line but plain ones so far");
        return other;
    }

    /// How many records were read so far.
    public long records() {
        return records;
    }

    /// How many lines were read so far, the empty ones and in the first stretch those of the header too.
    public long lines() {
        return lines;
    }

    /// Where in the file the next line begins.
    public long position() {
        return stretch.position();
    }

    @Override
    public void close() throws IOException {
        stretch.close();
    }

    private static @Nullable Head head(CsvFile file) throws IOException {
        Layout layout = file.layout();
        // Only here does a byte below 128 mean its own character wherever it stands.
        boolean bytewise = layout.charset().name().equals("UTF-8")
                || layout.charset().name().equals("windows-1252");
        if (!bytewise || layout.compressed() || layout.separatorLine()) return null;
        try (Stretch beginning = Stretch.of(file.path(), layout.mark(), file.size(), false)) {
            long lines = 0;
            do {
                if (!beginning.next()) return null;
                lines++;
            } while (beginning.from() == beginning.to());
            byte[] header = Arrays.copyOfRange(beginning.bytes(), beginning.from(), beginning.to());
            Row row = new SingleLines(layout).row(header, 0, header.length);
            int columns = file.header().size();
            if (row == null || row.fields().size() != columns) return null;
            return new Head(layout, columns, new String(header, layout.charset()), beginning.position(), lines);
        }
    }
}
