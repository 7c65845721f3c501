package valentine.transparency;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// By which way somebody is reached; a word about any of them speaks of all.
public enum Channel {
    ANY("any channel"),
    EMAIL("e-mail"),
    SMS("text message"),
    PHONE("phone"),
    POST("post"),
    CHAT("chat"),
    APP("app");

    private final String label;

    Channel(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Channel> of(String key) {
        String wanted = key.strip().toLowerCase(Locale.ROOT).replace("-", "");
        return Arrays.stream(values())
                .filter(channel -> channel.key().equals(wanted))
                .findFirst();
    }
}
