package valentine.gesture;

import java.time.Instant;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// What a member decided about a suggested gesture.
record Decision(CustomerId customer, Gesture gesture, Answer answer, MemberId member, Instant at, Instant restsTill) {}
