package valentine.email;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;

/// Where mails are fetched or handed over, how the way there is protected, and as whom we sign in.
record Server(Service service, String host, int port, Security security, String user) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    private static final int LONGEST_REASON = 300;

    /// What a mail server does for us.
    enum Service {
        IMAP("imap"),
        SMTP("smtp");

        private final String word;

        Service(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// How the way to the server is protected.
    enum Security {
        TLS("TLS from the first byte"),
        STARTTLS("STARTTLS"),
        NONE("Nothing: only for a server on this machine");

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

        static Optional<Security> of(String word) {
            return Arrays.stream(values())
                    .filter(security -> security.word().equals(word))
                    .findFirst();
        }
    }

    /// What is wrong with it, in words.
    Optional<String> problem() {
        String name = service == Service.IMAP ? "the server that mails come in by" : "the server that takes our mails";
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]{1,253}")) {
            return Optional.of("Tell the name of " + name + ", such as " + service.word() + ".example.com.");
        }
        if (port < 1 || port > 65_535) return Optional.of("A port lies between 1 and 65535.");
        if (user.length() > 200 || user.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("That user name is too long or not a line of text.");
        }
        if (security == Security.NONE && !THIS_MACHINE.contains(host)) {
            return Optional.of(
                    "Without protection everybody on the way could read the password. Choose TLS or STARTTLS.");
        }
        return Optional.empty();
    }

    /// What the mail library needs to know; every wait on the other side ends.
    Properties properties(SocketFactory sockets) {
        String prefix = "mail." + service.word();
        Properties properties = new Properties();
        properties.put(prefix + ".host", host);
        properties.put(prefix + ".port", Integer.toString(port));
        properties.put(prefix + ".connectiontimeout", Long.toString(TO_CONNECT.toMillis()));
        properties.put(prefix + ".timeout", Long.toString(TO_ANSWER.toMillis()));
        properties.put(prefix + ".writetimeout", Long.toString(TO_ANSWER.toMillis()));
        properties.put(prefix + ".ssl.checkserveridentity", "true");
        // Only what connects where it may; without it the library would fall back on any.
        properties.put(prefix + ".socketFactory", sockets);
        properties.put(prefix + ".socketFactory.fallback", "false");
        switch (security) {
            case STARTTLS -> {
                properties.put(prefix + ".starttls.enable", "true");
                properties.put(prefix + ".starttls.required", "true");
            }
            case TLS -> properties.put(prefix + ".ssl.enable", "true");
            case NONE -> {}
        }
        return properties;
    }

    /// Why it could not be reached, in words that say what to do.
    String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "Nobody knows a server of the name " + host + ". Look at its spelling.";
            }
            if (cause instanceof SSLException) {
                return "The protected way to " + host + " failed: " + line(cause)
                        + " Look at the port and at how it is protected.";
            }
            if (cause instanceof SocketTimeoutException) {
                return host + " does not answer in time on port " + port + ".";
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return "On port " + port + " of " + host + " nobody answers. Look at the port.";
            }
        }
        return host + " said: " + line(failure);
    }

    /// One short line: what a server says is shown on a page.
    static String line(Throwable failure) {
        String text = String.valueOf(failure.getMessage())
                .replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u202A-\\u202E]+", " ")
                .strip();
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }
}
