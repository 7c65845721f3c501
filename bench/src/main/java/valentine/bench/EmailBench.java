package valentine.bench;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import valentine.Application;
import valentine.audit.Actor;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.db.DataFolder;
import valentine.db.Database;

/// How long a full mailbox takes to come in by IMAP: fetched, read, threaded, with its customers and their history.
///
/// The mail server (GreenMail) runs in the same process and on the same cores. One mail in four begins a thread, the
/// others answer the one before; every second one has an HTML half.
@Command(name = "EmailBench", mixinStandardHelpOptions = true)
final class EmailBench implements Callable<Integer> {
    private static final double TARGET = 60;

    @Option(names = "--mails", description = "How many mails the mailbox holds (default: ${DEFAULT-VALUE}).")
    int mails = 10_000;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EmailBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        post.start();
        try (Scratch scratch = Scratch.make()) {
            fill(post);
            int port = post.getImap().getPort();
            System.setProperty("valentine.allow-private-address", "127.0.0.1:" + port);
            try (Database database = Database.own(new DataFolder(scratch.path().resolve("data")));
                    var context = Application.serve(database, "127.0.0.1", 0)) {
                JdbcClient jdbc = context.getBean(JdbcClient.class);
                Times times = new Times();
                double took = times.measure(() -> {
                    context.getBean(Connections.class)
                            .connect(
                                    Medium.EMAIL,
                                    "Support",
                                    "support@shop.example",
                                    settings(port),
                                    Map.of("imap password", "secret"),
                                    Actor.CONSOLE);
                    await(jdbc);
                });
                System.out.printf(
                        Locale.ROOT,
                        "%,d mails in %.1f s, %,.0f mails/s, %,d threads, %,d customers %s%n",
                        mails,
                        took,
                        mails / took,
                        count(jdbc, "SELECT count(DISTINCT thread) FROM channel.arrival"),
                        count(jdbc, "SELECT count(DISTINCT customer) FROM channel.arrival"),
                        took <= TARGET * mails / 10_000 ? "" : "above the target");
            }
        } finally {
            post.stop();
        }
        return 0;
    }

    private void fill(GreenMail post) throws Exception {
        GreenMailUser user = post.setUser("support@shop.example", "support", "secret");
        MailFolder inbox = post.getManagers().getImapHostManager().getInbox(user);
        Session session = Session.getInstance(new Properties());
        for (int i = 0; i < mails; i++) {
            byte[] raw = mail(i).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            MimeMessage mail = new MimeMessage(session, new ByteArrayInputStream(raw));
            inbox.appendMessage(mail, new Flags(), mail.getSentDate());
        }
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

    private static Map<String, String> settings(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("others", "");
        settings.put("sent", "");
        settings.put("since", "");
        for (String service : new String[] {"imap", "smtp"}) {
            settings.put(service + "-host", "127.0.0.1");
            settings.put(service + "-port", Integer.toString(port));
            settings.put(service + "-security", "none");
            settings.put(service + "-user", "support");
        }
        return settings;
    }

    private void await(JdbcClient jdbc) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (count(jdbc, "SELECT count(*) FROM channel.arrival") < mails) {
            if (never.await(100, TimeUnit.MILLISECONDS)) return;
        }
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((row, _) -> row.getLong(1)).single();
    }
}
