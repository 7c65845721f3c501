package valentine.portal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.mail.Letter;
import valentine.mail.Mails;
import valentine.mail.Receiver;
import valentine.mail.Site;
import valentine.team.Firms;

/// People who ask for a link to their own page.
///
/// What the asking does is the same for everybody: a row. Only afterwards, elsewhere, it is looked up whether we know
/// the address, so that neither the answer nor the time that it takes tells.
@Service
class Askings {
    private static final Logger LOGGER = LoggerFactory.getLogger(Askings.class);

    private static final String ASK = "INSERT INTO portal.asking (address, at) VALUES (:address, :now)";
    private static final String TAKE = """
            DELETE FROM portal.asking
            WHERE id = (SELECT id FROM portal.asking ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING address
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Handles handles;
    private final Customers customers;
    private final OwnLinks links;
    private final Mails mails;
    private final Site site;
    private final Firms firms;
    private final Clock clock;

    Askings(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Handles handles,
            Customers customers,
            OwnLinks links,
            Mails mails,
            Site site,
            Firms firms,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.handles = handles;
        this.customers = customers;
        this.links = links;
        this.mails = mails;
        this.site = site;
        this.firms = firms;
        this.clock = clock;
    }

    void ask(String address) {
        jdbc.sql(ASK)
                .param("address", address)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        Thread.ofVirtual().name("askings").start(() -> {
            try {
                answer();
            } catch (RuntimeException e) {
                LOGGER.warn("Somebody who asked for a link waits a little: {}", e.getMessage());
            }
        });
    }

    /// Answers all who wait: whom we know by a letter, others not at all.
    void answer() {
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(_ -> {
                Optional<String> address =
                        jdbc.sql(TAKE).query((row, _) -> row.getString(1)).optional();
                address.flatMap(Handle::email).ifPresent(this::write);
                return address.isPresent();
            }));
        }
    }

    private void write(Handle handle) {
        handles.sureOwner(handle)
                .flatMap(customers::card)
                .ifPresent(card -> Receiver.outside(handle.value(), name(card, handle))
                        .ifPresent(to -> mails.send(letter(card.id(), to))));
    }

    private Letter letter(CustomerId customer, Receiver to) {
        String firm = firms.ours().name();
        String token = links.mailed(OwnLinks.Purpose.PAGE, customer, to.address());
        return new Letter(
                "own page " + UUID.randomUUID(),
                "link to the own page",
                to,
                "Your page at " + firm,
                List.of(
                        to.name().isEmpty() ? "Hello," : "Hello " + to.name() + ",",
                        "here is the link to your own page. There you see what " + firm
                                + " knows about you and why, and change what you want to be different.",
                        "It works once, for the next " + OwnLinks.MAILED.toMinutes() + " minutes."),
                new Letter.Button("Open your page", site.url("/me/" + token), true),
                "You get this letter because somebody asked for it with your address. If that was not you, do nothing:"
                        + " nobody but you has this link.",
                Letter.About.only(customer.value()),
                clock.instant().plus(OwnLinks.MAILED));
    }

    /// Whose name is not known is called by his address: then no name is better.
    private static String name(Card card, Handle handle) {
        return card.name().equals(handle.value()) || card.name().startsWith("Customer ") ? "" : card.name();
    }
}
