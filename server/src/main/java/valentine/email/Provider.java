package valentine.email;

import java.util.List;
import java.util.Locale;

/// What we know of the servers behind an address, so that a person need not look them up.
///
/// @param word what to mind there; empty where nothing
record Provider(List<String> domains, Server imap, Server smtp, String word) {
    private static final String APP_PASSWORD =
            "Here a program signs in with an app password, which you make in the security settings of your account.";

    private static final List<Provider> KNOWN = List.of(
            known("imap.gmail.com", "smtp.gmail.com", 587, APP_PASSWORD, "gmail.com", "googlemail.com"),
            known(
                    "outlook.office365.com",
                    "smtp.office365.com",
                    587,
                    "Here a program may sign in with a password only where whoever looks after your account allowed it.",
                    "outlook.com",
                    "hotmail.com",
                    "live.com",
                    "msn.com"),
            known(
                    "imap.mail.yahoo.com",
                    "smtp.mail.yahoo.com",
                    465,
                    APP_PASSWORD,
                    "yahoo.com",
                    "yahoo.co.uk",
                    "yahoo.de"),
            known("imap.mail.me.com", "smtp.mail.me.com", 587, APP_PASSWORD, "icloud.com", "me.com", "mac.com"),
            known("imap.fastmail.com", "smtp.fastmail.com", 465, APP_PASSWORD, "fastmail.com"),
            known("imap.zoho.com", "smtp.zoho.com", 465, APP_PASSWORD, "zoho.com"),
            known(
                    "imap.gmx.net",
                    "mail.gmx.net",
                    587,
                    "Here the way in by IMAP is opened first in the settings of the mailbox.",
                    "gmx.net",
                    "gmx.de",
                    "gmx.at",
                    "gmx.ch"),
            known(
                    "imap.web.de",
                    "smtp.web.de",
                    587,
                    "Here the way in by IMAP is opened first in the settings of the mailbox.",
                    "web.de"),
            known("secureimap.t-online.de", "securesmtp.t-online.de", 465, "", "t-online.de"),
            known("imap.mailbox.org", "smtp.mailbox.org", 465, "", "mailbox.org"),
            known("posteo.de", "posteo.de", 465, "", "posteo.de", "posteo.net"),
            known("imap.orange.fr", "smtp.orange.fr", 465, "", "orange.fr", "wanadoo.fr"),
            known("imap.libero.it", "smtp.libero.it", 465, "", "libero.it"));

    Provider {
        domains = List.copyOf(domains);
    }

    /// What is most likely, with the address as the user's name.
    static Provider of(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        Provider found = KNOWN.stream()
                .filter(provider -> provider.domains.contains(domain))
                .findFirst()
                .orElseGet(() -> known("imap." + domain, "smtp." + domain, 465, "", domain));
        return new Provider(found.domains, as(found.imap, address), as(found.smtp, address), found.word);
    }

    private static Provider known(String imap, String smtp, int port, String word, String... domains) {
        return new Provider(
                List.of(domains),
                new Server(Server.Service.IMAP, imap, 993, Server.Security.TLS, ""),
                new Server(
                        Server.Service.SMTP,
                        smtp,
                        port,
                        port == 587 ? Server.Security.STARTTLS : Server.Security.TLS,
                        ""),
                word);
    }

    private static Server as(Server server, String user) {
        return new Server(server.service(), server.host(), server.port(), server.security(), user);
    }
}
