package valentine.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;
import valentine.guard.Answer;
import valentine.guard.Http;
import valentine.guard.Limits;
import valentine.guard.Request;

/// One try of one delivery: signed, sent, and what follows from the answer.
@Component("webhookCall")
class Call {
    /// Between the first try and the second, and so on: the schedule of the standard, over three days.
    static final List<Duration> RESTS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final Duration LONG = Duration.ofDays(3);
    private static final Duration LONGEST_ASKED = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 64 << 10);
    private static final int GONE = 410;

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final Http http;
    private final Clock clock;

    Call(Endpoints endpoints, Deliveries deliveries, Http http, Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.http = http;
        this.clock = clock;
    }

    /// Until when this endpoint is better left alone; now where it may be called at once.
    Instant make(Endpoint endpoint, Deliveries.InHand delivery) {
        Answer answer = http.send(signed(endpoint.url(), endpoints.secrets(endpoint.id()), delivery));
        Instant now = clock.instant();
        String said = said(answer);
        if (answer instanceof Answer.Answered answered && answered.isFine()) {
            deliveries.end(delivery.id(), "delivered", now, said);
            endpoints.isWell(endpoint.id());
            return now;
        }
        endpoints.fails(endpoint.id());
        if (answer instanceof Answer.Answered answered && answered.status() == GONE) {
            deliveries.end(delivery.id(), "failed", now, said);
            endpoints.disable(endpoint.id(), "It answered 410 Gone: it wants to hear nothing any more.");
            return now;
        }
        Duration asked = answer instanceof Answer.Answered answered ? retryAfter(answered) : Duration.ZERO;
        again(endpoint, delivery, said, asked);
        return now.plus(isBusy(answer) ? longer(asked, PAUSE) : asked);
    }

    Request signed(String url, List<String> secrets, Deliveries.InHand delivery) {
        Instant now = clock.instant();
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        return Request.post(url, "application/json", delivery.body())
                .with("webhook-id", delivery.name())
                .with("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .with("webhook-signature", Signing.header(secrets, delivery.name(), now, body))
                .within(LIMITS);
    }

    private void again(Endpoint endpoint, Deliveries.InHand delivery, String said, Duration asked) {
        Instant now = clock.instant();
        if (delivery.tries() > RESTS.size()) {
            deliveries.end(delivery.id(), "failed", now, said + " Given up after " + delivery.tries() + " tries.");
            Instant since = endpoint.failingSince();
            if (since != null && since.isBefore(now.minus(LONG))) {
                endpoints.disable(endpoint.id(), "Nothing came through for three days. The last answer: " + said);
            }
            return;
        }
        Duration rest = longer(RESTS.get(delivery.tries() - 1), asked);
        // Not all at the same moment: up to a tenth later.
        long jitter = ThreadLocalRandom.current().nextLong(rest.toMillis() / 10 + 1);
        deliveries.end(delivery.id(), "waiting", now.plus(rest).plusMillis(jitter), said);
    }

    private static boolean isBusy(Answer answer) {
        return !(answer instanceof Answer.Answered answered)
                || List.of(429, 502, 503, 504).contains(answered.status());
    }

    private Duration retryAfter(Answer.Answered answered) {
        String said = answered.header("retry-after").orElse("");
        Duration asked = Duration.ZERO;
        if (said.matches("\\d{1,9}")) {
            asked = Duration.ofSeconds(Long.parseLong(said));
        } else if (!said.isEmpty()) {
            try {
                Instant until = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                asked = longer(Duration.between(clock.instant(), until), Duration.ZERO);
            } catch (DateTimeException e) {
                return Duration.ZERO;
            }
        }
        return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String said(Answer answer) {
        return switch (answer) {
            case Answer.Answered answered when answered.isFine() -> "Answered " + answered.status() + ".";
            case Answer.Answered answered
            when answered.status() >= 300 && answered.status() < 400 ->
                "Answered " + answered.status() + ": it sends us elsewhere, where we do not go. Change the address.";
            case Answer.Answered answered -> "Answered " + answered.status() + ".";
            case Answer.Refused(String why) -> why;
            case Answer.Unreached(String why) -> "Not reached: " + why;
            case Answer.Lost(String why) -> "No answer: " + why;
        };
    }
}
