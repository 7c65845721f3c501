package valentine.api;

import java.math.BigDecimal;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.CustomerId;
import valentine.customer.Identity;
import valentine.promise.Answer;
import valentine.promise.By;
import valentine.promise.Care;
import valentine.promise.Deadline;
import valentine.promise.Draft;
import valentine.promise.Mark;
import valentine.promise.Outcome;
import valentine.promise.Promise;
import valentine.promise.PromiseId;
import valentine.promise.Promises;
import valentine.promise.Whom;
import valentine.reading.PromiseKind;
import valentine.team.Firms;
import valentine.team.Keys;
import valentine.team.MemberId;
import valentine.web.Money;

/// Promises that programs make, end and read.
@RestController
@ConditionalOnWebApplication
class PromisesEndpoint {
    private static final String[] FIELDS = {
        "customer",
        "account",
        "kind",
        "what",
        "due",
        "zone",
        "review",
        "owner",
        "branch",
        "channel",
        "amount",
        "currency"
    };

    private final Promises promises;
    private final Identity identity;
    private final Accounts accounts;
    private final Firms firms;
    private final JsonMapper json;

    PromisesEndpoint(Promises promises, Identity identity, Accounts accounts, Firms firms, JsonMapper json) {
        this.promises = promises;
        this.identity = identity;
        this.accounts = accounts;
        this.firms = firms;
        this.json = json;
    }

    @GetMapping("/api/promises")
    PromiseAnswer.Page list(@RequestParam MultiValueMap<String, String> parameters) {
        Query query = Query.of(parameters, "customer", "account", "limit", "cursor");
        Optional<String> customer = query.text("customer");
        Optional<String> account = query.text("account");
        int limit = query.limit();
        if (account.isPresent()) return ofAccount(account.get(), query, limit);
        if (customer.isEmpty()) {
            PromiseId before = query.cursor(Cursor.Promise.class)
                    .map(cursor -> new PromiseId(cursor.before()))
                    .orElse(null);
            return page(promises.all(before, limit + 1), limit, false);
        }
        if (!customer.get().matches("\\d{1,18}")) throw Refusal.unknownCustomer();
        CustomerId head = identity.headOf(new CustomerId(Long.parseLong(customer.get())));
        return page(promises.of(head, before(query), limit + 1), limit, true);
    }

    /// To the company and to each of its contacts.
    private PromiseAnswer.Page ofAccount(String account, Query query, int limit) {
        if (query.text("customer").isPresent()) {
            throw Refusal.parameter(
                    "account", "A customer and an account at once", "Ask for the promises of one or the other.");
        }
        if (!account.matches("\\d{1,18}")) throw Refusal.unknownAccount();
        AccountId id = new AccountId(Long.parseLong(account));
        if (accounts.account(id).isEmpty()) throw Refusal.unknownAccount();
        return page(promises.of(id, before(query), limit + 1), limit, true);
    }

    private static @Nullable Mark before(Query query) {
        return query.cursor(Cursor.PromiseOf.class)
                .map(Cursor.PromiseOf::before)
                .orElse(null);
    }

