package valentine.csv;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that happened between the firm and a customer. Texts are stripped and empty where the file says nothing.
///
/// @param direction "in", "out" or empty
/// @param properties everything in columns that no field took, by column name, blanks left out
public record InteractionLine(
        long record,
        long line,
        String customer,
        When at,
        InteractionKind kind,
        String channel,
        String direction,
        String subject,
        String text,
        @Nullable BigDecimal score,
        @Nullable BigDecimal amount,
        String currency,
        String messageId,
        String order,
        Map<String, String> properties)
        implements InteractionRow {
    public InteractionLine {
        properties = Map.copyOf(properties);
    }
}
