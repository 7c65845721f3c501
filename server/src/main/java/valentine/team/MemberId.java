package valentine.team;

/// The number of a member.
public record MemberId(long value) {}
