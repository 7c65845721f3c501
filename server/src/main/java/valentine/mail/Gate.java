package valentine.mail;

import java.time.Instant;
import java.util.Optional;

/// Asked right before a letter that names a purpose and a channel is handed over: whether it may still go.
public interface Gate {
    /// Why it may not go, in words for our members; nothing when it may.
    Optional<String> refusal(LetterId letter, Letter.About about, Instant writtenAt);
}
