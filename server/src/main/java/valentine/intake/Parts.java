package valentine.intake;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Rows set aside on the disk in parts that each fit into memory: rows of one key come into one part, so that what
/// belongs together is found together however far apart it stood in the file.
public final class Parts implements AutoCloseable {
    private static final long PART_BYTES = 8 << 20;
    private static final int MOST = 512;
    private static final int BUFFER = 1 << 14;

    private final Path folder;
    private final DataOutputStream[] outs;

    /// Enough parts for a file that is this long when it is unpacked.
    Parts(Path folder, long bytes) throws IOException {
        this.folder = folder;
        this.outs = new DataOutputStream[(int) Math.min(MOST, bytes / PART_BYTES + 1)];
        for (int part = 0; part < outs.length; part++) {
            outs[part] = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path(part)), BUFFER));
        }
    }

    /// Takes the texts of one row.
    public interface Texts {
        void take(String[] texts) throws IOException;
    }

    int count() {
        return outs.length;
    }

    void add(String key, List<String> texts) throws IOException {
        int hash = key.hashCode() * 0x9E3779B9;
        DataOutputStream out = outs[Math.floorMod(hash ^ (hash >>> 15), outs.length)];
        out.writeShort(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /// All rows are there; now they can be read.
    void complete() throws IOException {
        for (DataOutputStream out : outs) out.close();
    }

    /// Each row of a part, as it was set aside.
    public void read(int part, Texts taker) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(path(part)), 1 << 16))) {
            while (true) {
                int count;
                try {
                    count = in.readUnsignedShort();
                } catch (EOFException _) {
                    return;
                }
                String[] texts = new String[count];
                for (int i = 0; i < count; i++) {
                    int length = in.readInt();
                    texts[i] = length == 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
                }
                taker.take(texts);
            }
        }
    }

    /// A part that was taken is needed no more.
    void drop(int part) throws IOException {
        Files.deleteIfExists(path(part));
    }

    @Override
    public void close() throws IOException {
        // A full disk fails the last flush; the files must go all the more.
        for (int part = 0; part < outs.length; part++) {
            try {
                outs[part].close();
            } catch (IOException e) {
                if (!DiskFull.is(e)) throw e;
            } finally {
                drop(part);
            }
        }
    }

    private Path path(int part) {
        return folder.resolve("part-" + part);
    }
}
