package valentine.db;

/// What a thread has for the database while somebody waits for its answer; work in the background has all the time.
public final class Patience implements AutoCloseable {
    /// With the wait for a connection it stays below the five seconds that nobody has to wait longer than.
    static final int MILLIS = 2_500;

    private static final ThreadLocal<Patience> SHORT = new ThreadLocal<>();

    private Patience() {}

    /// From now on no statement of this thread is waited for longer than a moment, until this is closed.
    public static Patience begin() {
        Patience patience = new Patience();
        SHORT.set(patience);
        return patience;
    }

    static boolean isShort() {
        return SHORT.get() != null;
    }

    @Override
    public void close() {
        SHORT.remove();
    }
}
