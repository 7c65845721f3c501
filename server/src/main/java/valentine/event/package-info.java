/// What programs tell us over HTTP, in the words of the Segment spec: every message once, and none lost that was
/// acknowledged.
///
/// A [Source] is a program with a key. What it sends to `/v1/…` is read by [Envelope], understood by [Translation] and
/// committed by [Writers] together with whatever else is waiting, after it is settled who is new among those it speaks
/// of; only then the sender hears of it. What cannot be
/// understood is kept in the quarantine, where somebody can mend it. Every hour is counted in the transaction that
/// stores: received = stored + duplicates + quarantined, and once a day that is held against the tables.
@NullMarked
package valentine.event;

import org.jspecify.annotations.NullMarked;
