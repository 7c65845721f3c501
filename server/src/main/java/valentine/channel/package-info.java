/// How customers reach us and we them: connections, what comes in and the one door through which everything goes out.
///
/// [Connections] knows each address or account of ours. Words for a medium bring what came to [Arrivals], which finds
/// the customer and the thread, writes the history and tells [Readers][Reader]; [Archive] does so for hundreds of
/// messages from before. Whoever wants to write to a customer goes through the [Door]: it asks whether it may, and
/// keeps it until the [Carrier] of the medium has handed it over. [Receipts] notes what the other side says of it
/// later. Everything of one message is written in one transaction. What the door allows says `Threshold`; how often we
/// ask and at which hours, [Etiquette]. [Templates] are texts with gaps (see [Wording]), [Contacts] calls and visits
/// that people write down.
///
/// Publishes the tables `channel.arrival` (what came: thread, customer, sender…, subject, text, html, quoted_from,
/// sort, at), `channel.departure` (what goes out: thread, customer, writer, subject, text, html, intent, state, why,
/// due_at, written_at, changed_at), `channel.attachment` (all but the content) and `channel.thread` (id, joined_to),
/// and the view `channel.thread_of` (customer, thread).
@NullMarked
package valentine.channel;

import org.jspecify.annotations.NullMarked;
