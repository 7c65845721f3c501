package valentine.email;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The parts of a mail that are read as its words, in their order; of alternatives both the plain and the rich one.
final class Parts {
    private static final int LONGEST = 1_000_000;

    private final List<Piece> pieces = new ArrayList<>();
    private final Deque<Frame> open = new ArrayDeque<>();

    private record Piece(String plain, @Nullable String html) {}

    private static final class Frame {
        private final boolean isAlternative;
        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder html = new StringBuilder();

        Frame(boolean isAlternative) {
            this.isAlternative = isAlternative;
        }
    }

    int depth() {
        return open.size();
    }

    void begin(String mediaType) {
        open.push(new Frame(mediaType.toLowerCase(Locale.ROOT).equals("multipart/alternative")));
    }

    void end() {
        if (open.isEmpty()) return;
        Frame ended = open.pop();
        if (!ended.isAlternative || (ended.plain.isEmpty() && ended.html.isEmpty())) return;
        Frame outer = alternative();
        String html = ended.html.isEmpty() ? null : ended.html.toString();
        String plain = ended.plain.toString();
        if (outer == null) {
            pieces.add(new Piece(plain.isBlank() && html != null ? Foreign.words(html) : plain, html));
        } else {
            outer.plain.append(plain);
            if (html != null) outer.html.append(html);
        }
    }

    void plain(String text) {
        Frame alternative = alternative();
        if (alternative == null) pieces.add(new Piece(text, null));
        else alternative.plain.append(text);
    }

    void rich(String html) {
        Frame alternative = alternative();
        if (alternative == null) pieces.add(new Piece(Foreign.words(html), html));
        else alternative.html.append(html);
    }

    private @Nullable Frame alternative() {
        return open.stream().filter(frame -> frame.isAlternative).findFirst().orElse(null);
    }

    void endAll() {
        while (!open.isEmpty()) end();
    }

    String text() {
        String text = pieces.stream()
                .map(piece ->
                        piece.plain().replace("\r\n", "\n").replace('\r', '\n').strip())
                .filter(plain -> !plain.isEmpty())
                .collect(Collectors.joining("\n\n"));
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /// The rich words, made harmless; nothing where all is plain.
    @Nullable
    String html() {
        if (pieces.stream().allMatch(piece -> piece.html() == null)) return null;
        return Foreign.harmless(pieces.stream()
                .map(piece -> piece.html() == null ? Foreign.paragraph(piece.plain()) : piece.html())
                .collect(Collectors.joining("\n")));
    }
}
