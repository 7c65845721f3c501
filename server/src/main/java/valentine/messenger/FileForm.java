package valentine.messenger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import valentine.channel.NewAttachment;
import valentine.guard.Limits;
import valentine.guard.Request;

/// A form with files, as vendors take them (RFC 7578).
final class FileForm {
    /// A file of 25 MB by a slow line.
    private static final Limits UPLOAD = new Limits(Duration.ofMinutes(3), Duration.ofMinutes(1), 1 << 20);
    // Never more than this many characters of a media type are a media type.
    private static final String TYPE = "[a-z0-9.+-]{1,100}/[a-z0-9.+-]{1,100}";

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, NewAttachment> files = new LinkedHashMap<>();

    FileForm field(String name, String value) {
        fields.put(name, value);
        return this;
    }

    FileForm file(String name, NewAttachment file) {
        files.put(name, file);
        return this;
    }

    Request post(String url) {
        // As browsers send it: the names of files in UTF-8, quotes in them escaped.
        MultipartEntityBuilder form = MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.LEGACY)
                .setCharset(StandardCharsets.UTF_8);
        ContentType text = ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8);
        fields.forEach((name, value) -> form.addTextBody(name, value, text));
        files.forEach((name, file) -> form.addBinaryBody(name, file.content(), type(file), file.name()));
        HttpEntity entity = form.build();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            entity.writeTo(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Request("POST", url, Map.of("Content-Type", entity.getContentType()), body.toByteArray(), UPLOAD);
    }

    private static ContentType type(NewAttachment file) {
        String type = Allowance.type(file);
        return ContentType.create(type.matches(TYPE) ? type : "application/octet-stream");
    }
}
