package valentine.team;

/// The firm's settings were changed.
public record FirmChanged(Firm before, Firm after) {}
