package valentine.channel;

/// The number of a template.
public record TemplateId(long value) {}
