package valentine.channel;

import java.util.List;

/// Hears of every message, in the transaction that keeps it; beans of later words.
public interface Reader {
    /// These came in, in this order.
    default void read(List<Arrival> arrivals) {}

    /// Messages from before came in, many at once: none of them opens anything.
    default void brought(List<Arrival> arrivals) {}

    /// Two threads turned out to be one: what belonged to the one belongs to the other from now on.
    default void joined(ThreadId from, ThreadId into) {}

    /// A message of ours was handed over.
    default void left(Departed departed) {}

    /// A message of ours did not get there, or we do not know: whoever wrote it should see it.
    default void failed(Departed departed) {}

    /// It stands elsewhere for another reason: it waits again, is held, was taken back, delivered or read.
    default void moved(Departed departed) {}
}
