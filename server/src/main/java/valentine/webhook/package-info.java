/// How other programs hear what happens here, and tell us what happens there: webhooks out and in.
///
/// Out: [Endpoints] are addresses that want to hear of [EventType]s. `Following` writes each happening once,
/// `Deliverer`
/// signs it by Standard Webhooks and tries for three days. In: a connection of the medium WEBHOOK, whose owner says by
/// a [Mapping] where in a message its parts stand; `InboundHook` checks who calls.
@NullMarked
package valentine.webhook;

import org.jspecify.annotations.NullMarked;
