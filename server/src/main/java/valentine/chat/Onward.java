package valentine.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.channel.Attachments;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.DepartureId;
import valentine.channel.Door;
import valentine.channel.Intent;
import valentine.channel.Medium;
import valentine.channel.NewAttachment;
import valentine.channel.Outgoing;
import valentine.channel.Verdict;
import valentine.customer.Handle;
import valentine.team.Firms;

/// Sends answers on by e-mail that nobody saw in the chat, where the visitor is gone and left an address.
@Service
class Onward {
    static final Duration AFTER = Duration.ofMinutes(3);
    private static final Logger LOGGER = LoggerFactory.getLogger(Onward.class);
    private static final Duration TOO_OLD = Duration.ofDays(7);
    /// Anybody can type any address: it gets few letters a day.
    private static final int A_DAY = 5;

    private final Lines lines;
    private final Connections connections;
    private final Door door;
    private final Attachments attachments;
    private final Firms firms;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Onward(
            Lines lines,
            Connections connections,
            Door door,
            Attachments attachments,
            Firms firms,
            TransactionTemplate transaction,
            Clock clock) {
        this.lines = lines;
        this.connections = connections;
        this.door = door;
        this.attachments = attachments;
        this.firms = firms;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Looks once; returns how many letters it wrote.
    int run() {
        Optional<Connection> mail = connections.of(Medium.EMAIL).stream().findFirst();
        if (mail.isEmpty()) return 0;
        Instant now = clock.instant();
        int written = 0;
        for (Lines.Unseen unseen : lines.unseen(now.minus(TOO_OLD), now.minus(AFTER))) {
            if (Boolean.TRUE.equals(transaction.execute(status -> {
                boolean isWritten = write(unseen, mail.get(), now);
                if (!isWritten) status.setRollbackOnly();
                return isWritten;
            }))) written++;
        }
        return written;
    }

    private boolean write(Lines.Unseen unseen, Connection mail, Instant now) {
        boolean isTooMuch = lines.mailedSince(unseen.email(), now.minus(Duration.ofDays(1))) >= A_DAY;
        Optional<Handle> to = Handle.email(unseen.email());
        if (isTooMuch || to.isEmpty()) return false;
        // He may have come back meanwhile; then the rest waits for the next look.
        if (lines.mailed(unseen.lines()) != unseen.lines().size()) return false;
        Verdict verdict = door.send(new Outgoing(
                "chat " + unseen.lines().getLast(),
                mail.id(),
                unseen.customer(),
                unseen.thread(),
                to.get(),
                List.of(),
                "Our answer to your chat with " + firms.ours().name(),
                text(unseen),
                null,
                files(unseen),
                Intent.ANSWER,
                null,
                null,
                null));
        if (verdict instanceof Verdict.Refused(var why)) LOGGER.info("A chat did not go on by e-mail: {}", why);
        return !(verdict instanceof Verdict.Refused);
    }

    /// As many as fit into a letter; the first ones.
    private List<NewAttachment> files(Lines.Unseen unseen) {
        List<NewAttachment> files = new ArrayList<>();
        int room = NewAttachment.LARGEST;
        for (DepartureId departure : lines.departures(unseen.lines())) {
            for (Attachments.Attachment file : attachments.of(departure)) {
                if (file.size() > room) continue;
                room -= file.size();
                attachments.whole(file.id()).ifPresent(files::add);
            }
        }
        return files;
    }

    private String text(Lines.Unseen unseen) {
        String firm = firms.ours().name();
        return "Hello" + (unseen.name().isEmpty() ? "" : " " + unseen.name()) + ",\n\n"
                + "you wrote to us in the chat and were gone when the answer came. Here it is:\n\n"
                + String.join("\n\n", lines.texts(unseen.lines()))
                + "\n\nJust reply to this e-mail if there is anything else.\n\n" + firm + "\n";
    }
}
