package valentine.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The folder that holds one Valentine's data: owned by one process at a time, readable by its user only.
public record DataFolder(Path path) {

    public DataFolder {
        path = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new CannotStart(
                    "The data folder " + path + " cannot be made or written to. Choose another with --data.", e);
        }
    }

    /// Where data go when nobody says otherwise: the user's data folder, as the XDG specification names it.
    public static Path usual(String name) {
        String xdg = System.getenv("XDG_DATA_HOME");
        Path home = xdg == null || xdg.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(xdg);
        return home.resolve(name);
    }

    Path database() {
        return path.resolve("database");
    }

    /// Takes the folder for this process, or nothing when another process has it.
    @SuppressWarnings("resource")
    Optional<FileLock> lock() {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return Optional.ofNullable(lock);
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CannotStart("The data folder " + path + " cannot be locked: " + e.getMessage() + ".", e);
        }
    }

    /// The password of the embedded server, made once.
    String password() {
        Path file = path.resolve("database.password");
        return read(file).orElseGet(() -> {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String password = HexFormat.of().formatHex(random);
            write(file, password);
            return password;
        });
    }

    Path passwordFile() {
        password();
        return path.resolve("database.password");
    }

    /// 32 random bytes under a name, made when they are first asked for; they never stand in the database.
    public byte[] secret(String name) {
        Path file = path.resolve(name);
        synchronized (DataFolder.class) {
            return HexFormat.of().parseHex(read(file).orElseGet(() -> {
                byte[] random = new byte[32];
                new SecureRandom().nextBytes(random);
                String text = HexFormat.of().formatHex(random);
                write(file, text);
                return text;
            }));
        }
    }

    public boolean has(String name) {
        return Files.exists(path.resolve(name));
    }

    /// Takes files over from the folder that this one replaces, those that are there; none of ours is overwritten.
    public void inherit(Path folder, List<String> names) {
        for (String name : names) {
            Path ours = path.resolve(name);
            Path theirs = folder.resolve(name);
            try {
                if (!Files.exists(theirs)) continue;
                if (Files.exists(ours) && Files.mismatch(theirs, ours) >= 0) {
                    throw new CannotStart("There is another " + name + " in " + path + " already. Use a new folder.");
                }
                if (!Files.exists(ours)) Files.copy(theirs, ours, StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
                throw new CannotStart("The file " + theirs + " cannot be taken over: " + e.getMessage() + ".", e);
            }
        }
    }

    /// Where the embedded server of the process that owns this folder listens.
    Optional<String> address() {
        return read(path.resolve("database.address"));
    }

    void address(String url) {
        write(path.resolve("database.address"), url);
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CannotStart("The file " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
