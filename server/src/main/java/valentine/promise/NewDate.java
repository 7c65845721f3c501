package valentine.promise;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.history.History;
import valentine.history.Interaction;
import valentine.history.Kind;
import valentine.mail.Letter;
import valentine.mail.Mails;
import valentine.mail.Receiver;

/// Tells a customer by letter that something is promised for another day.
@Component
class NewDate {
    private final Mails mails;
    private final Customers customers;
    private final History history;

    NewDate(Mails mails, Customers customers, History history) {
        this.mails = mails;
        this.customers = customers;
        this.history = history;
    }

    /// Writes to the customer, in the transaction in which it is promised; nothing where we know no address. The
    /// history says only what was really written.
    void tell(Promise promise, String words, Instant now) {
        CustomerId customer = promise.whom().customer();
        if (customer == null || words.isBlank()) return;
        Optional<Receiver> receiver = customers.handles(customer).stream()
                .filter(handle -> handle.kind() == Handle.Kind.EMAIL)
                .findFirst()
                .flatMap(handle -> Receiver.outside(handle.value(), Reminders.clean(promise.name())));
        if (receiver.isEmpty()) return;
        String key = "promise " + promise.id().value() + " new date";
        List<String> paragraphs = words.lines()
                .map(line -> Reminders.clean(line).strip())
                .filter(line -> !line.isEmpty())
                .limit(30)
                .toList();
        if (paragraphs.isEmpty()) return;
        Mails.Sending sending = mails.send(new Letter(
                key,
                "new date",
                receiver.get(),
                "A new date for what we promised",
                paragraphs,
                null,
                "You get this because we promised you something and the date changes.",
                Letter.About.only(customer.value()),
                null));
        if (sending instanceof Mails.Sending.Stopped) return;
        history.record(new Interaction(
                customer,
                now,
                Kind.MESSAGE_OUT,
                Interaction.Direction.OUT,
                "email",
                "A new date: " + promise.what(),
                Map.of("text", words.strip(), "promise", promise.id().value()),
                Fact.SOURCE,
                promise.id().value() + " new date"));
    }
}
