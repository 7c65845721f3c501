package valentine.reading;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a promise is about.
public enum PromiseKind {
    REFUND("Refund"),
    RETURN("Return"),
    DELIVERY("Delivery"),
    CALL_BACK("Call back"),
    ANSWER("Answer"),
    FIX("Fix"),
    GIFT("Gift"),
    OTHER("Other");

    private final String label;

    PromiseKind(String label) {
        this.label = label;
    }

    /// For people.
    public String label() {
        return label;
    }

    /// As it stands in the ledger: "call_back".
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<PromiseKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
