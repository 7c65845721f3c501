package valentine.chat;

import java.time.Instant;
import java.util.Optional;

/// Whether a visitor is at his widget, as far as we know.
///
/// @param isWriting he typed within the last few seconds
/// @param isProven the site proved who he is; else he is only what he claims
/// @param email to which answers go on when he is gone: what he typed, so a claim
public record Presence(boolean isHere, boolean isWriting, boolean isProven, Instant seenAt, Optional<String> email) {}
