package valentine.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
/// The mail server (GreenMail) runs in a process of its own, but on the same cores; how much of them it took is said.
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
        try (MailServer post = MailServer.start(mails);
                Scratch scratch = Scratch.make()) {
            Path data = scratch.path().resolve("data");
            System.setProperty("valentine.allow-private-address", "127.0.0.1:" + post.port());
            try (Database database = Database.own(new DataFolder(data));
                    var context = Application.serve(database, "127.0.0.1", 0)) {
                JdbcClient jdbc = context.getBean(JdbcClient.class);
                Used before = used(post, data);
                double took = new Times().measure(() -> {
                    context.getBean(Connections.class)
                            .connect(
                                    Medium.EMAIL,
                                    "Support",
                                    MailServer.ADDRESS,
                                    settings(post.port()),
                                    Map.of("imap password", MailServer.PASSWORD),
                                    Actor.CONSOLE);
                    await(jdbc);
                });
                report(jdbc, took, used(post, data).since(before));
            }
        }
        return 0;
    }

    /// Seconds of processor time.
    private record Used(double post, double ours, double postgres) {
        Used since(Used before) {
            return new Used(post - before.post, ours - before.ours, postgres - before.postgres);
        }

        double share() {
            return post / (post + ours + postgres);
        }
    }

    private static Used used(MailServer post, Path data) {
        return new Used(
                post.processorTime().toMillis() / 1e3,
                Processors.ours().toMillis() / 1e3,
                Processors.postgres(data).toMillis() / 1e3);
    }

    private void report(JdbcClient jdbc, double took, Used used) {
        System.out.printf(
                Locale.ROOT,
                "%,d mails in %.1f s, %,.0f mails/s, %,d threads, %,d customers %s%n",
                mails,
                took,
                mails / took,
                count(jdbc, "SELECT count(DISTINCT thread) FROM channel.arrival"),
                count(jdbc, "SELECT count(DISTINCT customer) FROM channel.arrival"),
                took <= TARGET * mails / 10_000 ? "" : "above the target");
        System.out.printf(
                Locale.ROOT,
                "Processor time: mail server %.1f s (%.0f %%), Valentine %.1f s, PostgreSQL %.1f s%n",
                used.post(),
                used.share() * 100,
                used.ours(),
                used.postgres());
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
            settings.put(service + "-user", MailServer.USER);
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
