package valentine.messenger;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Handover;
import valentine.guard.Answer;
import valentine.guard.Http;
import valentine.guard.Request;

/// Calls the other sides and reads what their answers mean for a message.
@Component("messengerVendors")
class Vendors {
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Duration NOT_OUR_FAULT = Duration.ofMinutes(1);
    private static final Duration TILL_MENDED = Duration.ofMinutes(15);
    private static final int LONGEST_WORDS = 300;

    private final Http http;
    private final JsonMapper json;
    private final Connections connections;
    private final Clock clock;

    Vendors(Http http, JsonMapper json, Connections connections, Clock clock) {
        this.http = http;
        this.json = json;
        this.connections = connections;
        this.clock = clock;
    }

    /// An answer with what stands in its body, as far as it is JSON.
    record Reply(Answer answer, JsonNode body) {
        int status() {
            return answer instanceof Answer.Answered answered ? answered.status() : 0;
        }

        boolean isFine() {
            return answer instanceof Answer.Answered answered && answered.isFine();
        }
    }

    /// How a vendor says things in his answers.
    ///
    /// @param id what he calls the message that he took
    /// @param problem what was wrong, in his words
    record Tongue(Function<JsonNode, String> id, Function<JsonNode, String> problem) {}

    Reply call(Request request) {
        Answer answer = http.send(request);
        return new Reply(answer, answer instanceof Answer.Answered answered ? read(answered.text()) : missing());
    }

    JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            return missing();
        }
    }

    String write(Object value) {
        return json.writeValueAsString(value);
    }

    /// What became of a message. Whether it may be handed over again after an unclear ending says the caller.
    Handover handover(Connection connection, Reply reply, Tongue tongue, boolean knowsRepeats) {
        return switch (reply.answer()) {
            case Answer.Refused(String why) -> troubled(connection, why);
            case Answer.Unreached(String why) -> new Handover.Later(why, Duration.ZERO);
            case Answer.Lost(String why) ->
                knowsRepeats ? new Handover.Later(why, Duration.ZERO) : new Handover.Doubt(why);
            case Answer.Answered answered -> answered(connection, answered, reply.body(), tongue, knowsRepeats);
        };
    }

    private Handover answered(
            Connection connection, Answer.Answered answered, JsonNode body, Tongue tongue, boolean knowsRepeats) {
        int status = answered.status();
        if (answered.isFine()) {
            String id = tongue.id().apply(body);
            // Taken by who does not say how he calls it: somebody else is at that address.
            if (id.isBlank()) return new Handover.Doubt("It was answered with something that we do not understand.");
            connections.well(connection.id());
            return new Handover.Taken(id);
        }
        String words = words(tongue.problem().apply(body), status);
        if (status == 429) return new Handover.Later("Too many at once: " + words, wait(answered));
        if (status == 401 || (status == 403 && isAboutUs(body)))
            return troubled(connection, "They do not let us in: " + words);
        if (status == 503) return new Handover.Later(words, wait(answered));
        if (status >= 500) return knowsRepeats ? new Handover.Later(words, wait(answered)) : new Handover.Doubt(words);
        return new Handover.Refused(words);
    }

    /// It waits until somebody has mended the connection, whose page says what is wrong.
    private Handover troubled(Connection connection, String why) {
        connections.trouble(connection.id(), why);
        return new Handover.Later(why, TILL_MENDED);
    }

    /// 403 of a message is mostly about who gets it (he blocked us); of a token it says so.
    private static boolean isAboutUs(JsonNode body) {
        return body.toString().toLowerCase(Locale.ROOT).contains("token");
    }

    /// What fails, of an answer to a trial; empty where nothing does.
    static Optional<String> problem(Reply reply, Function<JsonNode, String> problem) {
        return switch (reply.answer()) {
            case Answer.Refused(String why) -> Optional.of(why);
            case Answer.Unreached(String why) -> Optional.of("They could not be reached. " + why);
            case Answer.Lost(String why) -> Optional.of("They did not answer. " + why);
            case Answer.Answered answered when answered.isFine() -> Optional.empty();
            case Answer.Answered answered
            when answered.status() == 401 ->
                Optional.of("They do not know this key. Copy it once more. They said: "
                        + words(problem.apply(reply.body()), 401));
            case Answer.Answered answered ->
                Optional.of("They said: " + words(problem.apply(reply.body()), answered.status()));
        };
    }

    /// Seconds or a date, as HTTP says it; bounded, for whoever says a year.
    Duration wait(Answer.Answered answered) {
        String said = answered.header("retry-after").orElse("");
        if (said.matches("\\d{1,9}")) return bounded(Duration.ofSeconds(Long.parseLong(said)));
        try {
            Instant until = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return bounded(Duration.between(clock.instant(), until));
        } catch (DateTimeException e) {
            return NOT_OUR_FAULT;
        }
    }

    static Duration bounded(Duration wait) {
        if (wait.isNegative()) return Duration.ZERO;
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static String words(String said, int status) {
        String plain = said.replaceAll("\\p{Cntrl}+", " ").strip();
        if (plain.isEmpty()) return "error " + status + ".";
        return plain.length() <= LONGEST_WORDS ? plain : plain.substring(0, LONGEST_WORDS) + "…";
    }

    private static JsonNode missing() {
        return MissingNode.getInstance();
    }
}
