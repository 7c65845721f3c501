package valentine.channel;

import java.time.Instant;

/// What the door says to a message that wants to leave.
public sealed interface Verdict {
    /// It leaves at this moment, once the caller's transaction is committed.
    record Leaving(DepartureId id, Instant at) implements Verdict {}

    /// It is kept here, and asked again at this moment.
    record Held(DepartureId id, Instant until, String why) implements Verdict {}

    /// It may not leave, and nothing is kept.
    record Refused(String why) implements Verdict {}
}
