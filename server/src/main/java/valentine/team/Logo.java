package valentine.team;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Draws a picture that somebody brought anew, so that nothing but its pixels is kept.
final class Logo {
    static final int MOST_BYTES = 512 * 1024;
    private static final int LARGEST_SIDE = 4_000;
    private static final int HEIGHT = 160;
    private static final int WIDTH = 640;
    private static final Set<String> FORMATS = Set.of("png", "jpeg");

    private Logo() {}

    /// A small PNG; nothing where that is no picture that we take.
    static Optional<byte[]> drawn(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) return Optional.empty();
        try (var stream = new MemoryCacheImageInputStream(new java.io.ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) return Optional.empty();
            ImageReader reader = readers.next();
            try {
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(java.util.Locale.ROOT)))
                    return Optional.empty();
                reader.setInput(stream, true, true);
                // Asked before it is unpacked: a few bytes can be a picture of gigabytes.
                if (reader.getWidth(0) > LARGEST_SIDE || reader.getHeight(0) > LARGEST_SIDE) return Optional.empty();
                return Optional.of(png(small(reader.read(0))));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException _) {
            // Readers of pictures fail in many ways on what is none.
            return Optional.empty();
        }
    }

    private static BufferedImage small(BufferedImage picture) {
        double scale =
                Math.min(1, Math.min((double) HEIGHT / picture.getHeight(), (double) WIDTH / picture.getWidth()));
        int width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
        int height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }
}
