package valentine.event;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The bytes of a request, unpacked, and never more than we take.
final class Body {
    /// 500 KB, as the senders count them.
    static final int LARGEST = 524_288;

    /// Packed bytes that unpack to nothing shall not keep us busy either.
    private static final long LARGEST_PACKED = 2L * LARGEST;

    private Body() {}

    /// How it came.
    sealed interface Reading {
        record Read(Slip body) implements Reading {}

        record TooLarge() implements Reading {}

        /// Not packed as its header says.
        record Broken(String how) implements Reading {}
    }

    static Reading read(InputStream stream, @Nullable String encoding) throws IOException {
        String packed = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        Limited limited = new Limited(stream);
        try {
            return switch (packed) {
                case "", "identity" -> take(stream);
                case "gzip", "x-gzip" -> take(new GZIPInputStream(limited, 8_192));
                case "deflate" -> take(new InflaterInputStream(limited));
                default -> new Reading.Broken("The Content-Encoding is none of gzip, deflate and identity.");
            };
        } catch (ZipException | EOFException e) {
            return new Reading.Broken("The body is not packed as its Content-Encoding says.");
        } catch (PackedTooLarge e) {
            return new Reading.TooLarge();
        }
    }

    private static Reading take(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LARGEST + 1);
        return bytes.length > LARGEST ? new Reading.TooLarge() : new Reading.Read(Slip.of(bytes));
    }

    private static final class PackedTooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Limited extends InputStream {
        private final InputStream stream;
        private long left = LARGEST_PACKED;

        private Limited(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return stream.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = stream.read(bytes, from, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) throw new PackedTooLarge();
        }
    }
}
