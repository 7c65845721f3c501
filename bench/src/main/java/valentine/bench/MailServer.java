package valentine.bench;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/// A full mailbox in a process of its own, so that its memory and its compiling are not ours.
///
/// One mail in four begins a thread, the others answer the one before; every second one has an HTML half.
final class MailServer implements AutoCloseable {
    static final String USER = "support";
    static final String PASSWORD = "secret";
    static final String ADDRESS = "support@shop.example";

    private static final String READY = "Mails wait at ";

    private final Process process;
    private final int port;

    private MailServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static MailServer start(int mails) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MailServer.class.getName(),
                        Integer.toString(mails))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY))
                return new MailServer(process, Integer.parseInt(line.substring(READY.length())));
        }
        throw new IllegalStateException("The mail server did not start");
    }

    int port() {
        return port;
    }

    /// What it used of the processor until now.
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
    }

    /// The other process: serves until it is ended.
    public static void main(String[] arguments) throws Exception {
        GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        post.start();
        GreenMailUser user = post.setUser(ADDRESS, USER, PASSWORD);
        MailFolder inbox = post.getManagers().getImapHostManager().getInbox(user);
        Session session = Session.getInstance(new Properties());
        int mails = Integer.parseInt(arguments[0]);
        for (int i = 0; i < mails; i++) {
            byte[] raw = mail(i).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            MimeMessage mail = new MimeMessage(session, new ByteArrayInputStream(raw));
            inbox.appendMessage(mail, new Flags(), mail.getSentDate());
        }
        System.out.println(READY + post.getImap().getPort());
        // Whoever started it ends it; should he die, nothing is to be read from him any more.
        System.in.transferTo(OutputStream.nullOutputStream());
        post.stop();
    }

    private static String mail(int number) {
        String words = "Hello, my order has not come yet. Can you tell me where it is?\n".repeat(5);
        String head = "From: Customer " + number / 4 + " <customer" + number / 4 + "@example.com>\n"
                + "To: support@shop.example\nSubject: Order " + number / 4 + "\nMessage-ID: <" + number
                + "@bench.example>\n" + "Date: Mon, 2 Mar 2026 10:30:00 +0100\n"
                + (number % 4 == 0 ? "" : "In-Reply-To: <" + (number - 1) + "@bench.example>\n");
        if (number % 2 == 0) return head + "Content-Type: text/plain; charset=utf-8\n\n" + words;
        return head + "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + words
                + "\n--b\nContent-Type: text/html\n\n<table><tr><td><p>" + words + "</p></td></tr></table>\n--b--\n";
    }
}
