package valentine.channel;

import org.jspecify.annotations.Nullable;

/// A file that comes or goes with a message.
///
/// @param contentId by which the HTML of the message names it, if it does
@SuppressWarnings("ArrayRecordComponent") // Taken once and written down; nobody compares two.
public record NewAttachment(
        String name,
        String mediaType,
        byte[] content,
        @Nullable String contentId) {
    public static final int LARGEST = 25 * 1024 * 1024;

    private static final int LONGEST_NAME = 200;

    public NewAttachment {
        name = Texts.line(name.replaceAll("[/\\\\]", "_"), LONGEST_NAME);
        if (name.isBlank()) name = "attachment";
        mediaType = Texts.line(mediaType, LONGEST_NAME);
        contentId = contentId == null ? null : Texts.line(contentId, LONGEST_NAME);
        if (content.length > LARGEST) throw new IllegalArgumentException("An attachment has at most 25 MB");
    }
}
