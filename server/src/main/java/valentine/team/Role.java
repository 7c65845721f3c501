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

    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Role of(String key) {
        return valueOf(key.toUpperCase(java.util.Locale.ROOT));
    }
}
