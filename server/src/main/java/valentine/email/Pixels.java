package valentine.email;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// How large a picture would become, from its first bytes: none is ever decoded here.
final class Pixels {
    private static final long MOST = 25_000_000;

    private Pixels() {}

    static boolean areFew(byte[] picture) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) return false;
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return (long) reader.getWidth(0) * reader.getHeight(0) <= MOST;
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException _) {
            // What is no picture is shown nowhere.
            return false;
        }
    }
}
