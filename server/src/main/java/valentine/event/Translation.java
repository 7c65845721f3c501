package valentine.event;

import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import valentine.customer.Handle;
import valentine.customer.Mention;
import valentine.history.Kind;
import valentine.history.Messages;
import valentine.transparency.LeftOut;
import valentine.transparency.Recognition;
import valentine.transparency.Redaction;

/// Makes of a message whom it speaks of and what it tells: one source's view of one request.
final class Translation {
    /// 32 KB.
    static final int LARGEST = 32_768;

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_TITLE = 160;
    /// Of the context, what says where somebody is or repeats his traits is not kept with what happened.
    private static final Set<String> LEFT_OUT = Set.of("ip", "traits", "userAgent", "userAgentData");

    private final Source source;
    private final Envelope envelope;
    private final Instant received;
    private final String currency;
    private final @Nullable Instant sentAt;
    private final LeftOut leftOut = new LeftOut();

    Translation(Source source, Envelope envelope, Instant received, String currency) {
        this.source = source;
        this.envelope = envelope;
        this.received = received;
        this.currency = currency;
        this.sentAt = Times.read(envelope.sentAt()).orElse(null);
    }

    List<Message> messages() {
        List<Message> messages = new ArrayList<>(envelope.items().size());
        for (Envelope.Item item : envelope.items()) messages.add(message(item));
        return messages;
    }

    /// The sensitive fields that were named; complete when all messages are read.
    LeftOut leftOut() {
        return leftOut;
    }

    private Message message(Envelope.Item item) {
        String id = "";
        try {
            id = id(item);
            return understand(id, item);
        } catch (Plain.Beyond beyond) {
            return refuse(id.isEmpty() ? digest(item.slip().text()) : id, item, beyond.reason());
        }
    }

    private Message understand(String id, Envelope.Item item) {
        JsonNode message = item.message();
        if (!message.isObject()) return refuse(id, item, Reason.NOT_AN_OBJECT);
        if (item.slip().length() > LARGEST) return refuse(id, item, Reason.TOO_LARGE);
        Call call = envelope.call();
        if (call.isBatch()) {
            var type = Call.of(message.path("type").stringValue("")).filter(Call::isMessage);
            if (type.isEmpty()) return refuse(id, item, Reason.TYPE);
            call = type.get();
        }
        for (String name : List.of("properties", "traits")) {
            if (!isObjectOrNothing(message.path(name))) {
                return refuse(id, item, name.equals("traits") ? Reason.TRAITS : Reason.PROPERTIES);
            }
        }
        ObjectNode context = context(message);
        List<Handle> handles = handles(call, message, context);
        if (handles.isEmpty()) return refuse(id, item, Reason.NOBODY);
        JsonNode said = said(message);
        Instant saidAt = Times.read(said).orElse(null);
        if (saidAt == null && !isNothing(said)) return refuse(id, item, Reason.TIME);
        Times times = Times.of(saidAt, sentAt(message), received);
        return switch (call) {
            case IDENTIFY ->
                new Message.Understood(id, item.slip(), mention(handles, traits(message, context), times), null);
            case GROUP ->
                Plain.text(message.path("groupId")).isEmpty()
                        ? refuse(id, item, Reason.NO_GROUP)
                        : new Message.Understood(id, item.slip(), mention(handles, account(message), times), null);
            case ALIAS ->
                Plain.text(message.path("previousId")).isEmpty()
                        ? refuse(id, item, Reason.NO_PREVIOUS)
                        : new Message.Understood(id, item.slip(), renamed(handles, message, times), null);
            case TRACK -> track(id, item, context, mention(handles, Map.of(), times), times);
            default -> seen(id, item, call, context, mention(handles, Map.of(), times), times);
        };
    }

    private Message track(String id, Envelope.Item item, ObjectNode context, Mention mention, Times times) {
        String event = Plain.line(Plain.text(item.message().path("event")), LONGEST_TITLE);
        if (event.isEmpty()) return refuse(id, item, Reason.NO_EVENT);
        JsonNode properties = open(item.message());
        Commerce.Meaning meaning = Commerce.of(event);
        return switch (Commerce.read(meaning, event, properties, currency)) {
            case Commerce.Reading.Wrong(Reason reason) -> refuse(id, item, reason);
            case Commerce.Reading.Read read -> {
                String text = write(out -> {
                    read.write(out, properties);
                    out.writeStringProperty("event", event);
                    around(out, item.message(), context, times);
                });
                yield new Message.Understood(
                        id,
                        item.slip(),
                        mention,
                        new Messages.Told(
                                times.at(),
                                meaning.kind(),
                                channel(context, null),
                                meaning.direction(),
                                read.title(),
                                read.amount(),
                                read.currency(),
                                text));
            }
        };
    }

