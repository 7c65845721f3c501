package valentine.mail;

import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;

/// Hands one letter over, and says what came of it: in a process of its own, for whom it trusts is decided at its
/// start.
final class VeiledLetter {
    private VeiledLetter() {}

    public static void main(String[] arguments) throws Exception {
        MailServer server = new MailServer(
                arguments[0],
                Integer.parseInt(arguments[1]),
                MailServer.Security.valueOf(arguments[2]),
                "",
                null,
                "hello@shop.example");
        try (Line line = new Line(server)) {
            Line.Sheet sheet = new Line.Sheet(line.session(), "<1@shop.example>");
            sheet.setFrom(new InternetAddress("hello@shop.example"));
            sheet.setRecipient(Message.RecipientType.TO, new InternetAddress("zoe@example.com"));
            sheet.setSubject("Hello");
            sheet.setText("Hello");
            System.out.println(line.hand(sheet));
        }
    }
}
