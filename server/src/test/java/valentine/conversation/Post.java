package valentine.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Actor;
import valentine.channel.Arrival;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.channel.Sender;
import valentine.customer.Handle;
import valentine.team.MemberId;

/// Messages that come in as any medium would bring them.
final class Post {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ConfigurableApplicationContext context;
    private final ConnectionId mailbox;
    private final ConnectionId chat;

    Post(ConfigurableApplicationContext context) {
        this.context = context;
        Connections connections = context.getBean(Connections.class);
        mailbox = connections.of(Medium.EMAIL).stream()
                .findFirst()
                .map(valentine.channel.Connection::id)
                .orElseGet(() -> connections.connect(
                        Medium.EMAIL, "Support", "support@shop.example", Map.of(), Map.of(), Actor.CONSOLE));
        chat = connections.of(Medium.CHAT).stream()
                .findFirst()
                .map(valentine.channel.Connection::id)
                .orElseGet(() -> connections.connect(Medium.CHAT, "Shop chat", "", Map.of(), Map.of(), Actor.CONSOLE));
    }

    Conversation mail(String from, String name, String subject, String text) {
        return mail(from, name, subject, text, List.of(), Instant.now());
    }

    Conversation mail(String from, String name, String subject, String text, List<String> references, Instant at) {
        return conversation(take(new Arriving(
                mailbox,
                "<" + COUNT.incrementAndGet() + "@mail.example>",
                new Sender(Handle.email(from).orElseThrow(), name, true),
                List.of(),
                null,
                references,
                subject,
                text,
                null,
                text.length(),
                at,
                Arriving.Sort.MESSAGE,
                List.of())));
    }

    /// A message of a visitor who says what he is called.
    Conversation chat(String visitor, String name, String text) {
        return conversation(take(new Arriving(
                chat,
                visitor + " " + COUNT.incrementAndGet(),
                new Sender(Handle.anonymous("chat:" + visitor).orElseThrow(), name, false),
                List.of(),
                visitor,
                List.of(),
                "",
                text,
                null,
                text.length(),
                Instant.now(),
                Arriving.Sort.MESSAGE,
                List.of())));
    }

    Arrival take(Arriving arriving) {
        return new TransactionTemplate(
                        context.getBean(org.springframework.transaction.PlatformTransactionManager.class))
                .execute(_ -> context.getBean(Arrivals.class).take(arriving).orElseThrow());
    }

    ConnectionId mailbox() {
        return mailbox;
    }

    Conversation conversation(Arrival arrival) {
        ConversationTable table = context.getBean(ConversationTable.class);
        ConversationId home = table.ofThread(arrival.thread().value()).orElseThrow();
        return context.getBean(Conversations.class).find(home).orElseThrow();
    }

    MemberId member(String name, String role) {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        Optional<Long> there = jdbc.sql("SELECT id FROM team.member WHERE name = :name")
                .param("name", name)
                .query(Long.class)
                .optional();
        return new MemberId(there.orElseGet(() -> jdbc.sql("""
                        INSERT INTO team.member (email, name, role, password_hash, created_at)
                        VALUES (:email, :name, :role, 'x', now()) RETURNING id
                        """)
                .param("email", name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@shop.example")
                .param("name", name)
                .param("role", role)
                .query(Long.class)
                .single()));
    }

    static Reply reply(String text) {
        return new Reply("", "", List.of(), text, new ArrayList<>(), null, null, Status.PENDING);
    }
}
