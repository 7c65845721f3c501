package valentine.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import valentine.csv.Kind;

/// A file as a browser sends it, streamed to where it belongs: nothing of it is read before its sender was let through,
/// and nothing is kept in memory.
final class Upload {
    private static final int LONGEST_WORD = 100;

    private Upload() {}

    /// Where a file is to lie, once it is known what it is.
    interface Destination {
        Path of(Kind kind, String name) throws IOException;
    }

    /// Whether a file came; the kind stands before it in the form.
    static boolean receive(HttpServletRequest request, Imports imports, Destination destination) throws IOException {
        String type = String.valueOf(request.getContentType());
        if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) return false;
        try {
            Kind kind = Kind.ORDERS;
            FileItemIterator items = new FileUpload().getItemIterator(new ServletRequestContext(request));
            while (items.hasNext()) {
                FileItemStream item = items.next();
                try (InputStream in = item.openStream()) {
                    if ("kind".equals(item.getFieldName())) {
                        kind = kind(in, imports).orElse(kind);
                    } else if ("file".equals(item.getFieldName())
                            && !String.valueOf(item.getName()).isBlank()) {
                        String name = item.getName();
                        String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
                        if (plain.isBlank() || plain.equals("null")) return false;
                        Files.copy(in, destination.of(kind, plain), StandardCopyOption.REPLACE_EXISTING);
                        return true;
                    }
                }
            }
            return false;
        } catch (FileUploadException e) {
            throw new IOException(e);
        }
    }

    private static Optional<Kind> kind(InputStream in, Imports imports) throws IOException {
        return imports.kind(new String(in.readNBytes(LONGEST_WORD), StandardCharsets.UTF_8));
    }
}
