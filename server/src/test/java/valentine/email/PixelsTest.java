package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PixelsTest {
    @Test
    void a_picture_that_would_fill_the_memory_is_known_by_its_first_bytes() {
        assertThat(Pixels.areFew(png(100, 100))).isTrue();
        assertThat(Pixels.areFew(png(100_000, 100_000))).isFalse();
        assertThat(Pixels.areFew(png(Integer.MAX_VALUE, Integer.MAX_VALUE))).isFalse();
        assertThat(Pixels.areFew(new byte[] {1, 2, 3})).isFalse();
    }

    /// The head of a picture without any content.
    static byte[] png(int width, int height) {
        byte[] head = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 sum = new CRC32();
        sum.update(head);
        byte[] empty = {0, 0, 0, 0, 'I', 'D', 'A', 'T', 0x35, (byte) 0xAF, 0x06, 0x1E};
        return ByteBuffer.allocate(8 + 4 + head.length + 4 + empty.length)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(head)
                .putInt((int) sum.getValue())
                .put(empty)
                .array();
    }
}
