package valentine.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Tells programs what became of a message that was sent.
@RestController
@ConditionalOnWebApplication
class FateAnswers {
    private final Fates fates;

    FateAnswers(Fates fates) {
        this.fates = fates;
    }

    @GetMapping("/api/intake/{messageId}")
    ResponseEntity<?> fate(@PathVariable String messageId) {
        List<Fates.Fate> found = fates.of(messageId);
        if (found.isEmpty()) {
            ProblemDetail unknown = ProblemDetail.forStatusAndDetail(
                    HttpStatus.NOT_FOUND,
                    "Nothing of this number was acknowledged. Send it again: what is known is not stored twice.");
            unknown.setTitle("This message is unknown");
            return ResponseEntity.status(HttpStatus.NOT_FOUND)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(unknown);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("messageId", messageId);
        answer.putAll(said(found.getFirst()));
        answer.put("sources", found.stream().map(FateAnswers::said).toList());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }

    private static Map<String, Object> said(Fates.Fate fate) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("source", fate.source().name());
        said.put("status", fate.status().name().toLowerCase(Locale.ROOT));
        said.put("duplicates", fate.duplicates());
        if (fate.customer() != null)
            said.put("profile", Long.toString(fate.customer().value()));
        if (fate.reason() != null) said.put("reason", fate.reason());
        if (fate.receivedAt() != null) said.put("receivedAt", fate.receivedAt().toString());
        return said;
    }
}
