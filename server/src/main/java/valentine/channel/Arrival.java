package valentine.channel;

import valentine.customer.CustomerId;

/// A message that came in and was kept.
///
/// @param customer the profile of who wrote it; of who got it, where it is a copy of what we wrote
public record Arrival(ArrivalId id, Connection connection, ThreadId thread, CustomerId customer, Arriving what) {}
