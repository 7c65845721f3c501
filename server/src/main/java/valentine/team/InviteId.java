package valentine.team;

/// The number of an invite.
public record InviteId(long value) {}
