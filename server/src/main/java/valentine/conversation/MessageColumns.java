package valentine.conversation;

import java.util.List;
import valentine.csv.Field;
import valentine.csv.Kind;

/// What the columns of a file of messages can mean.
final class MessageColumns {
    static final Field THREAD = Field.text(
            "thread",
            "Thread or ticket",
            "thread",
            "thread_id",
            "ticket_id",
            "ticket",
            "conversation_id",
            "conversation",
            "case_id",
            "case number",
            "question_id");
    static final Field REPLY_TO = Field.text(
            "reply_to",
            "Answers the message",
            "in reply to",
            "in_reply_to",
            "reply to",
            "parent_id",
            "in_response_to_tweet_id",
            "references");
    /// Other files may call a product so; of a message it is who wrote it.
    static final Field NAME = Field.text(
            "name", "What the customer is called", "name", "customer name", "from name", "requester", "requester name");
    static final Field AUTHOR = Field.text(
            "author", "Who of us wrote it", "author", "agent", "agent name", "member", "assignee", "answered by");

    static final Kind MESSAGES = new Kind(
            "messages",
            "Messages: conversations from before, a message each",
            "messages",
            List.of(
                    Field.CUSTOMER,
                    Field.DATE,
                    Field.DIRECTION,
                    THREAD,
                    Field.MESSAGE_ID,
                    REPLY_TO,
                    NAME,
                    Field.CHANNEL,
                    Field.SUBJECT,
                    Field.TEXT,
                    AUTHOR),
            List.of(Field.CUSTOMER, Field.DATE, Field.DIRECTION));

    private MessageColumns() {}
}
