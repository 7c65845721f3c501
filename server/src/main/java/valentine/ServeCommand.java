package valentine;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import valentine.db.CannotStart;
import valentine.db.Database;
import valentine.team.Members;

/// `serve`: the product, until it is stopped.
@Command(name = "serve", description = "Start Valentine (the default).", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    /// The command has returned, the server goes on.
    static final int RUNNING = -1;

    @Mixin
    Place place;

    @Mixin
    Listening listening;

    @Spec
    CommandSpec spec;

    /// Where to listen.
    static final class Listening {
        @Option(
                names = "--port",
                paramLabel = "PORT",
                defaultValue = "8484",
                description = "The port, 0 for any (default: 8484).")
        int port;

        @Option(
                names = "--host",
                paramLabel = "ADDRESS",
                defaultValue = "127.0.0.1",
                description = "The address to listen on (default: 127.0.0.1, this machine only).")
        String host = "127.0.0.1";

        @Option(
                names = "--trusted-proxy",
                paramLabel = "ADDRESS",
                description = "The proxy before us: its X-Forwarded-For and X-Forwarded-Proto are believed.")
        @Nullable
        InetAddress trustedProxy;

        @Option(
                names = "--public-url",
                paramLabel = "URL",
                description = "How people outside reach us, for links in letters: https://hearts.example.com.")
        String publicUrl = "";

        @Option(
                names = "--smtp-url",
                paramLabel = "URL",
                description = "The mail server: smtp://user:password@host:587 (STARTTLS) or smtps://… (TLS);"
                        + " better in VALENTINE_SMTP_URL, where others on this machine do not see it.")
        String smtpUrl = "";

        @Option(names = "--mail-from", paramLabel = "ADDRESS", description = "The address that letters come from.")
        String mailFrom = "";

        @Option(
                names = "--allow-private-address",
                paramLabel = "HOST:PORT",
                split = ",",
                description = "An own server inside your network that may be called: mail.office.lan:993. Repeatable.")
        List<String> allowed = List.of();

        ConfigurableApplicationContext serve(Database database) {
            return Application.serve(
                    database,
                    host,
                    port,
                    trustedProxy,
                    Map.of(
                            "valentine.public-url", publicUrl,
                            "valentine.smtp-url", smtpUrl,
                            "valentine.mail-from", mailFrom,
                            "valentine.allow-private-address", String.join(",", allowed)));
        }

        /// Says so at once when the port is taken, before anything else is started.
        void check() {
            if (port < 0 || port > 65_535) {
                throw new CannotStart("A port lies between 0 and 65535; " + port + " does not.");
            }
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            } catch (java.io.IOException e) {
                throw new CannotStart(
                        "Port " + port + " of " + host + " is busy or not ours to use. Choose another with --port.", e);
            }
        }

        String url(ConfigurableApplicationContext context) {
            var server = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
            int bound = server.getPort();
            String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
            return "http://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + bound;
        }
    }

    @Override
    public Integer call() {
        listening.check();
        Database database = place.own("valentine");
        ConfigurableApplicationContext context = listening.serve(database);
        String url = listening.url(context);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Valentine is ready at " + url);
        context.getBean(Members.class).setUpLink().ifPresent(path -> out.println("Set up: " + url + path));
        out.flush();
        return RUNNING;
    }
}
