package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.audit.Actor;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.db.TestDatabase;

/// Real mailboxes through IMAP, against what their files hold, read by other means.
@Tag("shared")
class RealMailboxesTest {
    private static final Pattern NAME = Pattern.compile("<([^<>]+)>");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private final Path data = Path.of(System.getProperty("valentine.shared"));
    /// Who is found together with whom: each name leads to another of its thread, the last to itself.
    private final Map<String, String> together = new HashMap<>();

    @Test
    void every_mail_is_kept_once_and_stands_with_those_that_it_names() throws Exception {
        GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        post.start();
        try {
            GreenMailUser user = post.setUser("support@shop.example", "support", "secret");
            MailFolder inbox = post.getManagers().getImapHostManager().getInbox(user);
            List<byte[]> mails = mails();
            assertThat(mails).hasSize(120 + 4_650);
            Session session = Session.getInstance(new Properties());
            for (byte[] mail : mails) {
                inbox.appendMessage(new MimeMessage(session, new ByteArrayInputStream(mail)), new Flags(), new Date());
            }
            Set<String> names = new HashSet<>();
            mails.forEach(mail -> names.add(note(mail)));

            Connection connection = connect(post.getImap().getPort());
            try (Mailbox box =
                    Mailbox.open(Account.of(connection).imap(), "secret", "INBOX", SocketFactory.getDefault())) {
                assertThat(application.getBean(Taking.class).take(connection, "INBOX", box, null, () -> true))
                        .isEqualTo(mails.size());
            }

            Map<String, Long> threads = threads();
            // What holds a space is no name; such a mail gets one that is made of what it says.
            Set<String> nameless = missing(names, threads.keySet());
            assertThat(nameless).allMatch(name -> name.contains(" "));
            Set<String> named = missing(threads.keySet(), names);
            assertThat(named).hasSameSizeAs(nameless).allMatch(name -> name.endsWith("@no-message-id.invalid>"));
            threads.keySet().removeAll(named);
            names.removeAll(nameless);
            Set<Set<String>> expected = groups(ends(names));
            Set<Set<String>> kept = groups(threads);
            Set<Set<String>> wrong = new HashSet<>(kept);
            wrong.removeAll(expected);
            assertThat(wrong).isEmpty();
            assertThat(kept).hasSameSizeAs(expected);
        } finally {
            post.stop();
        }
    }

    private Connection connect(int port) {
        Server imap = new Server(Server.Service.IMAP, "127.0.0.1", port, Server.Security.NONE, "support");
        Server smtp = new Server(Server.Service.SMTP, "127.0.0.1", 25, Server.Security.NONE, "");
        Connections connections = application.getBean(Connections.class);
        ConnectionId id = connections.connect(
                Medium.EMAIL,
                "Support",
                "support@shop.example",
                new Account("support@shop.example", Set.of(), imap, smtp, "", null).settings(),
                Map.of(),
                Actor.CONSOLE);
        return connections.find(id).orElseThrow();
    }

    private Map<String, Long> threads() {
        Map<String, Long> threads = new LinkedHashMap<>();
        database.jdbc().sql("SELECT external_id, thread FROM channel.arrival").query(row -> {
            assertThat(threads.put(row.getString(1), row.getLong(2))).isNull();
        });
        return threads;
    }

    private static Set<String> missing(Set<String> some, Set<String> others) {
        Set<String> missing = new HashSet<>(some);
        missing.removeAll(others);
        return missing;
    }

    private static Set<Set<String>> groups(Map<String, ?> threads) {
        Map<Object, Set<String>> groups = new HashMap<>();
        threads.forEach((name, thread) ->
                groups.computeIfAbsent(thread, _ -> new HashSet<>()).add(name));
        return new HashSet<>(groups.values());
    }

    private Map<String, String> ends(Set<String> names) {
        Map<String, String> ends = new HashMap<>();
        names.forEach(name -> ends.put(name, end(name)));
        return ends;
    }

    /// Joins a mail with all that it names; its own name.
    private String note(byte[] mail) {
        String head =
                new String(mail, StandardCharsets.ISO_8859_1).split("\r?\n\r?\n", 2)[0].replaceAll("\r?\n[ \t]+", " ");
        String own = null;
        List<String> others = new ArrayList<>();
        for (String line : head.split("\r?\n")) {
            String[] parts = line.split(":", 2);
            if (parts.length < 2) continue;
            List<String> found = new ArrayList<>();
            Matcher matcher = NAME.matcher(parts[1]);
            while (matcher.find()) found.add("<" + matcher.group(1).replaceAll("\\s", "") + ">");
            switch (parts[0].toLowerCase(java.util.Locale.ROOT)) {
                case "message-id" -> {
                    if (own == null) own = found.isEmpty() ? "<" + parts[1].strip() + ">" : found.getFirst();
                }
                case "references" -> others.addAll(found);
                case "in-reply-to" -> {
                    boolean only = NAME.matcher(parts[1]).replaceAll("").isBlank();
                    if (only) others.addAll(found);
                    else if (!found.isEmpty()) others.add(found.getLast());
                }
                default -> {}
            }
        }
        assertThat(own).isNotNull();
        for (String other : others) together.put(end(other), end(own));
        return own;
    }

    private String end(String name) {
        String at = name;
        while (!together.computeIfAbsent(at, same -> same).equals(at)) at = together.get(at);
        return at;
    }

    private List<byte[]> mails() throws IOException {
        List<byte[]> mails = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("mail_apache_mbox", "mail_spamassassin")) {
            try (Stream<Path> found = Files.list(data.resolve(folder))) {
                found.filter(file -> file.toString().contains(".mbox")).sorted().forEach(files::add);
            }
        }
        for (Path file : files) {
            try (InputStream raw = Files.newInputStream(file);
                    InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
                String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                for (String mail : text.split("(?m)^From .*\r?\n")) {
                    if (!mail.isBlank()) mails.add(mail.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
        return mails;
    }
}
