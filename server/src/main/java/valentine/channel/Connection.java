package valentine.channel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One address or account by which customers reach us and we them.
///
/// @param address such as support@shop.example or +4930123456; empty where there is none
/// @param settings whatever its medium needs to know of it, nothing secret
/// @param isActive whether something comes in and goes out by it: it is set up and not ended
/// @param trouble what is wrong with it, in words
public record Connection(
        ConnectionId id,
        Medium medium,
        String name,
        String address,
        Map<String, String> settings,
        boolean isActive,
        @Nullable String trouble) {
    public Connection {
        settings = Map.copyOf(settings);
        if (name.isBlank()) throw new IllegalArgumentException("A connection needs a name");
    }

    public String setting(String name) {
        return settings.getOrDefault(name, "");
    }
}
