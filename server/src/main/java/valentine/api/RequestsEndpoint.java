package valentine.api;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Identity;
import valentine.erasure.Request;
import valentine.erasure.RequestId;
import valentine.erasure.Requests;

/// What customers ask by the law of data protection, where a program hears of it: its clock runs from then on.
///
/// Programs write requests down and read how they stand; people answer them.
@RestController
@ConditionalOnWebApplication
class RequestsEndpoint {
    private static final String[] FIELDS = {"customer", "kind", "note", "at"};
    private static final int LONGEST_NOTE = 2_000;

    private final Requests requests;
    private final Customers customers;
    private final Identity identity;
    private final JsonMapper json;
    private final Clock clock;

    RequestsEndpoint(Requests requests, Customers customers, Identity identity, JsonMapper json, Clock clock) {
        this.requests = requests;
        this.customers = customers;
        this.identity = identity;
        this.json = json;
        this.clock = clock;
    }

    /// @param due the last day on which an answer is in time
    /// @param state `open`, `answered`, `refused` or `withdrawn`
    record Shown(String id, String customer, String kind, String received, String due, String state) {
        static Shown of(Request request) {
            String state = request.events().stream()
                    .map(Request.Event::what)
                    .filter(what -> what == Request.What.ANSWERED
                            || what == Request.What.REFUSED
                            || what == Request.What.WITHDRAWN)
                    .findFirst()
                    .map(what -> what.name().toLowerCase(java.util.Locale.ROOT))
                    .orElse("open");
            return new Shown(
                    Long.toString(request.id().value()),
                    Long.toString(request.customer().value()),
                    request.kind().key(),
                    request.receivedAt().toString(),
                    request.due().toString(),
                    state);
        }
    }

    record RequestList(List<Shown> requests) {
        RequestList {
            requests = List.copyOf(requests);
        }
    }

    @GetMapping("/api/requests")
    RequestList list(@RequestParam MultiValueMap<String, String> parameters) {
        Query query = Query.of(parameters, "customer");
        CustomerId customer = customer(query.text("customer").orElse(""));
        return new RequestList(requests.of(customer).stream().map(Shown::of).toList());
    }

    @GetMapping("/api/requests/{id}")
    Shown one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.of(parameters);
        if (!id.matches("\\d{1,18}")) throw Refusal.unknownRequest();
        return requests.find(new RequestId(Long.parseLong(id))).map(Shown::of).orElseThrow(Refusal::unknownRequest);
    }

    @PostMapping("/api/requests")
    ResponseEntity<Shown> receive(@RequestBody(required = false) @Nullable String body) {
        Body fields = Body.of(body == null ? "" : body, json, FIELDS);
        CustomerId customer = customer(fields.required("customer"));
        Request.Kind kind = Request.Kind.of(fields.required("kind"))
                .orElseThrow(() -> Refusal.field(
                        "kind",
                        "Use one of "
                                + Stream.of(Request.Kind.values())
                                        .map(Request.Kind::key)
                                        .collect(Collectors.joining(", "))
                                + "."));
        String note = fields.text("note").orElse("");
        if (note.length() > LONGEST_NOTE) throw Refusal.field("note", "Say it in at most 2,000 characters.");
        Request request = requests.receive(
                customer, kind, Request.By.API, note, fields.moment("at").orElseGet(clock::instant), null);
        return ResponseEntity.created(URI.create("/api/requests/" + request.id().value()))
                .body(Shown.of(request));
    }

    private CustomerId customer(String id) {
        if (!id.matches("\\d{1,18}")) throw Refusal.unknownCustomer();
        CustomerId head = identity.headOf(new CustomerId(Long.parseLong(id)));
        if (customers.card(head).isEmpty()) throw Refusal.unknownCustomer();
        return head;
    }
}
