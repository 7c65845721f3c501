package valentine.email;

import jakarta.mail.MessagingException;
import java.util.Set;
import javax.net.SocketFactory;

/// Opens a mailbox or an outlet, and says what came of it: in a process of its own, for whom it trusts is decided at
/// its
/// start.
final class VeiledMail {
    private VeiledMail() {}

    public static void main(String[] arguments) {
        Server.Service service = Server.Service.valueOf(arguments[0]);
        Server server = new Server(
                service,
                arguments[1],
                Integer.parseInt(arguments[2]),
                Server.Security.valueOf(arguments[3]),
                "support");
        try {
            System.out.println(service == Server.Service.IMAP ? in(server) : out(server));
        } catch (MessagingException e) {
            System.out.println("Refused: " + server.reason(e));
        }
    }

    private static String in(Server server) throws MessagingException {
        try (Mailbox box = Mailbox.open(server, "secret", "INBOX", SocketFactory.getDefault())) {
            return "Mails: " + box.after(0, null).size();
        }
    }

    private static String out(Server server) throws MessagingException {
        Account account = new Account("support@shop.example", Set.of(), server, server, "", null);
        try (Outlet _ = Outlet.open(account, "secret", SocketFactory.getDefault())) {
            return "Open";
        }
    }
}
