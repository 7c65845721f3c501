package valentine.chat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.channel.AttachmentId;
import valentine.channel.Attachments;
import valentine.channel.NewAttachment;

/// The files of a talk: which a visitor may send, and that he gets those of his own talk and no others.
@Repository("chatFiles")
class Files {
    static final int LARGEST = 10 * 1024 * 1024;

    /// What shops are sent; nothing that a computer would run. The ending decides, whatever the browser says it is.
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("heic", "image/heic"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("csv", "text/csv"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("odt", "application/vnd.oasis.opendocument.text"),
            Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"));

    // Primary key, then the index line_visitor.
    private static final String OF_VISITOR = """
            SELECT EXISTS (
                SELECT FROM channel.attachment f
                JOIN chat.line l ON l.visitor = :visitor AND (l.arrival = f.arrival OR l.departure = f.departure)
                WHERE f.id = :id)
            """;

    private final JdbcClient jdbc;
    private final Attachments attachments;

    Files(JdbcClient jdbc, Attachments attachments) {
        this.jdbc = jdbc;
        this.attachments = attachments;
    }

    /// A file of a kind that is taken; nothing for any other.
    static Optional<NewAttachment> taken(String name, byte[] content) {
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.get(ending);
        return type == null || dot < 1 ? Optional.empty() : Optional.of(new NewAttachment(name, type, content, null));
    }

    Optional<NewAttachment> of(UUID visitor, AttachmentId id) {
        boolean isHis = jdbc.sql(OF_VISITOR)
                .param("visitor", visitor)
                .param("id", id.value())
                .query((row, _) -> row.getBoolean(1))
                .single();
        return isHis ? attachments.whole(id) : Optional.empty();
    }
}
