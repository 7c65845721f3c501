package valentine.api;

import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Refusals of the reading API as problem+json, whatever the caller said to accept.
@RestController
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
@ConditionalOnWebApplication
class ApiProblems extends ResponseEntityExceptionHandler {
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /// What no other route takes: an address that is none, or a method that could change something.
    @RequestMapping("/api/**")
    ResponseEntity<ProblemDetail> nothing(HttpMethod method) {
        if (READS.contains(method)) {
            return problem(Refusal.nothingHere());
        }
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .allow(HttpMethod.GET, HttpMethod.HEAD)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(
                        ProblemDetail.forStatusAndDetail(
                                HttpStatus.METHOD_NOT_ALLOWED,
                                "Nothing here takes that method: what can be read and what can be posted stands in /api/docs."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(Refusal refusal) {
        return ResponseEntity.status(refusal.status())
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .body(refusal.detail());
    }
}
