package valentine.api;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import valentine.channel.Contact;
import valentine.channel.Contacts;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Identity;
import valentine.team.Keys;

/// Calls and visits of which programs know, such as a telephone system or a till.
@RestController
@ConditionalOnWebApplication
class ContactsEndpoint {
    private static final String[] FIELDS = {"sort", "direction", "about", "note", "result", "at"};
    private static final int LONGEST_KEY = 100;

    private final Contacts contacts;
    private final Customers customers;
    private final Identity identity;
    private final JsonMapper json;
    private final Clock clock;

    ContactsEndpoint(Contacts contacts, Customers customers, Identity identity, JsonMapper json, Clock clock) {
        this.contacts = contacts;
        this.customers = customers;
        this.identity = identity;
        this.json = json;
        this.clock = clock;
    }

    /// @param fresh false where it was kept before
    record Kept(String customer, boolean fresh) {}

    @PostMapping("/api/customers/{id}/contacts")
    Kept log(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable String body,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @AuthenticationPrincipal Keys.Holder program) {
        CustomerId head = customer(id);
        Body fields = Body.of(body == null ? "" : body, json, FIELDS);
        Contact.Sort sort = Contact.Sort.of(fields.required("sort"))
                .orElseThrow(() -> Refusal.field("sort", "Use one of call, visit."));
        String direction = fields.text("direction").orElse("in");
        if (!direction.matches("in|out")) throw Refusal.field("direction", "Use one of in, out.");
        String about =
                fields.required("about").replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (about.isEmpty() || about.length() > Contact.LONGEST_ABOUT)
            throw Refusal.field("about", "Say it in 1 to " + Contact.LONGEST_ABOUT + " characters.");
        String note = fields.text("note").orElse("");
        if (note.length() > Contact.LONGEST_NOTE)
            throw Refusal.field("note", "It has at most " + Contact.LONGEST_NOTE + " characters.");
        Contact.Result result = Contact.Result.of(fields.text("result").orElse("settled"))
                .orElseThrow(() -> Refusal.field("result", "Use one of settled, open, nobody_there."));
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY))
            throw Refusal.field("Idempotency-Key", "It has 1 to " + LONGEST_KEY + " characters.");
        Contacts.Kept kept = contacts.log(new Contact(
                head,
                sort,
                direction.equals("out"),
                about,
                note,
                result,
                fields.moment("at").orElseGet(clock::instant),
                "key " + program.id().value(),
                key));
        return switch (kept) {
            case FRESH -> new Kept(Long.toString(head.value()), true);
            case KNOWN_BEFORE -> new Kept(Long.toString(head.value()), false);
            case IN_THE_FUTURE -> throw Refusal.field("at", "It lies in the future.");
        };
    }

    private CustomerId customer(String id) {
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> identity.headOf(new CustomerId(Long.parseLong(text))))
                .filter(head -> customers.card(head).isPresent())
                .orElseThrow(Refusal::unknownCustomer);
    }
}
