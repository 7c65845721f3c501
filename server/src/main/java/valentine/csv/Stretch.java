package valentine.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// The lines that begin within one stretch of a file, as bytes.
final class Stretch implements AutoCloseable {
    private final FileChannel channel;
    private final long end;
    private final byte[] buffer = new byte[1 << 20];
    private long offset;
    private int filled;
    private int next;
    private int from;
    private int to;
    private boolean tooLong;

    private Stretch(FileChannel channel, long begin, long end) throws IOException {
        this.channel = channel;
        this.end = end;
        this.offset = begin;
        channel.position(begin);
    }

    /// @param cut whether the beginning may lie within a line, which then belongs to the stretch before
    static Stretch of(Path path, long begin, long end, boolean cut) throws IOException {
        FileChannel channel = FileChannel.open(path);
        try {
            Stretch stretch = new Stretch(channel, cut ? begin - 1 : begin, end);
            if (cut) stretch.next();
            return stretch;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Goes to the next line; false behind the last one, and where a line is [too long][#isTooLong()].
    boolean next() throws IOException {
        if (offset + next >= end) return false;
        int at = next;
        while (true) {
            while (at < filled && buffer[at] != '\n') at++;
            if (at < filled) return line(at, at + 1);
            int seen = at - next;
            if (!fill()) return !tooLong && seen > 0 && line(filled, filled);
            at = next + seen;
        }
    }

    boolean isTooLong() {
        return tooLong;
    }

    byte[] bytes() {
        return buffer;
    }

    /// Where the line begins among the bytes.
    int from() {
        return from;
    }

    /// Where it ends, its line break left out.
    int to() {
        return to;
    }

    /// Where in the file the next line begins.
    long position() {
        return offset + next;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean line(int newTo, int newNext) {
        from = next;
        to = newNext > newTo && newTo > from && buffer[newTo - 1] == '\r' ? newTo - 1 : newTo;
        next = newNext;
        return true;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, next, buffer, 0, filled - next);
        offset += next;
        filled -= next;
        next = 0;
        tooLong = filled == buffer.length;
        if (tooLong) return false;
        int count = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
        filled += Math.max(count, 0);
        return count > 0;
    }
}
