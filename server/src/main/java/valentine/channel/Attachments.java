package valentine.channel;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// The files that came or went with messages.
@Service
public class Attachments {
    private static final String KEEP = """
            INSERT INTO channel.attachment (arrival, departure, name, media_type, content_id, size, content)
            VALUES (:arrival, :departure, :name, :type, :id, :size, :content)
            """;
    // Indexes attachment_arrival and attachment_departure.
    private static final String OF_ARRIVAL =
            "SELECT id, name, media_type, content_id, size FROM channel.attachment WHERE arrival = :of ORDER BY id";
    private static final String OF_DEPARTURE =
            "SELECT id, name, media_type, content_id, size FROM channel.attachment WHERE departure = :of ORDER BY id";
    private static final String WHOLE =
            "SELECT name, media_type, content, content_id FROM channel.attachment WHERE id = :id";
    private static final String WHOLE_OF_DEPARTURE = """
            SELECT name, media_type, content, content_id FROM channel.attachment WHERE departure = :of ORDER BY id
            """;

    private final JdbcClient jdbc;

    Attachments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A file without its content.
    public record Attachment(
            AttachmentId id,
            String name,
            String mediaType,
            @Nullable String contentId,
            int size) {}

    public List<Attachment> of(ArrivalId arrival) {
        return listed(OF_ARRIVAL, arrival.value());
    }

    public List<Attachment> of(DepartureId departure) {
        return listed(OF_DEPARTURE, departure.value());
    }

    /// With its content, as it came or went: from a stranger, so hand it out only as a download.
    public Optional<NewAttachment> whole(AttachmentId id) {
        return jdbc.sql(WHOLE)
                .param("id", id.value())
                .query((row, _) -> new NewAttachment(
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getBytes("content"),
                        row.getString("content_id")))
                .optional();
    }

    List<NewAttachment> wholeOf(DepartureId departure) {
        return jdbc.sql(WHOLE_OF_DEPARTURE)
                .param("of", departure.value())
                .query((row, _) -> new NewAttachment(
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getBytes("content"),
                        row.getString("content_id")))
                .list();
    }

    void keep(ArrivalId arrival, List<NewAttachment> files) {
        files.forEach(file -> keep(arrival.value(), null, file));
    }

    void keep(DepartureId departure, List<NewAttachment> files) {
        files.forEach(file -> keep(null, departure.value(), file));
    }

    private void keep(@Nullable Long arrival, @Nullable Long departure, NewAttachment file) {
        jdbc.sql(KEEP)
                .param("arrival", arrival, java.sql.Types.BIGINT)
                .param("departure", departure, java.sql.Types.BIGINT)
                .param("name", file.name())
                .param("type", file.mediaType())
                .param("id", file.contentId(), java.sql.Types.VARCHAR)
                .param("size", file.content().length)
                .param("content", file.content())
                .update();
    }

    private List<Attachment> listed(String sql, long of) {
        return jdbc.sql(sql)
                .param("of", of)
                .query((row, _) -> new Attachment(
                        new AttachmentId(row.getLong("id")),
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getString("content_id"),
                        row.getInt("size")))
                .list();
    }
}
