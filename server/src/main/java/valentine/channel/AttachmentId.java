package valentine.channel;

/// The number of an attachment.
public record AttachmentId(long value) {}
