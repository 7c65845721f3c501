package valentine.email;

import jakarta.mail.MessagingException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.channel.Arrivals;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.channel.Receipts;
import valentine.db.Outage;

/// Takes what is new in a folder, fifty mails in one transaction with the mark up to which the folder was read, and
/// fetches the next fifty meanwhile.
@Component
class Taking {
    private static final Logger LOGGER = LoggerFactory.getLogger(Taking.class);
    static final int AT_ONCE = 50;

    private final Arrivals arrivals;
    private final Receipts receipts;
    private final Connections connections;
    private final Marks marks;
    private final TransactionTemplate transaction;

    Taking(
            Arrivals arrivals,
            Receipts receipts,
            Connections connections,
            Marks marks,
            PlatformTransactionManager transactions) {
        this.arrivals = arrivals;
        this.receipts = receipts;
        this.connections = connections;
        this.marks = marks;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// Hears how far it came, so that somebody sees when it goes no further.
    interface Progress {
        /// False where it should end.
        boolean goesOn();
    }

    /// Takes all that is new; how many mails it looked at.
    int take(Connection connection, String folder, Mailbox box, @Nullable LocalDate since, Progress progress)
            throws MessagingException {
        boolean isSent = !folder.equals("INBOX");
        Marks.Mark mark = marks.of(connection.id(), folder, box.validity());
        long next = box.nextUid();
        List<Mailbox.Entry> entries = box.entries(box.after(mark.lastUid(), mark.lastUid() == 0 ? since : null));
        int taken = 0;
        try (Ahead ahead = new Ahead(box)) {
            ahead.begin(next(entries, 0));
            while (taken < entries.size()) {
                Ahead.Batch batch = ahead.take();
                int after = taken + batch.entries().size();
                // While these are kept the next ones come.
                ahead.begin(next(entries, after));
                mark = keep(
                        connection,
                        mark,
                        batch.mails(),
                        batch.entries().getLast().uid(),
                        isSent);
                taken = after;
                if (!progress.goesOn()) return taken;
            }
        }
        // Where all there is was too old, only what comes from now on is looked at.
        if (entries.isEmpty() && mark.lastUid() == 0 && next > 1) marks.move(mark, next - 1);
        return taken;
    }

    private static List<Mailbox.Entry> next(List<Mailbox.Entry> entries, int from) {
        long size = 0;
        int to = from;
        while (to < entries.size() && to - from < AT_ONCE) {
            size += entries.get(to).size();
            if (to > from && size > Ahead.IN_ONE_PIECE) break;
            to++;
        }
        return entries.subList(from, to);
    }

    private Marks.Mark keep(
            Connection connection, Marks.Mark mark, List<Ahead.Fetched> some, long last, boolean isSent) {
        Set<String> ours = ours();
        try {
            return keepAll(connection, mark, some, last, isSent, ours);
        } catch (RuntimeException e) {
            if (comesAgain(e) || some.isEmpty()) throw e;
            LOGGER.warn(
                    "Mails of channel {} are taken one by one", connection.id().value(), e);
        }
        Marks.Mark at = mark;
        for (Ahead.Fetched one : some) {
            try {
                at = keepAll(connection, at, List.of(one), one.uid(), isSent, ours);
            } catch (RuntimeException e) {
                if (comesAgain(e)) throw e;
                // One mail that nothing can keep must not keep all others away: it stays in the mailbox.
                LOGGER.error(
                        "Mail {} of channel {} could not be kept",
                        one.uid(),
                        connection.id().value(),
                        e);
            }
        }
        return keepAll(connection, at, List.of(), last, isSent, ours);
    }

    /// Whether it has nothing to do with the mail: then all of it is read again after a rest.
    private static boolean comesAgain(RuntimeException failure) {
        return failure instanceof Moved
                || failure instanceof TransactionException
                || failure instanceof TransientDataAccessException
                || Outage.of(failure).isPresent();
    }

    /// Somebody else reads the same folder.
    static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Moved() {
            super("Another server reads this mailbox");
        }
    }

    private Marks.Mark keepAll(
            Connection connection,
            Marks.Mark mark,
            List<Ahead.Fetched> some,
            long last,
            boolean isSent,
            Set<String> ours) {
        transaction.executeWithoutResult(_ -> {
            // First: whoever has it, the other waits here and then sees that it was moved.
            if (!marks.move(mark, last)) throw new Moved();
            keep(connection, some.stream().map(Ahead.Fetched::mail).toList(), isSent, ours);
        });
        return mark.at(last);
    }

    private void keep(Connection connection, List<Mail> mails, boolean isSent, Set<String> ours) {
        List<Mail> letters =
                mails.stream().filter(mail -> !isOfOurs(connection, mail)).toList();
        if (letters.isEmpty()) return;
        Iterator<String> names = marks.called(connection.id(), letters).iterator();
        arrivals.take(
                connection.id(),
                letters.stream()
                        .map(mail -> mail.arriving(connection.id(), names.next(), ours, isSent))
                        .toList());
    }

    /// Whether it says that one of ours came back: then it stands with that one.
    private boolean isOfOurs(Connection connection, Mail mail) {
        return mail.bounce()
                .filter(bounce -> receipts.failed(connection.id(), bounce.of(), bounce.why()))
                .isPresent();
    }

    private Set<String> ours() {
        return connections.of(Medium.EMAIL).stream().flatMap(Account::addresses).collect(Collectors.toSet());
    }
}
