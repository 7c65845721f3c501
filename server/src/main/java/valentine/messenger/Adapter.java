package valentine.messenger;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import valentine.channel.Carrier;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.ConnectionKind;
import valentine.channel.Handover;
import valentine.channel.Outgoing;
import valentine.channel.Parcel;

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

    /// Where its interface is, without a slash at its end.
    static String api(Connection connection) {
        return connection.setting("api").replaceAll("/+$", "");
    }

    /// How much it takes at once.
    Allowance allowance();

    @Override
    default Optional<String> refusal(Connection connection, Outgoing what) {
        return allowance().refusal(what.text(), what.attachments());
    }

    /// The same of what waited until now: what it takes may have become less.
    static Optional<Handover> refusal(Adapter adapter, Parcel parcel) {
        return adapter.allowance()
                .refusal(parcel.departed().text(), parcel.attachments())
                .map(Handover.Refused::new);
    }

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
