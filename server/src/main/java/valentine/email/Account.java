package valentine.email;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import valentine.channel.Connection;

/// An address of ours and its two servers, as a connection keeps it.
///
/// @param others further addresses under which the same mailbox is reached
/// @param sent the folder of what we wrote in other programs; empty where it is left alone
/// @param since from which day on mails are taken; all where it is null
record Account(
        String address,
        Set<String> others,
        Server imap,
        Server smtp,
        String sent,
        @Nullable LocalDate since) {
    static final String IMAP_PASSWORD = "imap password";
    static final String SMTP_PASSWORD = "smtp password";
    static final String DKIM_KEY = "dkim key";

    Account {
        address = address.strip().toLowerCase(Locale.ROOT);
        others = others.stream()
                .map(other -> other.strip().toLowerCase(Locale.ROOT))
                .filter(other -> !other.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    static Account of(Connection connection) {
        return new Account(
                connection.address(),
                Arrays.stream(connection.setting("others").split(",")).collect(Collectors.toSet()),
                server(connection, Server.Service.IMAP),
                server(connection, Server.Service.SMTP),
                connection.setting("sent"),
                connection.setting("since").isEmpty() ? null : LocalDate.parse(connection.setting("since")));
    }

    private static Server server(Connection connection, Server.Service service) {
        String prefix = service.word() + "-";
        return new Server(
                service,
                connection.setting(prefix + "host"),
                Integer.parseInt(connection.setting(prefix + "port")),
                Server.Security.of(connection.setting(prefix + "security")).orElseThrow(),
                connection.setting(prefix + "user"));
    }

    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("others", String.join(",", others));
        settings.put("sent", sent);
        settings.put("since", since == null ? "" : since.toString());
        for (Server server : new Server[] {imap, smtp}) {
            String prefix = server.service().word() + "-";
            settings.put(prefix + "host", server.host());
            settings.put(prefix + "port", Integer.toString(server.port()));
            settings.put(prefix + "security", server.security().word());
            settings.put(prefix + "user", server.user());
        }
        return settings;
    }

    /// Under what a mailbox of ours is reached.
    static Stream<String> addresses(Connection connection) {
        return Stream.concat(
                        Stream.of(connection.address()),
                        Arrays.stream(connection.setting("others").split(",")))
                .map(address -> address.strip().toLowerCase(Locale.ROOT))
                .filter(address -> !address.isEmpty());
    }

    String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    Optional<String> problem() {
        if (!isAddress(address)) return Optional.of("Tell the address, such as support@example.com.");
        if (!others.stream().allMatch(Account::isAddress)) {
            return Optional.of("One of the other addresses is none. Write them with commas between.");
        }
        if (sent.length() > 200 || sent.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("That is no name of a folder.");
        }
        return imap.problem().or(smtp::problem);
    }

    static boolean isAddress(String text) {
        return text.length() <= 254
                && text.matches("[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z]{2,63}");
    }
}
