package valentine.backtest;

import java.util.List;
import valentine.models.survival.Lifetimes;

/// Customers with a contract: for how many months each has had it, whether they left then, and what is known of them.
///
/// @param columns what is known, one entry a customer each
/// @param notes what was left out in reading, in sentences
public record Contracts(Lifetimes lifetimes, List<Column> columns, List<String> notes) {
    public Contracts {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
        for (Column column : columns) {
            if (column.size() != lifetimes.size()) {
                throw new IllegalArgumentException("'" + column.name() + "' has " + column.size() + " entries for "
                        + lifetimes.size() + " customers");
            }
        }
    }

    /// One thing known of every customer.
    public sealed interface Column {
        String name();

        int size();
    }

    /// A number of each; not a number where it is not known.
    public record Amounts(String name, List<Double> values) implements Column {
        public Amounts {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    /// A kind of each; a blank text is a kind too.
    public record Kinds(String name, List<String> values) implements Column {
        public Kinds {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }
}
