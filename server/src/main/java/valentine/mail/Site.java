package valentine.mail;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import valentine.db.CannotStart;

/// The address under which customers and members reach us, for links in letters.
///
/// It is never taken from a request: whoever asks could name a host of his own there, and the link would lead to him.
@Component
public class Site {
    private final String option;
    private final MailServers servers;
    private final ApplicationContext context;

    Site(@Value("${valentine.public-url:}") String option, MailServers servers, ApplicationContext context) {
        if (!option.isBlank() && !isOrigin(option)) {
            throw new CannotStart("--public-url looks like https://hearts.example.com, without a path.");
        }
        this.option = option;
        this.servers = servers;
        this.context = context;
    }

    /// The whole address of one of our paths.
    public String url(String path) {
        return origin() + path;
    }

    /// Such as `https://hearts.example.com`: as it was started with, else as it was set, else this machine.
    String origin() {
        if (!option.isBlank()) return bare(option);
        String set = servers.site();
        return set.isBlank() ? own() : bare(set);
    }

    /// Whether others find us there: it was given, and is not merely this machine.
    public boolean isSet() {
        return !option.isBlank() || !servers.site().isBlank();
    }

    boolean isGiven() {
        return !option.isBlank();
    }

    static boolean isOrigin(String text) {
        return text.matches("https?://[A-Za-z0-9.\\[\\]:-]{1,253}/?");
    }

    private String own() {
        return context instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? "http://127.0.0.1:" + web.getWebServer().getPort()
                : "http://127.0.0.1:8484";
    }

    private static String bare(String origin) {
        return origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
    }
}
