package valentine.staying;

import java.util.Locale;

/// Where a customer stands, by the chance to buy again.
public enum Band {
    IN_TOUCH("in touch", "heart", 0.5),
    COOLING("cooling", "moon", 0.25),
    LOSING_TOUCH("losing touch", "ripple", 0.1),
    GONE_QUIET("gone quiet", "minus", 0);

    private final String label;
    private final String icon;
    private final double from;

    Band(String label, String icon, double from) {
        this.label = label;
        this.icon = icon;
        this.from = from;
    }

    /// The first band whose threshold the chance reaches.
    public static Band of(double staying) {
        for (Band band : values()) {
            if (staying >= band.from) {
                return band;
            }
        }
        throw new IllegalArgumentException("No chance: " + staying);
    }

    public String label() {
        return label;
    }

    public String icon() {
        return icon;
    }

    /// The smallest chance in this band.
    public double from() {
        return from;
    }

    /// The name in tables and addresses: "in_touch".
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The class that gives it its colour: "in-touch".
    public String tone() {
        return key().replace('_', '-');
    }
}
