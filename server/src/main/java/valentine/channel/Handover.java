package valentine.channel;

import java.time.Duration;

/// What became of handing a message over.
public sealed interface Handover {
    /// The other side has it and calls it so.
    record Taken(String externalId) implements Handover {}

    /// It will never take it.
    record Refused(String why) implements Handover {}

    /// Not now; the same again after a while may go.
    record Later(String why, Duration after) implements Handover {}

    /// It perhaps took it: this is shown, and never repeated by itself.
    record Doubt(String why) implements Handover {}
}
