package valentine.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The key above all others, 32 bytes in Base64: given by the environment, or a file made once.
final class MasterKey {
    static final String GIVEN = "VALENTINE_MASTER_KEY";
    static final String GIVEN_FILE = "VALENTINE_MASTER_KEY_FILE";
    private static final String FILE = "master.key";
    private static final int LENGTH = 32;

    private MasterKey() {}

    /// @param mayMake whether the folder belongs to the database, so that a key made here is the only one
    static byte[] find(Path folder, boolean mayMake, Map<String, String> environment) {
        String given = environment.get(GIVEN);
        if (given != null) return read(given, GIVEN);
        String named = environment.get(GIVEN_FILE);
        Path file = named == null ? folder.resolve(FILE) : Path.of(named);
        try {
            if (!Files.exists(file)) {
                if (named != null || !mayMake) throw missing(file, named);
                make(file);
            }
            return read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new CannotSeal("The master key " + file + " cannot be read or made. Give it to this user.", e);
        }
    }

    private static CannotSeal missing(Path file, @Nullable String named) {
        return new CannotSeal(
                named == null
                        ? "There is no master key, so nothing can be kept encrypted. Beside an own PostgreSQL give one to"
                                + " every server: 32 random bytes in Base64 in " + GIVEN + " or in the file " + file
                                + " (openssl rand -base64 32)."
                        : GIVEN_FILE + " names " + file + ", which does not exist.");
    }

    private static byte[] read(String text, String where) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == LENGTH) return key;
        } catch (IllegalArgumentException _) {
            // Said below, without what was given.
        }
        throw new CannotSeal("The master key of " + where + " is not 32 bytes in Base64 (openssl rand -base64 32).");
    }

    /// Whole or not at all; who comes second takes that of the first.
    private static void make(Path file) throws IOException {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        Path half = Private.file(
                file.resolveSibling(FILE + "." + ProcessHandle.current().pid()));
        Files.writeString(half, Base64.getEncoder().encodeToString(key), StandardCharsets.US_ASCII);
        Private.keep(half);
        try {
            Files.createLink(file, half);
        } catch (FileAlreadyExistsException _) {
            // Made meanwhile.
        } catch (UnsupportedOperationException _) {
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(half);
    }

    /// Files that only their user reads, and that are still there after a power cut.
    static final class Private {
        private Private() {}

        static Path file(Path path) throws IOException {
            if (Files.exists(path)) return path;
            try {
                if (Files.getFileStore(path.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
                    return Files.createFile(
                            path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                }
                return Files.createFile(path);
            } catch (FileAlreadyExistsException _) {
                return path;
            }
        }

        static void keep(Path path) throws IOException {
            try (var channel = java.nio.channels.FileChannel.open(path, java.nio.file.StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }
}
