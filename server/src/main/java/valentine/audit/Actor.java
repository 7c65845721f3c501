package valentine.audit;

/// Who did something: a member, a key, the console of the machine, or somebody unknown.
public record Actor(String said) {
    public static final Actor CONSOLE = new Actor("console");
    public static final Actor NOBODY = new Actor("nobody");

    public Actor {
        if (!said.matches("console|nobody|(member|key) \\d+"))
            throw new IllegalArgumentException("An actor is a member, a key, the console or nobody: " + said);
    }

    public static Actor member(long number) {
        return new Actor("member " + number);
    }

    public static Actor key(long number) {
        return new Actor("key " + number);
    }
}
