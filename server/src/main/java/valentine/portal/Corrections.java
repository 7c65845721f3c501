package valentine.portal;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Audit;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;
import valentine.erasure.Request;
import valentine.erasure.Requests;
import valentine.mail.Letter;
import valentine.mail.Mails;
import valentine.mail.Receiver;
import valentine.mail.Site;
import valentine.team.Firms;
import valentine.team.Member;

/// What customers say is not right about them.
///
/// What only says something waits for one of us. A new address is the customer's once he opened a letter that went
/// there; an address that is somebody else's already is never taken that way.
@Service
class Corrections {
    static final String SOURCE = "the customer's own page";
    static final int LONGEST = 500;
    /// So many of one customer wait at most: more would be a flood.
    private static final int MOST_OPEN = 20;

    // Index correction_customer, for each profile.
    private static final String ASK = """
            INSERT INTO portal.correction (customer, field, said, asked_at)
            SELECT :customer, :field, :said, :now
            WHERE (SELECT count(*) FROM portal.correction
                   WHERE customer = :customer AND answer IS NULL) < :most
            """;
    private static final String OF = """
            SELECT c.id, c.field, c.said, c.asked_at, c.answer
            FROM customer.profile p JOIN portal.correction c ON c.customer = p.profile
            WHERE p.head = :head
            ORDER BY c.id DESC
            LIMIT 50
            """;
    private static final String ANSWER = """
            UPDATE portal.correction c SET answer = :answer, answered_by = :by, answered_at = :now
            FROM customer.profile p
            WHERE c.id = :id AND p.profile = c.customer AND p.head = :head AND c.answer IS NULL
            RETURNING c.field, c.said
            """;

    private final JdbcClient jdbc;
    private final Identity identity;
    private final Handles handles;
    private final OwnLinks links;
    private final Mails mails;
    private final Site site;
    private final Firms firms;
    private final Requests requests;
    private final Audit audit;
    private final Clock clock;

    Corrections(
            JdbcClient jdbc,
            Identity identity,
            Handles handles,
            OwnLinks links,
            Mails mails,
            Site site,
            Firms firms,
            Requests requests,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.handles = handles;
        this.links = links;
        this.mails = mails;
        this.site = site;
        this.firms = firms;
        this.requests = requests;
        this.audit = audit;
        this.clock = clock;
    }

    /// Something that a customer said.
    ///
    /// @param answer `accepted` or `declined`; null while it waits
    record Correction(
            long id,
            String field,
            String said,
            Instant askedAt,
            @Nullable String answer) {
        /// Whether accepting it changes what we know; else one of us does what it says.
        boolean isValue() {
            return field.equals("name") || field.equals("phone");
        }

        String label() {
            return field.isEmpty() ? "" : Character.toUpperCase(field.charAt(0)) + field.substring(1);
        }
    }

    /// Notes it for one of us, and starts the clock of a request where none runs; false where too much waits already.
    @Transactional
    boolean ask(CustomerId customer, String field, String said) {
        boolean noted = jdbc.sql(ASK)
                        .param("customer", customer.value())
                        .param("field", field)
                        .param("said", said)
                        .param("now", now())
                        .param("most", MOST_OPEN)
                        .update()
                == 1;
        if (noted && asked(customer).isEmpty()) {
            Request _ =
                    requests.receive(customer, Request.Kind.CORRECTION, Request.By.PORTAL, "", clock.instant(), null);
        }
        return noted;
    }

    /// The requests that corrections of this customer opened and nobody has ended.
    private List<Request> asked(CustomerId customer) {
        return requests.of(customer).stream()
                .filter(request -> request.kind() == Request.Kind.CORRECTION
                        && request.cameBy() == Request.By.PORTAL
                        && request.isOpen())
                .toList();
    }

    List<Correction> of(CustomerId head) {
        return jdbc.sql(OF)
                .param("head", head.value())
                .query((row, _) -> new Correction(
                        row.getLong("id"),
                        row.getString("field"),
                        row.getString("said"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        row.getString("answer")))
                .list();
    }

    /// Sends a link to a new address, whoever has it: what it says is the same.
    @Transactional
    void proveAddress(CustomerId customer, Handle address) {
        Receiver.outside(address.value(), "").ifPresent(to -> {
            String firm = firms.ours().name();
            String token = links.mailed(OwnLinks.Purpose.ADDRESS, customer, to.address());
            mails.send(new Letter(
                    "new address " + UUID.randomUUID(),
                    "proof of a new address",
                    to,
                    "Is this your address? " + firm + " asks",
                    List.of(
                            "Hello,",
                            "somebody said on his own page at " + firm + " that this is his e-mail address.",
                            "If that was you, press the button within " + OwnLinks.MAILED.toMinutes()
                                    + " minutes. If not, do nothing: then nothing changes."),
                    new Letter.Button("Yes, it is mine", site.url("/me/address/" + token), true),
                    "You get this letter because your address was entered there.",
                    Letter.About.only(customer.value()),
                    clock.instant().plus(OwnLinks.MAILED)));
        });
    }

    /// Takes a proven address into what we know; false where the link opens nothing.
    @Transactional
    boolean addressProven(String token) {
        Optional<OwnLinks.Opened> opened = links.use(token, OwnLinks.Purpose.ADDRESS);
        if (opened.isEmpty()) return false;
        CustomerId customer = opened.get().customer();
        String text = String.valueOf(opened.get().address());
        Handle address = Handle.email(text).orElseThrow();
        Optional<CustomerId> owner = handles.owner(address);
        if (owner.isPresent() && !owner.get().equals(customer)) {
            // He has proven that he reads both, but to join two customers is for one of us to decide.
            return ask(customer, "e-mail", text + " (proven; another customer has it)");
        }
        mails.prove(text);
        tell(customer, Map.of("email", text), address);
        return true;
    }

    /// One of us answers; accepting a name or number makes it ours.
    @Transactional
    boolean answer(CustomerId head, long id, boolean accept, Member by) {
        record Said(String field, String said) {}
        Optional<Said> said = jdbc.sql(ANSWER)
                .param("id", id)
                .param("head", head.value())
                .param("answer", accept ? "accepted" : "declined")
                .param("by", by.id().value())
                .param("now", now())
                .query((row, _) -> new Said(row.getString("field"), row.getString("said")))
                .optional();
        if (said.isEmpty()) return false;
        String field = said.get().field();
        if (accept && field.equals("name")) tell(head, Map.of("name", said.get().said()), null);
        if (accept && field.equals("phone")) {
            tell(
                    head,
                    Map.of("phone", said.get().said()),
                    Handle.phone(said.get().said()).orElse(null));
        }
        if (of(head).stream().allMatch(each -> each.answer() != null)) {
            asked(head)
                    .forEach(request -> requests.note(
                            request.id(), Request.What.ANSWERED, "Each correction was answered", by.id()));
        }
        audit.record(by.actor(), "correction answered", "customer " + head.value(), Map.of("accepted", accept));
        return true;
    }

    /// Says something of a customer under the strongest handle by which we know him.
    private void tell(CustomerId head, Map<String, Object> traits, @Nullable Handle more) {
        List<Handle> known = handles.of(List.of(head)).getOrDefault(head, List.of());
        Optional<Handle> anchor = known.stream().min(java.util.Comparator.comparing(Handle::kind));
        if (anchor.isEmpty()) return;
        List<Handle> named =
                more == null || more.equals(anchor.get()) ? List.of(anchor.get()) : List.of(anchor.get(), more);
        identity.resolve(List.of(new Mention(named, traits, clock.instant(), Trust.CHOSEN, SOURCE)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
