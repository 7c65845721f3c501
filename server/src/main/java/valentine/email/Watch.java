package valentine.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.db.Outage;

/// Keeps a line to the mailbox of one connection open, and takes what comes.
final class Watch {
    static final String TROUBLE = "Nothing comes in: ";

    private static final Logger LOGGER = LoggerFactory.getLogger(Watch.class);
    private static final List<Duration> RESTS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofMinutes(3));
    private static final Duration POLL = Duration.ofSeconds(20);
    /// Servers forget to say that something came, and lines break without a word.
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration STUCK = Duration.ofMinutes(10);
    private static final Duration SENT_AGAIN = Duration.ofMinutes(1);

    private final Connection connection;
    private final Account account;
    private final Connections connections;
    private final Taking taking;
    private final SocketFactory sockets;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Mailbox idling;
    private volatile Instant movedAt;
    private volatile boolean isStuck;
    private boolean isWell;

    Watch(Connection connection, Connections connections, Taking taking, SocketFactory sockets, Clock clock) {
        this.connection = connection;
        this.account = Account.of(connection);
        this.connections = connections;
        this.taking = taking;
        this.sockets = sockets;
        this.clock = clock;
        this.movedAt = clock.instant();
        this.thread =
                Thread.ofVirtual().name("mailbox-" + connection.id().value()).unstarted(this::work);
    }

    Connection connection() {
        return connection;
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /// Ends as soon as what is in hand is kept.
    void stop() {
        ended.countDown();
        // Who idles reads from the line: only closing it wakes him, and on a virtual thread this closes it.
        if (idling != null) thread.interrupt();
    }

    void join(Duration longest) throws InterruptedException {
        if (!thread.join(longest)) thread.interrupt();
    }

    /// Called every few seconds: looks after an idling line, and closes one that does not move.
    void look() {
        Duration still = Duration.between(movedAt, clock.instant());
        Mailbox box = idling;
        if (box != null && still.compareTo(LOOK_AGAIN) > 0) {
            movedAt = clock.instant();
            Thread.startVirtualThread(() -> nudge(box));
        } else if (box == null && still.compareTo(STUCK) > 0) {
            movedAt = clock.instant();
            isStuck = true;
            thread.interrupt();
        }
    }

    private void nudge(Mailbox box) {
        try {
            box.nudge();
        } catch (MessagingException | RuntimeException _) {
            // The line is broken: who idles on it notices.
            box.close();
        }
    }

    private boolean goesOn() {
        movedAt = clock.instant();
        return ended.getCount() > 0;
    }

    private void work() {
        int failures = 0;
        while (goesOn()) {
            try {
                read();
                failures = 0;
            } catch (MessagingException | RuntimeException e) {
                if (ended.getCount() == 0) return;
                // Whoever stopped us for saying nothing wants us to begin anew.
                Thread.interrupted();
                failures = isWell ? 1 : failures + 1;
                isWell = false;
                note(e, failures);
            }
            if (!rest(failures == 0 ? Duration.ZERO : RESTS.get(Math.min(failures, RESTS.size()) - 1))) return;
        }
    }

    /// Reads until the line ends.
    private void read() throws MessagingException {
        String password =
                connections.secret(connection.id(), Account.IMAP_PASSWORD).orElse("");
        Instant sentAt = Instant.MIN;
        try (Mailbox box = Mailbox.open(account.imap(), password, "INBOX", sockets)) {
            while (goesOn()) {
                int came = taking.take(connection, "INBOX", box, account.since(), this::goesOn);
                if (!isWell) well();
                if (!account.sent().isEmpty() && sentAt.plus(SENT_AGAIN).isBefore(clock.instant())) {
                    readSent(password);
                    sentAt = clock.instant();
                }
                if (came == 0 && goesOn()) await(box);
            }
        }
    }

    private void well() {
        isWell = true;
        connections
                .find(connection.id())
                .map(Connection::trouble)
                .filter(trouble -> trouble.startsWith(TROUBLE))
                .ifPresent(_ -> connections.well(connection.id()));
    }

    private void readSent(String password) throws MessagingException {
        try (Mailbox box = Mailbox.open(account.imap(), password, account.sent(), sockets)) {
            taking.take(connection, account.sent(), box, account.since(), this::goesOn);
        } catch (FolderNotFoundException e) {
            connections.trouble(
                    connection.id(), TROUBLE + "there is no folder “" + account.sent() + "” in the mailbox.");
        }
    }

    private void await(Mailbox box) throws MessagingException {
        if (!box.canIdle()) {
            rest(POLL);
            return;
        }
        idling = box;
        try {
            if (ended.getCount() > 0) box.idle();
        } finally {
            idling = null;
        }
    }

    private void note(Exception failure, int failures) {
        if (Outage.of(failure).isPresent()) {
            LOGGER.warn(
                    "Mails of channel {} wait for the database", connection.id().value());
            return;
        }
        if (failure instanceof RuntimeException) {
            LOGGER.error(
                    "Reading the mailbox of channel {} failed", connection.id().value(), failure);
        }
        // A line that breaks once is nothing to speak of.
        if (failures < 2 && !(failure instanceof AuthenticationFailedException)) return;
        connections.trouble(connection.id(), TROUBLE + why(failure) + " Mails wait there; none is lost.");
    }

    private String why(Exception failure) {
        if (isStuck) {
            isStuck = false;
            return account.imap().host() + " is too slow to be read.";
        }
        if (failure instanceof AuthenticationFailedException) {
            return account.imap().host() + " does not accept the user name and password: " + Server.line(failure);
        }
        return account.imap().reason(failure);
    }

    /// False where it is over.
    private boolean rest(Duration howLong) {
        try {
            return !ended.await(howLong.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return ended.getCount() > 0;
        }
    }
}
