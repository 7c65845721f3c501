package valentine.staying;

/// Something known of a customer that speaks for staying or against it.
///
/// @param weight by how much the chance differs from what it would be if this one fact were as usual
public record Reason(String label, double weight) {
    public Reason {
        if (label.isBlank()) throw new IllegalArgumentException("A reason needs a label");
    }
}
