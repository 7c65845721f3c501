package valentine.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import valentine.db.Outage;

/// Knows a full disk by what fails on it, ours or the database's.
final class DiskFull {
    static final String SENTENCE = "The disk is full. Free some space and bring the same file again: what is stored "
            + "stays stored, and the rest follows.";
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

    static boolean is(Throwable failure) {
        return Outage.of(failure).filter(outage -> outage == Outage.DISK_FULL).isPresent();
    }
}
