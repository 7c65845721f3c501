package valentine.chat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;

/// A chat as it was set up: on which pages it may stand and what it says.
///
/// @param key names it in pages; no secret
/// @param origins of the pages on which it may stand
/// @param greeting what stands in it first while we are here
/// @param away what stands there when we are not
/// @param keepsHours whether we are here only when the firm works
record Widget(
        ConnectionId id,
        String name,
        String key,
        List<String> origins,
        String greeting,
        String away,
        boolean keepsHours) {
    static final String GREETING = "Hello! How can we help?";
    static final String AWAY = "Nobody is here just now. Leave us a message and your e-mail, and we answer there.";

    Widget {
        origins = List.copyOf(origins);
    }

    static Widget of(Connection connection) {
        String origins = connection.setting("origins");
        return new Widget(
                connection.id(),
                connection.name(),
                connection.setting("key"),
                origins.isEmpty() ? List.of() : List.of(origins.split("\n")),
                connection.setting("greeting"),
                connection.setting("away"),
                connection.setting("hours").equals("firm"));
    }

    Map<String, String> settings() {
        return Map.of(
                "key",
                key,
                "origins",
                String.join("\n", origins),
                "greeting",
                greeting,
                "away",
                away,
                "hours",
                keepsHours ? "firm" : "always");
    }

    boolean lets(String origin) {
        return origins.contains(origin.toLowerCase(Locale.ROOT));
    }
}
