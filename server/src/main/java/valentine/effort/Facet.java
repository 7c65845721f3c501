package valentine.effort;

/// By what conversations are told apart.
enum Facet {
    TOPIC("Topic"),
    CHANNEL("Channel"),
    BRANCH("Branch or team"),
    MEMBER("Who has it"),
    MONTH("Month"),
    ALL("All");

    private final String label;

    Facet(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Facet of(String key) {
        return valueOf(key.toUpperCase(java.util.Locale.ROOT));
    }
}
