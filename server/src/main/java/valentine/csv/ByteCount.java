package valentine.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts what was read, for progress.
final class ByteCount extends FilterInputStream {
    private volatile long total;

    ByteCount(InputStream in) {
        super(in);
    }

    long total() {
        return total;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        if (one >= 0) add(1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) add(count);
        return count;
    }

    // Only one thread reads; others look at the progress.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void add(int count) {
        total += count;
    }
}
