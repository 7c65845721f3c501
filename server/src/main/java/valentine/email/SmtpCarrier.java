package valentine.email;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import valentine.channel.Carrier;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Departed;
import valentine.channel.Handover;
import valentine.channel.Medium;
import valentine.channel.Parcel;

/// Hands mails over by SMTP.
@Component
class SmtpCarrier implements Carrier {
    static final String TROUBLE = "Nothing goes out: ";
    /// Before nobody would know any more whether it left.
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Duration SLOW = Duration.ofMinutes(5);

    private final Connections connections;
    private final Storm storm;
    private final SocketFactory sockets;
    private final Duration longest;

    @Autowired
    SmtpCarrier(Connections connections, Storm storm, SocketFactory mailSockets) {
        this(connections, storm, mailSockets, LONGEST);
    }

    /// @param longest after which a server is too slow for a whole mail
    SmtpCarrier(Connections connections, Storm storm, SocketFactory mailSockets, Duration longest) {
        this.longest = longest;
        this.connections = connections;
        this.storm = storm;
        this.sockets = mailSockets;
    }

    @Override
    public Medium medium() {
        return Medium.EMAIL;
    }

    @Override
    public Handover hand(Parcel parcel) {
        Connection connection = parcel.connection();
        Account account = Account.of(connection);
        Departed departed = parcel.departed();
        Envelope mail;
        try {
            mail = Envelope.of(parcel, account, signature(connection, account));
        } catch (Envelope.Unfit e) {
            return new Handover.Refused(String.valueOf(e.getMessage()));
        }
        // Only the first try of what no person wrote counts.
        if (departed.writer() == null
                && departed.tries() <= 1
                && !storm.allows(departed.to().value())) {
            return new Handover.Refused(
                    "Too many mails that no person wrote went to this address; perhaps two machines answer each other.");
        }
        Handover handover = hand(mail, parcel.externalId(), connection, account);
        note(connection, handover);
        return handover;
    }

    private Handover hand(Envelope mail, String name, Connection connection, Account account) {
        String password =
                connections.secret(connection.id(), Account.SMTP_PASSWORD).orElse("");
        try (Deadline deadline = new Deadline(sockets, longest)) {
            Handover handover = hand(mail, name, account, password, deadline);
            return deadline.isLate() && handover instanceof Handover.Later
                    ? new Handover.Later(account.smtp().host() + " is too slow to take a mail.", SLOW)
                    : handover;
        }
    }

    private static Handover hand(Envelope mail, String name, Account account, String password, SocketFactory sockets) {
        try (Outlet outlet = Outlet.open(account, password, sockets)) {
            return outlet.hand(mail, name);
        } catch (MessagingException e) {
            return Outlet.answer(account, e, mail.begun());
        }
    }

    private Optional<Signature> signature(Connection connection, Account account) {
        if (!connection.setting("dkim").equals("yes")) return Optional.empty();
        return connections.secret(connection.id(), Account.DKIM_KEY).map(key -> new Signature(account.domain(), key));
    }

    private void note(Connection connection, Handover handover) {
        String trouble = connection.trouble();
        switch (handover) {
            case Handover.Later(var why, var _) -> {
                if (trouble == null) connections.trouble(connection.id(), TROUBLE + why);
            }
            case Handover.Taken _ -> {
                if (trouble != null && trouble.startsWith(TROUBLE)) connections.well(connection.id());
            }
            case Handover.Refused _, Handover.Doubt _ -> {}
        }
    }
}
