package valentine.conversation;

import java.time.Instant;

/// What became of a reply.
public sealed interface Sent {
    /// It leaves at this moment; until then it can be taken back, with all that was done together with it.
    record Leaving(ConversationId conversation, MessageId message, Instant at, ActId act) implements Sent {}

    /// It is kept and asked about again at this moment.
    record Held(ConversationId conversation, MessageId message, Instant until, String why, ActId act) implements Sent {}

    /// It may not leave.
    record Refused(String why) implements Sent {}

    /// Something came since the writer opened the conversation: he is asked first.
    record Overtaken(int asked, int answered, String by) implements Sent {}

    /// There is no such conversation.
    record Nowhere() implements Sent {}
}
