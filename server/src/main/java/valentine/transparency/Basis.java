package valentine.transparency;

import java.util.Locale;

/// The lawful basis of a purpose, after article 6 (1) of the GDPR.
public enum Basis {
    CONSENT("(a) consent", "you allowed it"),
    CONTRACT("(b) contract", "we need it for what you ordered"),
    LAW("(c) legal obligation", "the law asks for it"),
    LIFE("(d) vital interests", "a life depends on it"),
    PUBLIC("(e) public task", "it is our public task"),
    INTEREST("(f) legitimate interests", "we have a good reason, and you can object");

    private final String label;
    private final String told;

    Basis(String label, String told) {
        this.label = label;
        this.told = told;
    }

    public String label() {
        return label;
    }

    /// In a few words for the customer.
    public String told() {
        return told;
    }

    /// Whether a customer can object to it, by article 21 (1).
    boolean isOpenToObjection() {
        return this == PUBLIC || this == INTEREST;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Basis of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
