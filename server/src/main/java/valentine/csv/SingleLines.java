package valentine.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Reads single lines of a file by the general reader, which takes each for the next line of one file.
final class SingleLines {
    private final Layout layout;
    private final Given given = new Given();
    private final Rows rows;

    SingleLines(Layout layout) {
        this.layout = layout;
        this.rows = Rows.of(given, new ByteCount(InputStream.nullInputStream()), layout, false);
    }

    /// The row on this line; null where it goes on behind the line or breaks off the whole file.
    @Nullable
    Row row(byte[] bytes, int from, int to) throws IOException {
        for (int at = from; at < to; at++) if (bytes[at] == '\r') return null;
        given.text = text(bytes, from, to) + "\n";
        given.read = 0;
        try {
            return rows.next();
        } catch (UnreadableFile _) {
            return null;
        }
    }

    private String text(byte[] bytes, int from, int to) throws IOException {
        String text = new String(bytes, from, to - from, layout.charset());
        if (text.indexOf('\uFFFD') < 0) return text;
        try (Reader lenient = new LenientReader(new ByteArrayInputStream(bytes, from, to - from), layout.charset())) {
            return lenient.readAllAsString();
        }
    }

    private static final class Given extends Reader {
        private String text = "";
        private int read;

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int count = Math.min(length, text.length() - read);
            if (count == 0) throw new IOException("The row goes on behind its line");
            text.getChars(read, read + count, target, offset);
            read += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
