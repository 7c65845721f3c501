package valentine.mail;

/// The number of a letter.
public record LetterId(long value) {}
