package valentine.portal;

import gg.jte.Content;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.customer.Knowledge;
import valentine.team.Firms;
import valentine.transparency.SensitiveFields;
import valentine.web.Moment;
import valentine.web.Pages;

/// What we know, and where it came from.
@Component
class KnownPart implements OwnPart {
    private final Knowledge knowledge;
    private final Customers customers;
    private final SensitiveFields fields;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    KnownPart(Knowledge knowledge, Customers customers, SensitiveFields fields, Firms firms, Pages pages, Clock clock) {
        this.knowledge = knowledge;
        this.customers = customers;
        this.fields = fields;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    record Page(List<Known> known, List<Contact> contacts, List<Sealed> sealed) {}

    /// A sensitive value, which is not shown here.
    ///
    /// @param why the sentence of the purpose that it is kept for
    record Sealed(String name, String why, Moment at) {}

    record Known(String name, String value, String from, Moment at) {}

    record Contact(String label, String value) {}

    @Override
    public int order() {
        return 100;
    }

    @Override
    public Optional<Content> show(CustomerId customer, String csrf) {
        List<Known> known = knowledge.of(customer).stream()
                .map(value -> new Known(
                        label(value.name()), value.value(), from(value), OwnPage.moment(value.at(), firms, clock)))
                .toList();
        List<Contact> contacts = customers.handles(customer).stream()
                .limit(50)
                .map(handle -> new Contact(label(handle.kind()), handle.value()))
                .toList();
        List<Sealed> sealed = fields.of(customer).stream()
                .map(held -> new Sealed(
                        held.kind().label(), held.purpose().sentence(), OwnPage.moment(held.at(), firms, clock)))
                .toList();
        return Optional.of(pages.part("portal/known", new Page(known, contacts, sealed)));
    }

    /// In words for him: what our people call a file or a program.
    private static String from(Knowledge.Value value) {
        if (value.source().equals(Corrections.SOURCE)) return "you told us here";
        if (value.claimed()) return "your browser told us on our pages";
        if (value.source().isEmpty() || value.source().equals("files")) return "our own records";
        return "our records: " + value.source();
    }

    private static String label(String name) {
        String spaced =
                name.replace('_', ' ').replaceAll("(?<=[a-z])(?=[A-Z])", " ").strip();
        return spaced.isEmpty() ? name : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }

    private static String label(Handle.Kind kind) {
        return switch (kind) {
            case EMAIL -> "E-mail";
            case PHONE -> "Phone";
            case EXTERNAL -> "Customer number";
            case ANONYMOUS -> "A browser of yours";
        };
    }
}
