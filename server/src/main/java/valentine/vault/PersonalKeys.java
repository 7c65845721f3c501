package valentine.vault;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.db.Database;

/// One key for each person whose sensitive values we hold, sealed by the [Vault], in `personal.keys` beside the
/// database.
///
/// The file is no part of a backup, so that a key destroyed here is gone from every backup too. The number of a key,
/// that
/// of its file and its place there, is never given again. Who moves to another machine takes this file along as it is
/// then; in a new one none of the old keys is found.
@Component
public class PersonalKeys {
    private static final String FILE = "personal.keys";
    private static final int LENGTH = 32;
    private static final int PLACE = Integer.SIZE;
    /// A key as it lies in the file: nonce, key, tag.
    private static final int SLOT = 24 + LENGTH + 16;

    private final Path file;
    private final Vault vault;
    private final SecureRandom random = new SecureRandom();

    PersonalKeys(Database database, Vault vault) {
        this.file = database.folder().path().resolve(FILE);
        this.vault = vault;
    }

    /// So many new keys, on disk when this returns: one write for all of them.
    public synchronized List<Long> make(int count) {
        if (count == 0) return List.of();
        try (FileChannel channel = open();
                FileLock _ = channel.lock()) {
            long id = id(channel);
            // What a power cut left half is given up.
            long first = (id << PLACE) + (channel.size() + SLOT - 1) / SLOT;
            ByteBuffer slots = ByteBuffer.allocate(count * SLOT);
            List<Long> made = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] key = new byte[LENGTH];
                random.nextBytes(key);
                slots.put(vault.seal(key, context(first + i)));
                made.add(first + i);
            }
            write(channel, slots.flip(), place(first) * SLOT);
            channel.force(true);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("The personal keys cannot be written", e);
        }
    }

    /// Seals a value; its context, what it is, is needed again to open it.
    public byte[] seal(long key, byte[] plain, byte[] context) {
        Aead aead = aead(key).orElseThrow(() -> new IllegalStateException("Key " + key + " is destroyed"));
        try {
            return aead.encrypt(plain, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
    }

    /// Nothing where the key is destroyed.
    public Optional<byte[]> open(long key, byte[] sealed, byte[] context) {
        return aead(key).map(aead -> {
            try {
                return aead.decrypt(sealed, context);
            } catch (GeneralSecurityException e) {
                throw new CannotSeal("A sealed value was changed, or belongs to another key.", e);
            }
        });
    }

    public boolean isDestroyed(long key) {
        return read(key).isEmpty();
    }

    /// Overwrites these keys; gone from the disk when this returns. Destroying twice changes nothing.
    public synchronized void destroy(Collection<Long> keys) {
        if (keys.isEmpty()) return;
        try (FileChannel channel = open();
                FileLock _ = channel.lock()) {
            long id = id(channel);
            for (long key : keys) {
                if (key >> PLACE == id && (place(key) + 1) * SLOT <= channel.size()) {
                    write(channel, ByteBuffer.allocate(SLOT), place(key) * SLOT);
                }
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("The personal keys cannot be destroyed", e);
        }
    }

    private Optional<Aead> aead(long key) {
        return read(key).map(wrapped -> Vault.aead(vault.open(wrapped, context(key))));
    }

    private Optional<byte[]> read(long key) {
        if (!Files.exists(file)) return Optional.empty();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < SLOT || key >> PLACE != id(channel)) return Optional.empty();
            ByteBuffer slot = ByteBuffer.allocate(SLOT);
            while (slot.hasRemaining() && channel.read(slot, place(key) * SLOT + slot.position()) > 0) {
                // Until it is whole.
            }
            boolean destroyed = true;
            for (byte b : slot.array()) destroyed &= b == 0;
            return slot.hasRemaining() || destroyed ? Optional.empty() : Optional.of(slot.array());
        } catch (IOException e) {
            throw new UncheckedIOException("The personal keys cannot be read", e);
        }
    }

    /// The number of the file, in its first place; a file that is new gets one.
    private long id(FileChannel channel) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
        if (channel.size() >= SLOT) {
            while (head.hasRemaining() && channel.read(head, head.position()) > 0) {
                // Until it is whole.
            }
            return head.getInt(0);
        }
        int id = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        write(channel, ByteBuffer.allocate(SLOT).putInt(0, id), 0);
        return id;
    }

    private static long place(long key) {
        return key & ((1L << PLACE) - 1);
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(MasterKey.Private.file(file), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) place += channel.write(bytes, place);
    }

    private static byte[] context(long key) {
        return ("personal key " + key).getBytes(StandardCharsets.US_ASCII);
    }
}