    @GetMapping("/api/promises/{id}")
    PromiseAnswer one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.of(parameters);
        return PromiseAnswer.of(found(known(id)));
    }

    /// With an `Idempotency-Key` that this program used before, it is the promise made then.
    @PostMapping("/api/promises")
    ResponseEntity<PromiseAnswer> make(
            @RequestBody(required = false) @Nullable String body,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @AuthenticationPrincipal Keys.Holder program) {
        Body fields = Body.of(body == null ? "" : body, json, FIELDS);
        Draft draft = draft(fields);
        Answer answer = promises.make(key == null ? draft : draft.once(key), by(program));
        if (answer instanceof Answer.Before(var id) && !isSame(draft, found(id))) throw Refusal.otherBody();
        return answer(answer);
    }

    @PostMapping("/api/promises/{id}/keeping")
    PromiseAnswer keep(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable String body,
            @AuthenticationPrincipal Keys.Holder program) {
        Body fields = Body.of(body == null ? "" : body, json, "at");
        PromiseId promise = known(id);
        Answer answer = fields.moment("at")
                .map(at -> promises.keep(promise, at, by(program)))
                .orElseGet(() -> promises.keep(promise, by(program)));
        return ended(answer, Outcome.Kept.class, Outcome.KeptLate.class);
    }

    @PostMapping("/api/promises/{id}/withdrawal")
    PromiseAnswer withdraw(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable String body,
            @AuthenticationPrincipal Keys.Holder program) {
        Body fields = Body.of(body == null ? "" : body, json, "reason");
        Answer answer = promises.withdraw(known(id), fields.required("reason"), by(program));
        return ended(answer, Outcome.Withdrawn.class, Outcome.Withdrawn.class);
    }

    @PostMapping("/api/promises/{id}/repromise")
    ResponseEntity<PromiseAnswer> repromise(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable String body,
            @AuthenticationPrincipal Keys.Holder program) {
        Body fields = Body.of(body == null ? "" : body, json, "due", "zone", "review", "words");
        Promise old = found(known(id));
        Deadline deadline = fields.deadline(old.deadline().zone());
        Answer answer =
                promises.repromise(old.id(), deadline, fields.text("words").orElse(""), by(program));
        if (answer instanceof Answer.Before) throw Refusal.ended();
        return answer(answer);
    }

    /// Whether this is what was promised then, as far as a program says it.
    private boolean isSame(Draft draft, Promise promise) {
        return isSame(draft.money(), promise.money())
                && draft.kind() == promise.kind()
                && draft.what().equals(promise.what())
                && draft.deadline().equals(promise.deadline())
                && draft.care().equals(promise.care())
                && Objects.equals(draft.whom().account(), promise.whom().account())
                && Objects.equals(
                        head(draft.whom().customer()), head(promise.whom().customer()));
    }

    private static boolean isSame(@Nullable Money one, @Nullable Money other) {
        if (one == null || other == null) return one == null && other == null;
        return one.currency().equals(other.currency()) && one.amount().compareTo(other.amount()) == 0;
    }

    private @Nullable CustomerId head(@Nullable CustomerId customer) {
        return customer == null ? null : identity.headOf(customer);
    }

    private Draft draft(Body fields) {
        Optional<Long> customer = fields.id("customer");
        Optional<Long> account = fields.id("account");
        if (customer.isEmpty() && account.isEmpty()) throw Refusal.field("customer", "Name a customer or an account.");
        Whom whom = new Whom(
                customer.map(CustomerId::new).orElse(null),
                account.map(AccountId::new).orElse(null));
        ZoneId zone = firms.ours().zone();
        Care care = new Care(
                fields.id("owner").map(MemberId::new).orElse(null),
                fields.text("branch").orElse(""),
                fields.text("channel").orElse(""));
        Draft draft = new Draft(whom, kind(fields.required("kind")), fields.required("what"), fields.deadline(zone))
                .caredForBy(care);
        Optional<BigDecimal> amount = fields.decimal("amount");
        if (amount.isEmpty()) return draft;
        String currency = fields.text("currency").orElse(firms.ours().currency().getCurrencyCode());
        return draft.worth(new Money(amount.get(), currency));
    }

    private static PromiseKind kind(String word) {
        return PromiseKind.of(word)
                .orElseThrow(() -> Refusal.field(
                        "kind",
                        "Use one of "
                                + Stream.of(PromiseKind.values())
                                        .map(PromiseKind::key)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private ResponseEntity<PromiseAnswer> answer(Answer answer) {
        return switch (answer) {
            case Answer.Done(var id) ->
                ResponseEntity.created(URI.create("/api/promises/" + id.value()))
                        .body(PromiseAnswer.of(found(id)));
            case Answer.Before(var id) -> ResponseEntity.ok(PromiseAnswer.of(found(id)));
            case Answer.Refused(var why) -> throw Refusal.body(why);
            case Answer.AsksManager() -> throw Refusal.asksManager();
            case Answer.Unknown() -> throw Refusal.unknownPromise();
        };
    }

    /// Ending it again in the same way changes nothing.
    private PromiseAnswer ended(Answer answer, Class<? extends Outcome> same, Class<? extends Outcome> or) {
        PromiseAnswer shown = answer(answer).getBody();
        if (answer instanceof Answer.Before(var id)) {
            Outcome outcome = found(id).outcome();
            if (!same.isInstance(outcome) && !or.isInstance(outcome)) throw Refusal.ended();
        }
        if (shown == null) throw new IllegalStateException("An answer without a promise");
        return shown;
    }

    private Promise found(PromiseId id) {
        return promises.find(id).orElseThrow(Refusal::unknownPromise);
    }

    private static PromiseId known(String id) {
        if (!id.matches("\\d{1,18}")) throw Refusal.unknownPromise();
        return new PromiseId(Long.parseLong(id));
    }

    private static By by(Keys.Holder program) {
        return By.key(program.id());
    }

    private static PromiseAnswer.Page page(List<Promise> read, int limit, boolean ofOne) {
        List<Promise> shown = read.subList(0, Math.min(limit, read.size()));
        String next = null;
        if (read.size() > limit) {
            Promise last = shown.getLast();
            Cursor cursor = ofOne
                    ? new Cursor.PromiseOf(last.mark())
                    : new Cursor.Promise(last.id().value());
            next = cursor.word();
        }
        return new PromiseAnswer.Page(shown.stream().map(PromiseAnswer::of).toList(), next);
    }
}
