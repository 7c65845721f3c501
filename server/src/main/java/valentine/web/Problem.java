package valentine.web;

import org.springframework.http.HttpStatus;

/// A problem in words: what happened and what to do.
public record Problem(int status, String title, String mend) {
    static Problem of(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND ->
                new Problem(
                        404, "Nothing lives here", "The page was moved or never was. Start again from the front page.");
            case FORBIDDEN ->
                new Problem(
                        403,
                        "This was not let through",
                        "The form may have been open for too long, or you may not do this. Go back, load the page again and try once more.");
            case CONTENT_TOO_LARGE ->
                new Problem(413, "That is too large", "Split the file, or bring it with the import command.");
            case SERVICE_UNAVAILABLE ->
                new Problem(503, "The database does not answer", "Nothing was lost. Try again in a moment.");
            case INSUFFICIENT_STORAGE ->
                new Problem(
                        507,
                        "The disk is full",
                        "Nothing you saved was lost. Free some space on the server and try again.");
            default ->
                status.is4xxClientError()
                        ? new Problem(
                                status.value(),
                                "That request does not fit",
                                "Go back, check what you entered and try once more.")
                        : new Problem(
                                status.value(),
                                "Something broke on our side",
                                "Nothing you saved was lost. Try again; if it stays, the log of the server says more.");
        };
    }
}
