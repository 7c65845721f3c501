package valentine.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import valentine.channel.Carrier;
import valentine.channel.Connections;
import valentine.channel.Handover;
import valentine.channel.Medium;
import valentine.channel.Parcel;
import valentine.guard.Answer;
import valentine.guard.Http;

/// Takes our answers back to the program that brought the message, where its connection says where to.
@Component
class AnswerCarrier implements Carrier {
    private static final String TYPE = "message.answer";

    private final Connections connections;
    private final Call call;
    private final Http http;
    private final JsonMapper json;
    private final Clock clock;

    AnswerCarrier(Connections connections, Call call, Http http, JsonMapper json, Clock clock) {
        this.connections = connections;
        this.call = call;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Medium medium() {
        return Medium.WEBHOOK;
    }

    /// By its `webhook-id`.
    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Handover hand(Parcel parcel) {
        String url = parcel.connection().setting("answers");
        Optional<String> secret = connections.secret(parcel.connection().id(), InboundHook.SECRET);
        if (url.isEmpty() || secret.flatMap(Signing::key).isEmpty()) {
            return new Handover.Refused(
                    "This webhook only brings messages; no address for answers is set on its page.");
        }
        Answer answer = http.send(call.signed(
                url, List.of(secret.get()), new Deliveries.InHand(0, 0, parcel.externalId(), body(parcel))));
        return switch (answer) {
            case Answer.Answered answered when answered.isFine() -> new Handover.Taken(parcel.externalId());
            case Answer.Answered answered
            when answered.status() == 410 -> new Handover.Refused("The other program takes no answers any more.");
            case Answer.Answered answered ->
                new Handover.Later("The other program answered " + answered.status() + ".", Duration.ZERO);
            case Answer.Refused(String why) -> new Handover.Refused(why);
            case Answer.Unreached(String why) -> new Handover.Later(why, Duration.ZERO);
            case Answer.Lost(String why) -> new Handover.Later(why, Duration.ZERO);
        };
    }

    private String body(Parcel parcel) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("customer", parcel.departed().customer().value());
        data.put("to", parcel.departed().to().value());
        data.put("subject", parcel.departed().subject());
        data.put("text", parcel.departed().text());
        data.put("in_reply_to", parcel.references());
        Instant now = clock.instant();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", TYPE);
        payload.put("timestamp", now.toString());
        payload.put("data", data);
        return json.writeValueAsString(payload);
    }
}
