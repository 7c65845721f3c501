package valentine.conversation;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that became of a conversation, with who and when.
///
/// @param act what was done in one go together with it
record Happening(
        long id,
        ConversationId conversation,
        Instant at,
        By by,
        What what,
        String was,
        String became,
        @Nullable ActId act) {
    enum What {
        OPENED,
        STATUS,
        ASSIGNEE,
        BRANCH,
        PRIORITY,
        LABELLED,
        UNLABELLED,
        MERGED,
        UNMERGED,
        FAILED;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static What of(String key) {
            return Arrays.stream(values())
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
