package valentine.messenger;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import valentine.channel.Carrier;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.ConnectionKind;

/// One messenger: what it needs to know, how it is tried, and how a message is handed over.
interface Adapter extends Carrier, ConnectionKind {
    /// What its page asks for.
    List<Field> fields();

    /// Settings that nobody types, made when it is set up.
    Map<String, String> fresh();

    /// By what name customers know it.
    String address(Map<String, String> settings);

    /// Addresses of ours that belong into the other side's own settings, by what they are called there.
    List<Copied> copied(Connection connection);

    /// Asks the other side whether all is right and tells it how to reach us; what fails, in plain words.
    Optional<String> trial(Connection connection);

    /// A line to copy.
    record Copied(String label, String text) {}

    default String word() {
        return medium().name().toLowerCase(Locale.ROOT);
    }

    @Override
    default String newPath() {
        return "/settings/channels/" + word() + "/new";
    }

    @Override
    default String path(ConnectionId id) {
        return "/settings/channels/" + word() + "/" + id.value();
    }
}
