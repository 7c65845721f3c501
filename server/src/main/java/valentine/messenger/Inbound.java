package valentine.messenger;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.Connection;
import valentine.channel.NewAttachment;
import valentine.channel.Receipts;
import valentine.channel.Sender;
import valentine.customer.Handle;

/// Brings what is known to come from the other side to `channel`, a delivery of theirs in one transaction.
@Component("messengerInbound")
class Inbound {
    private final Arrivals arrivals;
    private final Receipts receipts;
    private final Mastodon mastodon;
    private final Stops stops;
    private final Places places;
    private final Clock clock;

    Inbound(Arrivals arrivals, Receipts receipts, Mastodon mastodon, Stops stops, Places places, Clock clock) {
        this.arrivals = arrivals;
        this.receipts = receipts;
        this.mastodon = mastodon;
        this.stops = stops;
        this.places = places;
        this.clock = clock;
    }

    /// A text message, as Twilio's form tells it.
    ///
    /// @param files those of it that could be fetched
    @Transactional
    public void sms(Connection connection, Map<String, String> form, List<NewAttachment> files) {
        String id = form.getOrDefault("MessageSid", "");
        String from = form.getOrDefault("From", "");
        Optional<Handle> handle = Handle.phone(from);
        if (id.isBlank() || handle.isEmpty()) return;
        int left = Sms.count(form) - files.size();
        String text = Media.words(form.getOrDefault("Body", "").strip(), files, left, "at the phone service");
        arrivals.take(new Arriving(
                        connection.id(),
                        id,
                        new Sender(handle.get(), "", true),
                        List.of(),
                        from,
                        List.of(),
                        "",
                        text,
                        null,
                        text.length(),
                        clock.instant(),
                        Arriving.Sort.MESSAGE,
                        files))
                .ifPresent(arrival -> stops.heard(arrival, Sms.isAnsweredThere(connection, form)));
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
    public void telegram(List<Arriving> read) {
        read.forEach(arrivals::take);
    }

    /// What mentioned us since; the place moves in the transaction of what it brought. Whether there was anything.
    ///
    /// @param files those that could be fetched, by the posts they came with
    @Transactional
    public boolean mastodon(
            Connection connection, String after, List<JsonNode> mentions, Map<String, List<NewAttachment>> files) {
        String last = after;
        for (JsonNode mention : mentions) {
            String post = mention.path("status").path("id").asString("");
            mastodon.read(connection, mention, files.getOrDefault(post, List.of()))
                    .ifPresent(arrivals::take);
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
    ///
    /// @param files those that could be fetched, by the messages they came with
    @Transactional
    public void whatsApp(Connection connection, JsonNode body, Map<String, List<NewAttachment>> files) {
        for (JsonNode value : WhatsApp.told(connection, body)) {
            for (JsonNode message : value.path("messages").values()) {
                message(
                        connection,
                        message,
                        value,
                        files.getOrDefault(message.path("id").asString(""), List.of()));
            }
            value.path("statuses").values().forEach(status -> whatsAppStatus(connection, status));
        }
    }

    private void message(Connection connection, JsonNode message, JsonNode value, List<NewAttachment> files) {
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
        String text = words(message, files);
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
                files));
    }

    private static String words(JsonNode message, List<NewAttachment> files) {
        String type = message.path("type").asString("");
        JsonNode what = message.path(type);
        return switch (type) {
            case "text" -> orEmpty(what.path("body").asString(""));
            case "button" -> orEmpty(what.path("text").asString(""));
            case "interactive" ->
                orEmpty(what.path(what.path("type").asString("")).path("title").asString(""));
            default -> Media.words(what.path("caption").asString(""), files, files.isEmpty() ? 1 : 0, "in WhatsApp");
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
                // Meta mostly says so only here, not where the message was handed over.
                error.path("code").asInt(0) == WhatsApp.OUTSIDE_WINDOW
                        ? WhatsApp.tooLate(connection)
                        : "WhatsApp did not deliver it: " + (details.isEmpty() ? "it does not say why." : details));
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
