package valentine.health;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A field of the loyalty map (Dick and Basu 1994): who stays and who is fond need not be the same.
enum LoyaltyField {
    IN_LOVE("in love", "heart", "They stay, and they would speak well of us."),
    HABIT("habit", "repeat", "They stay without being fond of us: the next good offer may take them."),
    SECRET_ADMIRER("secret admirer", "eye", "Fond of us, but hardly buying: something other than us is in the way."),
    PARTING("parting", "ripple", "Neither fond nor likely to come back."),
    UNKNOWN("unknown", "help", "They never let us know how they feel. Ask them.");

    /// From here on somebody stays, or is fond: rather than not.
    static final double EDGE = 0.5;

    private final String label;
    private final String icon;
    private final String meaning;

    LoyaltyField(String label, String icon, String meaning) {
        this.label = label;
        this.icon = icon;
        this.meaning = meaning;
    }

    static LoyaltyField of(double staying, double fondness) {
        if (staying >= EDGE) return fondness >= EDGE ? IN_LOVE : HABIT;
        return fondness >= EDGE ? SECRET_ADMIRER : PARTING;
    }

    /// Those that are known, on the map from top left to bottom right.
    static List<LoyaltyField> known() {
        return List.of(SECRET_ADMIRER, IN_LOVE, PARTING, HABIT);
    }

    static Optional<LoyaltyField> named(String key) {
        return Arrays.stream(values()).filter(field -> field.key().equals(key)).findFirst();
    }

    String label() {
        return label;
    }

    String icon() {
        return icon;
    }

    String meaning() {
        return meaning;
    }

    /// The name in tables: "in_love".
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The class that gives it its colour, and its place in addresses: "in-love".
    String tone() {
        return key().replace('_', '-');
    }

    String link() {
        return "/loyalty-map/" + tone();
    }
}
