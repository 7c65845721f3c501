package valentine.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// Knows a full disk by what fails on it, ours or the database's.
public final class DiskFull {
    static final String SENTENCE = "The disk is full. Free some space and bring the same file again: what is stored "
            + "stays stored, and the rest follows.";
    private static final String DISK_FULL = "53100";

    private static final long LITTLE = 20 << 20;

    private DiskFull() {}

    /// Whether hardly anything fits there any more: a database that dies of it cannot say why.
    static boolean at(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < LITTLE;
        } catch (IOException e) {
            return false;
        }
    }

    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) return true;
            String message = String.valueOf(cause.getMessage());
            if ((cause instanceof IOException || cause instanceof SQLException)
                    && (message.contains("No space left") || message.contains("Disk quota exceeded"))) return true;
        }
        return false;
    }
}
