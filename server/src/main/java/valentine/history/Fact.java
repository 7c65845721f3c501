package valentine.history;

import java.time.Instant;
import java.util.OptionalDouble;
import valentine.customer.CustomerId;

/// Something that happened lately, as far as it helps to decide what to do next.
///
/// @param score of an answer or review, where one was given
/// @param scale the highest score that could be given; empty when nobody said
public record Fact(
        CustomerId customer, Instant at, Kind kind, String title, OptionalDouble score, OptionalDouble scale) {}
