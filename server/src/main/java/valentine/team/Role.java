package valentine.team;

/// What a member may do, from all to only looking.
public enum Role {
    OWNER,
    MANAGER,
    MEMBER,
    VIEWER;

    /// Whether this role may all that the other may.
    public boolean reaches(Role other) {
        return compareTo(other) <= 0;
    }

    /// In a word for people.
    public String label() {
        return switch (this) {
            case OWNER -> "Owner";
            case MANAGER -> "Manager";
            case MEMBER -> "Member";
            case VIEWER -> "Viewer";
        };
    }

    /// What it lets somebody do.
    public String meaning() {
        return switch (this) {
            case OWNER -> "may do everything, also invite, make keys and read the audit log";
            case MANAGER -> "also brings files in, and changes sources and settings";
            case MEMBER -> "works with customers";
            case VIEWER -> "looks, and changes nothing";
        };
    }

    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Role of(String key) {
        return valueOf(key.toUpperCase(java.util.Locale.ROOT));
    }
}
