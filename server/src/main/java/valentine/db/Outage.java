package valentine.db;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why the database cannot serve anybody just now; it comes back by itself or when somebody makes room.
public enum Outage {
    AWAY,
    DISK_FULL;

    private static final String FULL = "53100";

    /// What a failure says about the database; nothing when the database is well.
    public static Optional<Outage> of(@Nullable Throwable failure) {
        Optional<Outage> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isFull(cause)) return Optional.of(DISK_FULL);
            if (cause instanceof SQLException sql && isAway(sql)) found = Optional.of(AWAY);
        }
        return found;
    }

    private static boolean isFull(Throwable cause) {
        if (cause instanceof SQLException sql && FULL.equals(sql.getSQLState())) return true;
        String message = String.valueOf(cause.getMessage());
        return (cause instanceof IOException || cause instanceof SQLException)
                && (message.contains("No space left") || message.contains("Disk quota exceeded"));
    }

    /// Connections that broke or were not to be had, a lack of means, an operator's shutdown, a failure of the system.
    private static boolean isAway(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return failure instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.startsWith("58");
    }
}
