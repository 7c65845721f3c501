package valentine.channel;

import java.util.List;
import java.util.Map;

/// A message ready to be handed over.
///
/// @param references what the thread's messages are called there, the oldest first, so that it is shown below them
/// @param headers further lines that an e-mail carries, such as how to unsubscribe with one click
public record Parcel(
        Departed departed,
        Connection connection,
        List<NewAttachment> attachments,
        List<String> references,
        Map<String, String> headers) {
    public Parcel {
        attachments = List.copyOf(attachments);
        references = List.copyOf(references);
        headers = Map.copyOf(headers);
    }

    /// Chosen beforehand, so that a repeat is the same message (e-mail: the Message-ID).
    public String externalId() {
        return departed.externalId();
    }
}
