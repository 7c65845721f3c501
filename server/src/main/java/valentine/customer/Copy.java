package valentine.customer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes down what is kept of somebody, row by row.
@FunctionalInterface
public interface Copy {
    /// A row of a sheet such as "interactions". Values are texts, numbers, truths, lists and what Jackson reads.
    ///
    /// Moments are texts such as 2026-03-03T09:30:00Z. All rows of a sheet come one after the other and have
    /// the same names in the same order.
    void row(String sheet, Map<String, @Nullable Object> values);
}
