package valentine.customer;

import java.util.List;

/// A table in which something of people is kept.
///
/// @param sheet its name in what a customer takes with him, such as "interactions"
/// @param select reads the rows of `= ANY (:profiles)`, each column under a name that a person understands
/// @param forget deletes those same rows, or takes the person out of them; the last statement says how many they were
public record Holding(String sheet, String select, List<String> forget) {
    public Holding {
        forget = List.copyOf(forget);
        if (!sheet.matches("[a-z][a-z-]*")) throw new IllegalArgumentException("A sheet is named like order-lines");
        if (forget.isEmpty() || !select.contains(":profiles")) {
            throw new IllegalArgumentException("A holding is that of certain profiles, and can be forgotten");
        }
        for (String statement : forget) {
            if (!statement.contains(":profiles")) throw new IllegalArgumentException("This forgets more: " + statement);
        }
    }

    public Holding(String sheet, String select, String... forget) {
        this(sheet, select, List.of(forget));
    }
}
