package valentine.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/// Reads text whose encoding may change its mind: a byte that the encoding does not know is read as windows-1252.
///
/// The beginning of a file may be plain ASCII, and the first é, gigabytes later, a single byte.
final class LenientReader extends Reader {
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private boolean ended;

    LenientReader(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        CharBuffer chars = CharBuffer.wrap(target, offset, length);
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isError()) {
                int unknown = result.length();
                // Each replaced byte takes one place; what does not fit waits for the next call.
                if (chars.remaining() < unknown) return taken(chars, offset);
                for (int i = 0; i < unknown; i++) chars.put(western(bytes.get()));
            } else if (chars.position() > offset || result.isOverflow()) {
                return taken(chars, offset);
            } else if (ended) {
                return -1;
            } else {
                fill();
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static int taken(CharBuffer chars, int offset) {
        return chars.position() - offset;
    }

    private static char western(byte unknown) {
        return WESTERN.decode(ByteBuffer.wrap(new byte[] {unknown})).get();
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) ended = true;
        else bytes.position(bytes.position() + count);
        bytes.flip();
    }
}
