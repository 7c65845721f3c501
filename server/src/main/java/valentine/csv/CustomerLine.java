package valentine.csv;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One customer of a customer file. Texts are stripped and empty where the file says nothing.
///
/// @param traits everything in columns that no field took, by column name, blanks left out
public record CustomerLine(
        long record,
        long line,
        String customer,
        String name,
        String email,
        String phone,
        String company,
        String country,
        String city,
        @Nullable When since,
        Map<String, String> traits)
        implements CustomerRow {
    public CustomerLine {
        traits = Map.copyOf(traits);
    }
}
