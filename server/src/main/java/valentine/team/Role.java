package valentine.team;

/// What a member may do, from all to only looking.
public enum Role {
    OWNER,
    MANAGER,
    MEMBER,
    VIEWER;

    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Role of(String key) {
        return valueOf(key.toUpperCase(java.util.Locale.ROOT));
    }
}
