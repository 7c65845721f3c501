package valentine.promise;

import java.util.Arrays;
import java.util.Locale;

/// The lists of the ledger.
enum View {
    TODAY("Due today", "sun"),
    SOON("Soon", "clock"),
    OVERDUE("Overdue", "alert-triangle"),
    KEPT("Kept", "circle-check"),
    ENDED("Not kept", "circle-x");

    private final String label;
    private final String icon;

    View(String label, String icon) {
        this.label = label;
        this.icon = icon;
    }

    String label() {
        return label;
    }

    String icon() {
        return icon;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static View of(String key) {
        return Arrays.stream(values())
                .filter(view -> view.key().equals(key))
                .findFirst()
                .orElse(TODAY);
    }
}
