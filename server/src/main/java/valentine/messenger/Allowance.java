package valentine.messenger;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import valentine.channel.NewAttachment;

/// How much a messenger takes at once, as its makers say it; what is more is refused before it is sent.
///
/// @param how as in "go out by Telegram"
/// @param longest characters of a text by itself, and `besideFiles` of one with files
/// @param most files with one message
/// @param together bytes of all files of a message
/// @param kinds the files that it takes; a file belongs to the first that fits
record Allowance(String how, int longest, int besideFiles, int most, int together, List<Kind> kinds) {
    static final int MB = 1 << 20;

    Allowance {
        kinds = List.copyOf(kinds);
    }

    /// Files of some types.
    ///
    /// @param words as in "pictures (JPEG, PNG)"
    /// @param types none for all
    record Kind(String words, int largest, Set<String> types) {
        boolean fits(NewAttachment file) {
            return types.isEmpty() || types.contains(type(file));
        }
    }

    /// The media type of a file without what may follow it.
    static String type(NewAttachment file) {
        return file.mediaType().replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    Optional<Kind> kind(NewAttachment file) {
        return kinds.stream().filter(kind -> kind.fits(file)).findFirst();
    }

    /// Why it does not go this way, and what to do; nothing where it may.
    Optional<String> refusal(String text, List<NewAttachment> files) {
        if (files.size() > most) {
            return Optional.of(
                    most == 1
                            ? "One file at once goes out %s; this has %d. Send each in a message of its own."
                                    .formatted(how, files.size())
                            : "At most %d files go out %s at once; this has %d. Send them in several messages."
                                    .formatted(most, how, files.size()));
        }
        for (NewAttachment file : files) {
            Optional<Kind> kind = kind(file);
            if (kind.isEmpty()) return Optional.of(unknown(file));
            if (file.content().length > kind.get().largest()) return Optional.of(tooLarge(file, kind.get()));
        }
        int size = files.stream().mapToInt(file -> file.content().length).sum();
        if (size > together) {
            return Optional.of("Files of at most %s together go out %s; these have %s. Send fewer at once, or a link."
                    .formatted(size(together), how, size(size)));
        }
        if (text.length() > longest) {
            return Optional.of(
                    "At most %,d characters go out %s at once; this has %,d.".formatted(longest, how, text.length()));
        }
        if (!files.isEmpty() && text.length() > besideFiles) {
            return Optional.of(
                    "With a file at most %,d characters go out %s; this has %,d. Send the text by itself, and the file after it."
                            .formatted(besideFiles, how, text.length()));
        }
        return Optional.empty();
    }

    private String unknown(NewAttachment file) {
        return "“%s” does not go out %s: only %s do. Send it by e-mail, or a link to it."
                .formatted(file.name(), how, kinds.stream().map(Kind::words).collect(Collectors.joining(", ")));
    }

    private String tooLarge(NewAttachment file, Kind kind) {
        return "“%s” has %s; %s of at most %s go out %s. Make it smaller, or send a link to it."
                .formatted(file.name(), size(file.content().length), kind.words(), size(kind.largest()), how);
    }

    private static String size(int bytes) {
        return bytes % MB == 0
                ? bytes / MB + " MB"
                : String.format(Locale.ROOT, "%.1f MB", Math.ceil(bytes * 10.0 / MB) / 10);
    }
}
