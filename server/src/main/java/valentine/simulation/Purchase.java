package valentine.simulation;

import java.util.List;

/// An order, or the credit note that takes part of one back; both carry the number of the order.
record Purchase(int number, boolean credit, long minute, List<Line> lines) {
    /// So many of one product; quantities are positive here, also on credit notes.
    record Line(Product product, int quantity) {
        Line {
            if (quantity < 1) throw new IllegalArgumentException("A line needs a quantity");
        }

        long cents() {
            return (long) quantity * product.cents();
        }
    }

    Purchase {
        if (lines.isEmpty()) throw new IllegalArgumentException("A purchase needs a line");
        lines = List.copyOf(lines);
    }

    long day() {
        return Math.floorDiv(minute, Diary.MINUTES_PER_DAY);
    }

    long cents() {
        long cents = 0;
        for (Line line : lines) {
            cents += line.cents();
        }
        return cents;
    }
}
