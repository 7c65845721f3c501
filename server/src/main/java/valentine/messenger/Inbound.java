package valentine.messenger;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.Connection;
import valentine.channel.Receipts;
import valentine.channel.Sender;
import valentine.customer.Handle;

/// Brings what is known to come from the other side to `channel`, a delivery of theirs in one transaction.
@Component("messengerInbound")
class Inbound {
    private static final int MOST_FILES = 10;

    private final Arrivals arrivals;
    private final Receipts receipts;
    private final Telegram telegram;
    private final Mastodon mastodon;
    private final Places places;
    private final Clock clock;

    Inbound(Arrivals arrivals, Receipts receipts, Telegram telegram, Mastodon mastodon, Places places, Clock clock) {
        this.arrivals = arrivals;
        this.receipts = receipts;
        this.telegram = telegram;
        this.mastodon = mastodon;
        this.places = places;
        this.clock = clock;
    }

    /// A text message, as Twilio's form tells it.
    @Transactional
    public void sms(Connection connection, Map<String, String> form) {
        String id = form.getOrDefault("MessageSid", "");
        String from = form.getOrDefault("From", "");
        Optional<Handle> handle = Handle.phone(from);
        if (id.isBlank() || handle.isEmpty()) return;
        String text = (files(form) + form.getOrDefault("Body", "")).strip();
        arrivals.take(new Arriving(
                connection.id(),
                id,
                new Sender(handle.get(), "", true),
                List.of(),
                from,
                List.of(),
                "",
                text.isEmpty() ? "[an empty message]" : text,
                null,
                text.length(),
                clock.instant(),
                Arriving.Sort.MESSAGE,
                List.of()));
    }

    private static String files(Map<String, String> form) {
        String said = form.getOrDefault("NumMedia", "0");
        int files = said.matches("\\d{1,3}") ? Math.min(Integer.parseInt(said), MOST_FILES) : 0;
        return String.join(
                "",
                IntStream.range(0, files)
                        .mapToObj(i -> "[" + form.getOrDefault("MediaContentType" + i, "file")
                                + ", kept at the phone service] ")
                        .toList());
    }

    /// What became of a text message of ours.
    ///
    /// @param name what we called it before it left: the status may be faster than the answer that names it
    @Transactional
    public void smsStatus(Connection connection, String name, Map<String, String> form) {
        String sid = form.getOrDefault("MessageSid", "");
        String code = form.getOrDefault("ErrorCode", "");
        status(
                connection,
                List.of(sid, name),
                form.getOrDefault("MessageStatus", ""),
                clock.instant(),
                "The phone network did not deliver it" + (code.isEmpty() ? "." : " (error " + code + ")."));
    }

    @Transactional
    public void telegram(Connection connection, List<JsonNode> updates) {
        updates.forEach(update -> telegram.read(connection, update).ifPresent(arrivals::take));
    }

    /// What mentioned us since; the place moves in the transaction of what it brought. Whether there was anything.
    @Transactional
    public boolean mastodon(Connection connection, String after, List<JsonNode> mentions) {
        String last = after;
        for (JsonNode mention : mentions) {
            mastodon.read(connection, mention).ifPresent(arrivals::take);
            String id = mention.path("id").asString("");
            if (isLater(id, last)) last = id;
        }
        return !last.equals(after) && places.move(connection.id(), after, last);
    }

    /// Their numbers grow, and are longer than a `long` on some servers.
    private static boolean isLater(String id, String than) {
        if (!id.matches("\\d{1,40}")) return false;
        return id.length() != than.length() ? id.length() > than.length() : id.compareTo(than) > 0;
    }

    /// All that a call of WhatsApp tells of this number.
    @Transactional
    public void whatsApp(Connection connection, JsonNode body) {
        for (JsonNode entry : body.path("entry").values()) {
            for (JsonNode change : entry.path("changes").values()) {
                JsonNode value = change.path("value");
                String number = value.path("metadata").path("phone_number_id").asString("");
                // An app may serve several numbers with one address.
                if (!number.equals(connection.setting("phone-id"))) continue;
                value.path("messages").values().forEach(message -> message(connection, message, value));
                value.path("statuses").values().forEach(status -> whatsAppStatus(connection, status));
            }
        }
    }

    private void message(Connection connection, JsonNode message, JsonNode value) {
        String id = message.path("id").asString("");
        String from = message.path("from").asString("");
        Optional<Handle> handle = from.matches("\\d{6,15}") ? Handle.phone("+" + from) : Optional.empty();
        if (id.isEmpty()
                || handle.isEmpty()
                || message.path("type").asString("").equals("reaction")) return;
        String name = value.path("contacts").values().stream()
                .filter(contact -> contact.path("wa_id").asString("").equals(from))
                .map(contact -> contact.path("profile").path("name").asString(""))
                .findFirst()
                .orElse("");
        String text = words(message);
        arrivals.take(new Arriving(
                connection.id(),
                id,
                new Sender(handle.get(), name, true),
                List.of(),
                from,
                List.of(),
                "",
                text,
                null,
                text.length(),
                at(message.path("timestamp").asString("")),
                Arriving.Sort.MESSAGE,
                List.of()));
    }

    private static String words(JsonNode message) {
        String type = message.path("type").asString("");
        JsonNode what = message.path(type);
        return switch (type) {
            case "text" -> orEmpty(what.path("body").asString(""));
            case "button" -> orEmpty(what.path("text").asString(""));
            case "interactive" ->
                orEmpty(what.path(what.path("type").asString("")).path("title").asString(""));
            default ->
                ("[" + type.replaceAll("[^a-z_]", "") + ", to be seen in WhatsApp] "
                                + what.path("caption").asString(""))
                        .strip();
        };
    }

    private static String orEmpty(String text) {
        return text.isBlank() ? "[an empty message]" : text;
    }

    private void whatsAppStatus(Connection connection, JsonNode status) {
        JsonNode error = status.path("errors").path(0);
        String details = error.path("error_data")
                .path("details")
                .asString(error.path("title").asString(""));
        status(
                connection,
                List.of(
                        status.path("id").asString(""),
                        status.path("biz_opaque_callback_data").asString("")),
                status.path("status").asString(""),
                at(status.path("timestamp").asString("")),
                "WhatsApp did not deliver it: " + (details.isEmpty() ? "it does not say why." : details));
    }

    private void status(Connection connection, List<String> names, String word, Instant at, String why) {
        for (String name : names) {
            if (name.isBlank()) continue;
            boolean isNew = switch (word) {
                case "delivered" -> receipts.delivered(connection.id(), name, at);
                case "read" -> receipts.read(connection.id(), name, at);
                case "failed", "undelivered" -> receipts.failed(connection.id(), name, why);
                default -> false;
            };
            if (isNew) return;
        }
    }

    private Instant at(String seconds) {
        return seconds.matches("\\d{1,11}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : clock.instant();
    }
}
