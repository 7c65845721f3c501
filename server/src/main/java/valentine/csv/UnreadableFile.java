package valentine.csv;

import java.io.IOException;

/// Thrown where a file as a whole cannot be read on; its message is a sentence for the person who brought it.
public final class UnreadableFile extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableFile(String sentence) {
        super(sentence);
    }
}
