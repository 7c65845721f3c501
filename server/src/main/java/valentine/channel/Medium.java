package valentine.channel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.transparency.Channel;

/// By what kind of way a message travels.
public enum Medium {
    EMAIL("E-mail", "mail", Channel.EMAIL),
    CHAT("Chat", "messages", Channel.CHAT),
    SMS("Text message", "message", Channel.SMS),
    WHATSAPP("WhatsApp", "message", Channel.CHAT),
    TELEGRAM("Telegram", "send", Channel.CHAT),
    MASTODON("Mastodon", "world", Channel.CHAT),
    WEBHOOK("Webhook", "plug", null),
    PHONE("Phone", "phone", Channel.PHONE),
    FEED("Feed", "list", null),
    IMPORT("File", "upload", null);

    private final String label;
    private final String icon;
    private final @Nullable Channel consent;

    Medium(String label, String icon, @Nullable Channel consent) {
        this.label = label;
        this.icon = icon;
        this.consent = consent;
    }

    /// As it stands in the history.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
        return label;
    }

    public String icon() {
        return icon;
    }

    /// By which way of consent somebody is reached here; nothing where nobody is ever asked or sold anything by it.
    public Optional<Channel> consent() {
        return Optional.ofNullable(consent);
    }

    public static Optional<Medium> of(String key) {
        return Arrays.stream(values())
                .filter(medium -> medium.key().equals(key))
                .findFirst();
    }
}
