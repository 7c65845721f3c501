package valentine.conversation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How soon a conversation wants to be looked at.
public enum Priority {
    LOW(0, "Low"),
    NORMAL(1, "Normal"),
    HIGH(2, "High"),
    URGENT(3, "Urgent");

    private final int rank;
    private final String label;

    Priority(int rank, String label) {
        this.rank = rank;
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// As it is kept: the higher, the sooner.
    public int rank() {
        return rank;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The priority that is kept as this number.
    public static Priority of(int rank) {
        return Arrays.stream(values())
                .filter(one -> one.rank == rank)
                .findFirst()
                .orElseThrow();
    }

    public static Optional<Priority> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
