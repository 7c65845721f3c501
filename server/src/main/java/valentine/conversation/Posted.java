package valentine.conversation;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import valentine.channel.NewAttachment;

/// What a form brought: its fields and files, read as a stream after the sender was let through.
///
/// @param tooLarge whether more was brought than is taken
record Posted(Map<String, List<String>> fields, List<NewAttachment> files, boolean tooLarge) {
    static final int MOST_FILES = 20;
    private static final int MOST_BYTES = NewAttachment.LARGEST;
    private static final int LONGEST_FIELD = 4 * Reply.LONGEST;
    private static final int MOST_FIELDS = 60;

    Posted {
        files = List.copyOf(files);
    }

    static Posted read(HttpServletRequest request) throws IOException {
        String type = String.valueOf(request.getContentType());
        if (type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) return parts(request);
        Map<String, List<String>> fields = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, List.of(values)));
        return new Posted(fields, List.of(), false);
    }

    String field(String name) {
        return fields.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }

    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    private static Posted parts(HttpServletRequest request) throws IOException {
        Map<String, List<String>> fields = new HashMap<>();
        List<NewAttachment> files = new ArrayList<>();
        long size = 0;
        int count = 0;
        try {
            FileItemIterator items = new FileUpload().getItemIterator(new ServletRequestContext(request));
            while (items.hasNext()) {
                FileItemStream item = items.next();
                if (++count > MOST_FIELDS + MOST_FILES) return new Posted(fields, List.of(), true);
                try (InputStream in = item.openStream()) {
                    String file = item.getName();
                    if (item.isFormField() || file == null) {
                        String text = new String(in.readNBytes(LONGEST_FIELD), StandardCharsets.UTF_8);
                        fields.computeIfAbsent(item.getFieldName(), _ -> new ArrayList<>())
                                .add(text);
                        continue;
                    }
                    byte[] content = in.readNBytes((int) (MOST_BYTES - size) + 1);
                    size += content.length;
                    if (size > MOST_BYTES || files.size() >= MOST_FILES) return new Posted(fields, List.of(), true);
                    if (content.length > 0 && !file.isBlank()) files.add(attachment(item, file, content));
                }
            }
            return new Posted(fields, files, false);
        } catch (FileUploadException e) {
            throw new IOException(e);
        }
    }

    private static NewAttachment attachment(FileItemStream item, String name, byte[] content) {
        String type = item.getContentType();
        return new NewAttachment(name, type == null ? "application/octet-stream" : type, content, null);
    }
}
