package valentine.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import valentine.db.CannotStart;

/// Who takes our letters: where, how it is protected, and as whom we sign in there.
///
/// @param user empty where it asks for none
record MailServer(
        String host,
        int port,
        Security security,
        String user,
        @Nullable String password,
        String sender) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /// How the way to the server is protected.
    enum Security {
        STARTTLS("STARTTLS, mostly on port 587"),
        TLS("TLS, mostly on port 465"),
        NONE("Nothing: only for a server on this machine or in a network that you trust");

        private final String label;

        Security(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Security of(String word) {
            return known(word).orElseThrow(() -> new IllegalArgumentException("No such protection: " + word));
        }

        static Optional<Security> known(String word) {
            return Arrays.stream(values())
                    .filter(security -> security.word().equals(word))
                    .findFirst();
        }
    }

    /// What is wrong with it, in words.
    Optional<String> problem() {
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]{1,253}")) {
            return Optional.of("Tell the name of the mail server, such as smtp.example.com.");
        }
        if (port < 1 || port > 65_535) {
            return Optional.of("A port lies between 1 and 65535.");
        }
        if (!Receiver.isAddress(sender)) {
            return Optional.of("Tell the address that letters come from, such as hello@example.com.");
        }
        if (user.length() > 200 || user.chars().anyMatch(Letter::isControl)) {
            return Optional.of("That user name is too long or not a line of text.");
        }
        if (password != null && (password.length() > 500 || password.chars().anyMatch(Letter::isControl))) {
            return Optional.of("That password is too long or not a line of text.");
        }
        if (security == Security.NONE && !user.isEmpty() && !THIS_MACHINE.contains(host)) {
            return Optional.of(
                    "Without protection everybody on the way could read the password. Choose STARTTLS or TLS.");
        }
        return Optional.empty();
    }

    /// From `smtp://user:password@host:587` (STARTTLS), `smtps://…:465` (TLS), `smtp+none://localhost:25`.
    static MailServer of(String url, String sender) {
        try {
            URI uri = new URI(url.strip());
            Security security = switch (String.valueOf(uri.getScheme())) {
                case "smtp" -> Security.STARTTLS;
                case "smtps" -> Security.TLS;
                case "smtp+none" -> Security.NONE;
                default -> throw new CannotStart("--smtp-url begins with smtp://, smtps:// or smtp+none://.");
            };
            String[] who = uri.getUserInfo() == null
                    ? new String[0]
                    : uri.getUserInfo().split(":", 2);
            MailServer server = new MailServer(
                    uri.getHost() == null ? "" : uri.getHost(),
                    uri.getPort() > 0 ? uri.getPort() : usualPort(security),
                    security,
                    who.length > 0 ? who[0] : "",
                    who.length > 1 ? who[1] : null,
                    sender.strip());
            server.problem().ifPresent(problem -> {
                throw new CannotStart("With --smtp-url and --mail-from: " + problem);
            });
            return server;
        } catch (URISyntaxException _) {
            // The message of the exception would repeat the password.
            throw new CannotStart("--smtp-url looks like smtp://user:password@host:587.");
        }
    }

    private static int usualPort(Security security) {
        return switch (security) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
