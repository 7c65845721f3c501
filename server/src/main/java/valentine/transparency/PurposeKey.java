package valentine.transparency;

/// By which programs name a purpose: "newsletter".
public record PurposeKey(String value) {
    public PurposeKey {
        if (!value.matches("[a-z][a-z0-9-]{1,39}")) {
            throw new IllegalArgumentException("The key of a purpose is 2 to 40 small letters, digits and hyphens");
        }
    }
}
