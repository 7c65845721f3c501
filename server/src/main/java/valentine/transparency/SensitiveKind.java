package valentine.transparency;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is sensitive about somebody: kept only for a purpose, encrypted, and opened with a reason.
public enum SensitiveKind {
    TAX_NUMBER("Tax or social security number", false),
    BIRTH_DATE("Birth date", false),
    MAIDEN_NAME("Mother's maiden name", false),
    IDENTITY_DOCUMENT("Identity document", false),
    BANK_ACCOUNT("Bank account", false),
    CARD("Payment card", false),
    CRIMINAL_RECORD("Criminal record", false),
    PASSWORD("Password or security answer", false),
    HEALTH("Health", true),
    RELIGION("Religion or belief", true),
    ETHNIC_ORIGIN("Ethnic origin", true),
    UNION("Trade union", true),
    POLITICS("Political opinion", true),
    BIOMETRIC("Biometric or genetic data", true),
    SEXUAL_LIFE("Sexual life or orientation", true);

    private final String label;
    private final boolean special;

    SensitiveKind(String label, boolean special) {
        this.label = label;
        this.special = special;
    }

    public String label() {
        return label;
    }

    /// Whether it is a special category of article 9.
    public boolean isSpecial() {
        return special;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<SensitiveKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
