package valentine.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// A request as it was read: its messages, and what stands around them and holds for all.
///
/// @param sentAt when the sender says it sent them
record Envelope(
        Call call, String writeKey, JsonNode sentAt, JsonNode context, JsonNode integrations, List<Item> items) {
    static final int MOST_MESSAGES = 2_500;

    /// Nothing here is deeper than this; what is deeper than a message may be is refused message by message.
    private static final int DEEPEST = 1_000;

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNameLength(Body.LARGEST)
                            // A longer one would fill a message that is too large by itself.
                            .maxNumberLength(Translation.LARGEST)
                            .build())
                    // The usual one takes the square of the digits.
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // Messages are read one by one out of their batch.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// One message: its tree, and its bytes.
    record Item(JsonNode message, Slip slip) {}

    /// How a request was read.
    sealed interface Reading {
        record Read(Envelope envelope) implements Reading {}

        /// It cannot be: what is wrong with it, and how that is mended.
        record Unreadable(String title, String mend) implements Reading {}
    }

    static Reading read(Call call, Slip body) {
        try (JsonParser parser = body.parser()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Reading.Unreadable(
                        "The body is not a JSON object", "Send one object, as the Segment spec describes it.");
            }
            return call.isBatch() ? batch(call, parser, body) : single(call, parser, body);
        } catch (JacksonException | NumberFormatException | ArithmeticException e) {
            return new Reading.Unreadable(
                    "The body is not JSON", "It cannot be read beyond " + place(e) + ". Send UTF-8 JSON.");
        }
    }

    /// One message read again, with what stood around it; it keeps its number where it says none.
    static Reading again(Call call, byte[] around, Slip body, String messageId) {
        JsonNode kept = JSON.readTree(around);
        try (JsonParser parser = body.parser()) {
            if (parser.nextToken() == null) {
                return new Reading.Unreadable("There is no message", "Write one JSON object.");
            }
            JsonNode message = JSON.readTree(parser);
            if (parser.nextToken() != null) {
                return new Reading.Unreadable("More than one JSON value", "Write one JSON object.");
            }
            if (message instanceof ObjectNode object && isSilent(object.path("messageId"))) {
                object.put("messageId", messageId);
            }
            return new Reading.Read(new Envelope(
                    call,
                    "",
                    kept.path("sentAt"),
                    kept.path("context"),
                    kept.path("integrations"),
                    List.of(new Item(message, body))));
        } catch (JacksonException | NumberFormatException | ArithmeticException e) {
            return new Reading.Unreadable("This is not JSON", "It cannot be read beyond " + place(e) + ".");
        }
    }

    private static boolean isSilent(JsonNode messageId) {
        return !messageId.isNumber() && messageId.stringValue("").isBlank();
    }

    private static Reading single(Call call, JsonParser parser, Slip body) {
        JsonNode message = JSON.readTree(parser);
        if (parser.nextToken() != null) {
            return new Reading.Unreadable("More than one JSON value", "Send one object a request.");
        }
        return new Reading.Read(new Envelope(
                call,
                key(message),
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                List.of(new Item(message, body))));
    }

    private static Reading batch(Call call, JsonParser parser, Slip body) {
        String writeKey = "";
        JsonNode sentAt = MissingNode.getInstance();
        JsonNode context = MissingNode.getInstance();
        JsonNode integrations = MissingNode.getInstance();
        List<Item> items = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "batch" -> {
                    if (value != JsonToken.START_ARRAY) {
                        return new Reading.Unreadable("'batch' is not a list", "Send {\"batch\": [ … ]}.");
                    }
                    items = items(parser, body);
                    if (items.size() > MOST_MESSAGES) {
                        return new Reading.Unreadable(
                                "More than 2,500 messages in one batch", "Send them in several batches.");
                    }
                }
                case "writeKey" -> writeKey = JSON.readTree(parser).stringValue("");
                case "sentAt" -> sentAt = JSON.readTree(parser);
                case "context" -> context = JSON.readTree(parser);
                case "integrations" -> integrations = JSON.readTree(parser);
                default -> parser.skipChildren();
            }
        }
        if (items == null) {
            return new Reading.Unreadable(
                    "There is no 'batch' in the body", "Send {\"batch\": [ … ]}, or one message to /v1/track.");
        }
        if (parser.nextToken() != null) {
            return new Reading.Unreadable("More than one JSON value", "Send one object a request.");
        }
        if (writeKey.isEmpty()) {
            writeKey = items.stream()
                    .map(item -> key(item.message()))
                    .filter(key -> !key.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        return new Reading.Read(new Envelope(call, writeKey, sentAt, context, integrations, items));
    }

    private static List<Item> items(JsonParser parser, Slip body) {
        List<Item> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY && items.size() <= MOST_MESSAGES) {
            long from = parser.currentTokenLocation().getByteOffset();
            JsonNode message = JSON.readTree(parser);
            long to = parser.currentLocation().getByteOffset();
            // What is not UTF-8 has no places of bytes.
            Slip slip = body.part(from, to)
                    .orElseGet(() -> Slip.of(message.toString().getBytes(StandardCharsets.UTF_8)));
            items.add(new Item(message, slip));
        }
        return items;
    }

    private static String key(JsonNode message) {
        return message.path("writeKey").stringValue("");
    }

    private static String place(Exception e) {
        return e instanceof JacksonException broken && broken.getLocation() != null
                ? "line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr()
                : "a number in it";
    }
}
