package valentine.transparency;

/// By which programs name a purpose: "newsletter".
public record PurposeKey(String value) {
    public PurposeKey {
        if (!isOne(value)) throw new IllegalArgumentException("A key has 2 to 40 small letters, digits and hyphens.");
    }

    /// Whether this can be a key.
    public static boolean isOne(String text) {
        return text.matches("[a-z][a-z0-9-]{1,39}");
    }
}
