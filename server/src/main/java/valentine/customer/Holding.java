package valentine.customer;

/// A table in which something of people is kept.
///
/// @param sheet its name in what a customer takes with him, such as "interactions"
/// @param select reads the rows of `= ANY (:profiles)`, each column under a name that a person understands
/// @param forget deletes those same rows, or takes the person out of them
public record Holding(String sheet, String select, String forget) {
    public Holding {
        if (!sheet.matches("[a-z][a-z-]*")) throw new IllegalArgumentException("A sheet is named like order-lines");
        if (!select.contains(":profiles") || !forget.contains(":profiles")) {
            throw new IllegalArgumentException("A holding is that of certain profiles");
        }
    }
}
