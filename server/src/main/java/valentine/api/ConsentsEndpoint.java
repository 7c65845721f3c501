package valentine.api;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Identity;
import valentine.team.Keys;
import valentine.transparency.Allowed;
import valentine.transparency.Channel;
import valentine.transparency.ConsentWord;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;
import valentine.transparency.Statement;

/// What customers allowed: programs say what they heard, read it, and ask whether they may.
@RestController
@ConditionalOnWebApplication
class ConsentsEndpoint {
    private static final String[] FIELDS = {"customer", "purpose", "channel", "said", "at", "wording", "proof"};

    private final Consents consents;
    private final Customers customers;
    private final Identity identity;
    private final JsonMapper json;
    private final Clock clock;

    ConsentsEndpoint(Consents consents, Customers customers, Identity identity, JsonMapper json, Clock clock) {
        this.consents = consents;
        this.customers = customers;
        this.identity = identity;
        this.json = json;
        this.clock = clock;
    }

    record Consent(
            String purpose, String channel, String said, String at, String origin, String wording, String proof) {}

    record ConsentList(String customer, List<Consent> consents) {
        ConsentList {
            consents = List.copyOf(consents);
        }
    }

    /// @param fresh false where the very same was kept before
    record Kept(String customer, boolean fresh) {}

    /// @param reason why not; null where it may
    record Answer(boolean allowed, @Nullable String reason) {}

    @GetMapping("/api/consents")
    ConsentList list(@RequestParam MultiValueMap<String, String> parameters) {
        Query query = Query.of(parameters, "customer", "limit");
        CustomerId head = customer(query.text("customer").orElse(""));
        List<Consent> said = consents.said(head, query.limit()).stream()
                .map(Consents.Entry::statement)
                .map(one -> new Consent(
                        one.purpose().value(),
                        one.channel().key(),
                        one.word().key(),
                        one.at().toString(),
                        one.origin().key(),
                        one.wording(),
                        one.proof()))
                .toList();
        return new ConsentList(Long.toString(head.value()), said);
    }

    /// What every sender asks right before it sends.
    @GetMapping("/api/consents/answer")
    Answer may(@RequestParam MultiValueMap<String, String> parameters) {
        Query query = Query.of(parameters, "customer", "purpose", "channel");
        CustomerId head = customer(query.text("customer").orElse(""));
        PurposeKey purpose = query.text("purpose")
                .filter(PurposeKey::isOne)
                .map(PurposeKey::new)
                .orElseThrow(() -> Refusal.parameter("purpose", "This is no purpose", "Give one such as newsletter."));
        Channel channel = query.text("channel")
                .flatMap(Channel::of)
                .orElseThrow(() -> Refusal.parameter("channel", "This is no channel", channels()));
        return switch (consents.may(head, purpose, channel)) {
            case Allowed.Yes _ -> new Answer(true, null);
            case Allowed.No no -> new Answer(false, no.sentence());
        };
    }

    /// Saying the same again changes nothing.
    @PostMapping("/api/consents")
    Kept say(@RequestBody(required = false) @Nullable String body, @AuthenticationPrincipal Keys.Holder program) {
        Body fields = Body.of(body == null ? "" : body, json, FIELDS);
        CustomerId head = customer(fields.required("customer"));
        PurposeKey purpose = Optional.of(fields.required("purpose"))
                .filter(PurposeKey::isOne)
                .map(PurposeKey::new)
                .orElseThrow(() -> Refusal.field("purpose", "Give one such as newsletter."));
        Channel channel = Channel.of(fields.text("channel").orElse("any"))
                .orElseThrow(() -> Refusal.field("channel", channels()));
        ConsentWord word = ConsentWord.of(fields.required("said"))
                .orElseThrow(() -> Refusal.field("said", "Use one of given, withdrawn, objected."));
        Consents.Kept kept = consents.say(new Statement(
                head,
                purpose,
                channel,
                word,
                fields.moment("at").orElseGet(clock::instant),
                Statement.Origin.PROGRAM,
                "key " + program.id().value(),
                fields.text("wording").orElse(""),
                fields.text("proof").orElse("")));
        return switch (kept) {
            case Consents.Kept.Said(boolean fresh) -> new Kept(Long.toString(head.value()), fresh);
            case Consents.Kept.Refused(String why) -> throw Refusal.body(why);
        };
    }

    private CustomerId customer(String id) {
        if (!id.matches("\\d{1,18}")) throw Refusal.unknownCustomer();
        CustomerId head = identity.headOf(new CustomerId(Long.parseLong(id)));
        if (customers.card(head).isEmpty()) throw Refusal.unknownCustomer();
        return head;
    }

    private static String channels() {
        return "Use one of " + Arrays.stream(Channel.values()).map(Channel::key).collect(Collectors.joining(", "))
                + ".";
    }
}