    private Message seen(String id, Envelope.Item item, Call call, ObjectNode context, Mention mention, Times times) {
        JsonNode properties = open(item.message());
        String text = write(out -> {
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                out.writeName(Plain.clean(property.getKey()));
                Plain.write(out, property.getValue(), 1);
            }
            around(out, item.message(), context, times);
        });
        return new Message.Understood(
                id,
                item.slip(),
                mention,
                new Messages.Told(
                        times.at(),
                        Kind.PAGE.key(),
                        channel(context, call == Call.SCREEN ? "app" : "web"),
                        "in",
                        title(item.message(), properties, context, call),
                        null,
                        null,
                        text));
    }

    /// What it tells, without what is sensitive.
    private JsonNode open(JsonNode message) {
        JsonNode told = message.path("properties");
        JsonNode open = Redaction.of(told);
        if (!open.equals(told)) leftOut.look("properties", told, false);
        return open;
    }

    private static String title(JsonNode message, JsonNode properties, JsonNode context, Call call) {
        for (JsonNode candidate : List.of(
                properties.path("title"),
                message.path("name"),
                properties.path("name"),
                properties.path("path"),
                context.path("page").path("title"),
                properties.path("url"),
                context.path("page").path("path"))) {
            String title = Plain.line(Plain.text(candidate), LONGEST_TITLE);
            if (!title.isEmpty()) return title;
        }
        return call == Call.SCREEN ? "A screen" : "A page";
    }

    /// What goes with everything that happened.
    private void around(JsonGenerator out, JsonNode message, ObjectNode context, Times times) {
        if (times.clock() != null) out.writeStringProperty("clock", times.clock());
        boolean[] begun = new boolean[1];
        for (Map.Entry<String, JsonNode> property : context.properties()) {
            if (LEFT_OUT.contains(property.getKey())) continue;
            var kind = Recognition.of(property.getKey(), property.getValue().stringValue(null));
            if (kind.isPresent()) {
                leftOut.add("context." + property.getKey(), kind.get(), false);
                continue;
            }
            if (!begun[0]) {
                out.writeName("context");
                out.writeStartObject();
                begun[0] = true;
            }
            out.writeName(Plain.clean(property.getKey()));
            JsonNode open = Redaction.of(property.getValue());
            if (!open.equals(property.getValue())) {
                leftOut.look("context." + property.getKey(), property.getValue(), false);
            }
            Plain.write(out, open, 2);
        }
        if (begun[0]) out.writeEndObject();
        ObjectNode integrations = merged(envelope.integrations(), message.path("integrations"));
        if (!integrations.isEmpty()) {
            out.writeName("integrations");
            Plain.write(out, integrations, 1);
        }
    }

    private static @Nullable String channel(JsonNode context, @Nullable String otherwise) {
        if (context.path("app").isObject() || context.path("device").isObject()) return "app";
        return context.path("page").isObject() ? "web" : otherwise;
    }

    private Mention mention(List<Handle> handles, Map<String, Object> traits, Times times) {
        return new Mention(handles, List.of(), traits, times.at(), source.trust(), source.said());
    }

    /// The former number may have been a visitor's or a customer's.
    private Mention renamed(List<Handle> handles, JsonNode message, Times times) {
        String previous = Plain.text(message.path("previousId"));
        List<Handle> former = new ArrayList<>();
        add(former, Handle.id(previous));
        add(former, anonymous(previous));
        former.removeAll(handles);
        return new Mention(handles, former, Map.of(), times.at(), source.trust(), source.said());
    }

    private List<Handle> handles(Call call, JsonNode message, JsonNode context) {
        List<Handle> handles = new ArrayList<>();
        Handle.id(Plain.text(message.path("userId"))).ifPresent(handles::add);
        JsonNode traits = call == Call.IDENTIFY ? message.path("traits") : context.path("traits");
        JsonNode others = context.path("traits");
        add(handles, Handle.email(either(traits, others, "email")));
        add(handles, Handle.phone(either(traits, others, "phone")));
        add(handles, anonymous(Plain.text(message.path("anonymousId"))));
        return handles;
    }

    private static void add(List<Handle> handles, java.util.Optional<Handle> handle) {
        handle.filter(one -> !handles.contains(one)).ifPresent(handles::add);
    }

    private static String either(JsonNode first, JsonNode second, String name) {
        String text = Plain.text(first.path(name));
        return text.isEmpty() ? Plain.text(second.path(name)) : text;
    }

    private static java.util.Optional<Handle> anonymous(String id) {
        return id.isEmpty() || id.length() > LONGEST_ID || Handle.isNobodys(id)
                ? java.util.Optional.empty()
                : java.util.Optional.of(new Handle(Handle.Kind.ANONYMOUS, id));
    }

    /// What is said about somebody; traits of the context are the same said again.
    private Map<String, Object> traits(JsonNode message, JsonNode context) {
        Map<String, Object> traits = new LinkedHashMap<>();
        for (JsonNode said : List.of(context.path("traits"), message.path("traits"))) {
            leftOut.look("traits", said, true);
            for (Map.Entry<String, JsonNode> trait : said.properties()) {
                Object value = Plain.object(trait.getValue(), 1);
                traits.put(Plain.clean(trait.getKey()), value == null ? NullNode.getInstance() : value);
            }
        }
        return traits;
    }

    private static Map<String, Object> account(JsonNode message) {
        String name = Plain.text(message.path("traits").path("name"));
        return Map.of("company", name.isEmpty() ? Plain.text(message.path("groupId")) : name);
    }

    private ObjectNode context(JsonNode message) {
        return merged(envelope.context(), message.path("context"));
    }

    /// The message goes before its batch.
    private static ObjectNode merged(JsonNode around, JsonNode own) {
        if (own instanceof ObjectNode all && (!around.isObject() || around.isEmpty())) return all;
        if (around instanceof ObjectNode all && (!own.isObject() || own.isEmpty())) return all;
        ObjectNode merged = Envelope.JSON.createObjectNode();
        around.properties().forEach(property -> merged.set(property.getKey(), property.getValue()));
        own.properties().forEach(property -> merged.set(property.getKey(), property.getValue()));
        return merged;
    }

    private static JsonNode said(JsonNode message) {
        JsonNode original = message.path("originalTimestamp");
        return isNothing(original) ? message.path("timestamp") : original;
    }

    private @Nullable Instant sentAt(JsonNode message) {
        if (envelope.call() == Call.IMPORT) return null;
        JsonNode own = message.path("sentAt");
        return isNothing(own) ? sentAt : Times.read(own).orElse(null);
    }

    /// The sender's own number; where it gives none, one of what it says, so that a repetition is known as such. Of
    /// what
    /// names no time, the day it came belongs to it: somebody may do the same thing every day.
    private String id(Envelope.Item item) {
        String given = messageId(Plain.text(item.message().path("messageId")));
        if (!given.isEmpty()) return given;
        if (!(item.message() instanceof ObjectNode object))
            return digest(item.slip().text());
        ObjectNode content = object.deepCopy();
        content.remove(List.of("sentAt", "writeKey", "messageId"));
        String day = isNothing(said(content)) ? received.toString().substring(0, 10) : "";
        return digest(envelope.call().word() + content + day);
    }

    private static String digest(String text) {
        return "content-" + Slip.digest(text);
    }

    /// As it is kept: one that is too long by its digest.
    static String messageId(String given) {
        String id = Plain.clean(given).strip();
        return id.length() <= LONGEST_ID ? id : "long-" + Slip.digest(id);
    }

    private static boolean isObjectOrNothing(JsonNode value) {
        return value.isObject() || isNothing(value);
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.stringValue().isBlank());
    }

    private Message refuse(String id, Envelope.Item item, Reason reason) {
        // It waits without them, and is not read again with them.
        for (String part : List.of("traits", "properties"))
            leftOut.look(part, item.message().path(part), false);
        return new Message.Refused(id, item.slip(), reason, "", named(item.message()));
    }

    /// Whom a message that cannot be taken speaks of, as far as it can be read.
    private List<Handle> named(JsonNode message) {
        try {
            if (!message.isObject()) return List.of();
            List<Handle> named = new ArrayList<>();
            for (Call call : List.of(Call.IDENTIFY, Call.TRACK)) {
                for (Handle handle : handles(call, message, context(message))) {
                    if (!named.contains(handle)) named.add(handle);
                }
            }
            return named;
        } catch (Plain.Beyond _) {
            return List.of();
        }
    }

    private interface Writing {
        void to(JsonGenerator out);
    }

    private static String write(Writing writing) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator out = Envelope.JSON.createGenerator(text)) {
            out.writeStartObject();
            writing.to(out);
            out.writeEndObject();
        }
        return text.toString();
    }
}
