package valentine.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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
import valentine.conversation.By;
import valentine.conversation.Conversation;
import valentine.conversation.ConversationId;
import valentine.conversation.Conversations;
import valentine.conversation.Deed;
import valentine.conversation.Message;
import valentine.conversation.Reply;
import valentine.conversation.Sent;
import valentine.conversation.Status;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Identity;
import valentine.team.Keys;

/// What customers and we say to each other, for programs to read, to answer, to note and to settle.
///
/// A conversation lives under its customer, so that whoever reads it is written down like any other reader of his data.
@RestController
@ConditionalOnWebApplication
class ConversationsEndpoint {
    private static final String ALL = "/api/customers/{id}/conversations";
    private static final String ONE = ALL + "/{conversation}";
    private static final int LONGEST_KEY = 100;

    private final Conversations conversations;
    private final Customers customers;
    private final Identity identity;
    private final JsonMapper json;

    ConversationsEndpoint(Conversations conversations, Customers customers, Identity identity, JsonMapper json) {
        this.conversations = conversations;
        this.customers = customers;
        this.identity = identity;
        this.json = json;
    }

    @GetMapping(ALL)
    ConversationAnswer.All list(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        int limit = Query.of(parameters, "limit").limit();
        return new ConversationAnswer.All(conversations.of(customer(id), limit).stream()
                .map(ConversationAnswer::of)
                .toList());
    }

    @GetMapping(ONE)
    ConversationAnswer.Whole one(
            @PathVariable String id,
            @PathVariable String conversation,
            @RequestParam MultiValueMap<String, String> parameters) {
        int limit = Query.of(parameters, "limit").limit();
        Conversation found = found(id, conversation);
        return ConversationAnswer.Whole.of(found, conversations.messages(found.id(), limit + 1), limit);
    }

    /// With an `Idempotency-Key` that this program used before, nothing is sent again.
    @PostMapping(ONE + "/replies")
    ConversationAnswer.Said reply(
            @PathVariable String id,
            @PathVariable String conversation,
            @RequestBody(required = false) @Nullable String body,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @AuthenticationPrincipal Keys.Holder program) {
        Conversation found = found(id, conversation);
        Body fields = Body.of(body == null ? "" : body, json, "text", "status");
        String text = fields.required("text");
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY))
            throw Refusal.field("Idempotency-Key", "It has 1 to " + LONGEST_KEY + " characters.");
        Status after = status(fields.text("status").orElse(Status.PENDING.key()));
        String named = key == null ? "" : "key " + program.id().value() + " " + key;
        Reply reply = new Reply(named, "", List.of(), text, List.of(), null, null, after);
        return switch (conversations.reply(found.id(), reply, By.key(program.id()))) {
            case Sent.Leaving(var home, var message, var _, var _) -> said(home, message.value(), reply);
            case Sent.Held(var home, var message, var _, var _, var _) -> said(home, message.value(), reply);
            case Sent.Refused(var why) -> throw Refusal.body(why);
            case Sent.Overtaken _, Sent.Nowhere _ -> throw Refusal.unknownConversation();
        };
    }

    @PostMapping(ONE + "/notes")
    ConversationAnswer.Said note(
            @PathVariable String id,
            @PathVariable String conversation,
            @RequestBody(required = false) @Nullable String body,
            @AuthenticationPrincipal Keys.Holder program) {
        Conversation found = found(id, conversation);
        Body fields = Body.of(body == null ? "" : body, json, "text");
        return conversations
                .note(found.id(), fields.required("text"), By.key(program.id()))
                .flatMap(note -> message(found.id(), note.value()))
                .map(ConversationAnswer.Said::of)
                .orElseThrow(() -> Refusal.field("text", "Write a line."));
    }

    @PostMapping(ONE + "/status")
    ConversationAnswer stand(
            @PathVariable String id,
            @PathVariable String conversation,
            @RequestBody(required = false) @Nullable String body,
            @AuthenticationPrincipal Keys.Holder program) {
        Conversation found = found(id, conversation);
        Status status = status(Body.of(body == null ? "" : body, json, "status").required("status"));
        conversations.change(List.of(found.id()), new Deed.Stand(status), By.key(program.id()));
        return ConversationAnswer.of(conversations.find(found.id()).orElseThrow(Refusal::unknownConversation));
    }

    private ConversationAnswer.Said said(ConversationId home, long id, Reply reply) {
        Message message = message(home, id).orElseThrow(Refusal::unknownConversation);
        if (!message.text().equals(reply.text())) throw Refusal.otherBody();
        return ConversationAnswer.Said.of(message);
    }

    private Optional<Message> message(ConversationId home, long id) {
        return conversations.messages(home, Query.MOST).stream()
                .filter(message -> message.id().value() == id)
                .findFirst();
    }

    private static Status status(String word) {
        return Status.of(word)
                .filter(status -> status != Status.SNOOZED)
                .orElseThrow(() -> Refusal.field("status", "Use one of open, pending, resolved."));
    }

    private Conversation found(String customer, String conversation) {
        CustomerId head = customer(customer);
        return Optional.of(conversation)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> conversations.find(new ConversationId(Long.parseLong(text))))
                .filter(one -> identity.headOf(one.customer()).equals(head))
                .orElseThrow(Refusal::unknownConversation);
    }

    private CustomerId customer(String id) {
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> identity.headOf(new CustomerId(Long.parseLong(text))))
                .filter(head -> customers.card(head).isPresent())
                .orElseThrow(Refusal::unknownCustomer);
    }
}
