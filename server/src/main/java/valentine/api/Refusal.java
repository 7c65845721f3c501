package valentine.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/// A request that cannot be answered, and what to do about it; the caller gets it as problem+json.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String kind;
    private final String title;
    private final String mend;
    private final @Nullable String parameter;

    private Refusal(HttpStatus status, String kind, String title, String mend, @Nullable String parameter) {
        super(title, null, false, false);
        this.status = status;
        this.kind = kind;
        this.title = title;
        this.mend = mend;
        this.parameter = parameter;
    }

    static Refusal parameter(String name, String title, String mend) {
        return new Refusal(HttpStatus.BAD_REQUEST, "parameter", title, mend, name);
    }

    static Refusal unknownCustomer() {
        return new Refusal(
                HttpStatus.NOT_FOUND,
                "unknown-customer",
                "We know nobody by this id",
                "Ids come from /api/customers; look somebody up there by email, phone or external id.",
                null);
    }

    static Refusal unknownAccount() {
        return new Refusal(
                HttpStatus.NOT_FOUND,
                "unknown-account",
                "We know no account by this id",
                "Ids come from /api/accounts; look a company up there by the beginning of its name.",
                null);
    }

    static Refusal notScored() {
        return new Refusal(
                HttpStatus.NOT_FOUND,
                "not-scored",
                "This customer is not scored yet",
                "Who never ordered has no standing; a first order is scored within seconds.",
                null);
    }

    static Refusal unknownPromise() {
        return new Refusal(
                HttpStatus.NOT_FOUND,
                "unknown-promise",
                "There is no such promise",
                "Ids come from /api/promises.",
                null);
    }

    /// What the body says cannot be done.
    static Refusal body(String mend) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "body", "This cannot be done", mend, null);
    }

    static Refusal field(String name, String mend) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "field", "This field does not fit", mend, name);
    }

    /// The key stands for something else.
    static Refusal otherBody() {
        return new Refusal(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "other-body",
                "This Idempotency-Key was used with another body",
                "Send the body of that time, or another key for something else.",
                null);
    }

    static Refusal unknownConversation() {
        return new Refusal(
                HttpStatus.NOT_FOUND,
                "unknown-conversation",
                "This customer has no such conversation",
                "Ids come from /api/customers/{id}/conversations.",
                null);
    }

    static Refusal unknownRequest() {
        return new Refusal(
                HttpStatus.NOT_FOUND,
                "unknown-request",
                "There is no such request",
                "Ids come from the answer to POST /api/requests, or from /api/requests?customer=.",
                null);
    }

    static Refusal ended() {
        return new Refusal(
                HttpStatus.CONFLICT,
                "ended",
                "This promise ended before, in another way",
                "A promise ends once: read it to see how, or make another.",
                null);
    }

    static Refusal asksManager() {
        return new Refusal(
                HttpStatus.CONFLICT,
                "asks-manager",
                "A third new date is for a manager to give",
                "A manager gives it in Valentine, on the page of the promise.",
                null);
    }

    static Refusal nothingHere() {
        return new Refusal(
                HttpStatus.NOT_FOUND, "no-route", "Nothing lives here", "What there is stands in /api/docs.", null);
    }

    HttpStatus status() {
        return status;
    }

    ProblemDetail detail() {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, mend);
        detail.setType(URI.create("urn:valentine:problem:" + kind));
        detail.setTitle(title);
        if (parameter != null) {
            detail.setProperty("parameter", parameter);
        }
        return detail;
    }
}
