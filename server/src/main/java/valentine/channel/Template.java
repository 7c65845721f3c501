package valentine.channel;

/// A text that is written once and sent often.
///
/// @param subject for e-mail; empty elsewhere
public record Template(TemplateId id, String name, Medium medium, String subject, String text) {}
