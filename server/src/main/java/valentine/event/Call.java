package valentine.event;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a program can ask of us under `/v1/`, by the names of the Segment spec and the short ones its scripts use.
enum Call {
    IDENTIFY,
    TRACK,
    PAGE,
    SCREEN,
    GROUP,
    ALIAS,
    BATCH,
    /// A batch of what happened long ago: its times stand as they are said.
    IMPORT,
    /// What a script of browsers counts about itself: taken, and let go.
    METRICS;

    private static final Map<String, Call> SHORT =
            Map.of("i", IDENTIFY, "t", TRACK, "p", PAGE, "s", SCREEN, "g", GROUP, "a", ALIAS, "b", BATCH, "m", METRICS);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isBatch() {
        return this == BATCH || this == IMPORT;
    }

    /// Whether it is a kind of message.
    boolean isMessage() {
        return switch (this) {
            case IDENTIFY, TRACK, PAGE, SCREEN, GROUP, ALIAS -> true;
            case BATCH, IMPORT, METRICS -> false;
        };
    }

    /// By the path below `/v1`, with or without a slash at its end.
    static Optional<Call> at(String path) {
        String name = path.startsWith("/") ? path.substring(1) : path;
        if (name.endsWith("/")) name = name.substring(0, name.length() - 1);
        Call brief = SHORT.get(name);
        return brief != null ? Optional.of(brief) : of(name);
    }

    static Optional<Call> of(String word) {
        return switch (word) {
            case "identify" -> Optional.of(IDENTIFY);
            case "track" -> Optional.of(TRACK);
            case "page" -> Optional.of(PAGE);
            case "screen" -> Optional.of(SCREEN);
            case "group" -> Optional.of(GROUP);
            case "alias" -> Optional.of(ALIAS);
            case "batch" -> Optional.of(BATCH);
            case "import" -> Optional.of(IMPORT);
            default -> Optional.empty();
        };
    }
}
