package valentine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import valentine.audit.Actor;
import valentine.event.Sending.Answered;
import valentine.team.Keys;

/// What became of each message, and whether all of it adds up.
class FatesTest {
    @AutoClose
    static final Sending sending = new Sending();

    private static final String secret = sending.bean(Keys.class)
            .make(Keys.Purpose.SECRET, "Reader", Actor.CONSOLE)
            .text();

    private final String id = UUID.randomUUID().toString();

    @Test
    void a_message_is_stored_and_its_repetitions_are_counted() {
        String message = "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"" + id + "\"}";
        sending.batch(message, message);
        sending.batch(message);

        JsonNode fate = fate(id).json();

        assertThat(fate.path("status").asString()).isEqualTo("stored");
        assertThat(fate.path("source").asString()).isEqualTo("Our shop");
        assertThat(fate.path("duplicates").asInt()).isEqualTo(2);
        assertThat(fate.path("profile").asLong()).isPositive();
    }

    @Test
    void a_refused_message_waits_with_its_reason_and_is_replayed_exactly_once() {
        String message = "{\"type\":\"track\",\"event\":\"E\",\"messageId\":\"" + id + "\"}";
        sending.batch(message);
        sending.batch(message);
        JsonNode refused = fate(id).json();
        assertThat(refused.path("status").asString()).isEqualTo("quarantined");
        assertThat(refused.path("reason").asString()).isEqualTo(Reason.NOBODY.sentence());
        assertThat(refused.path("duplicates").asInt()).isEqualTo(1);

        Replays replays = sending.bean(Replays.class);
        long held = sending.count("SELECT id FROM event.quarantine WHERE message_id = '" + id + "'");
        String mended = message.replace("\"event\"", "\"userId\":\"u\",\"event\"");
        assertThat(replays.replay(held, mended, Actor.CONSOLE)).isEqualTo(new Replays.Outcome.Stored());
        assertThat(replays.replay(held, mended, Actor.CONSOLE)).isEqualTo(new Replays.Outcome.Gone());

        assertThat(fate(id).json().path("status").asString()).isEqualTo("replayed");
        assertThat(sending.count("SELECT count(*) FROM history.interaction WHERE message_id = '" + id + "'"))
                .isEqualTo(1);
        assertThat(sending.batch(mended).duplicates()).isEqualTo(1);
        assertThat(sending.bean(Reconciliation.class).check()).allMatch(Reconciliation.Balance::addsUp);
    }

    @Test
    void what_somebody_lets_go_stays_counted() {
        sending.batch("{\"type\":\"track\",\"event\":\"E\",\"messageId\":\"" + id + "\"}");
        long held = sending.count("SELECT id FROM event.quarantine WHERE message_id = '" + id + "'");

        assertThat(sending.bean(Replays.class).letGo(held, Actor.CONSOLE)).isTrue();

        assertThat(fate(id).json().path("status").asString()).isEqualTo("let_go");
        assertThat(sending.bean(Reconciliation.class).check()).allMatch(Reconciliation.Balance::addsUp);
    }

    @Test
    void an_unknown_message_is_a_problem_and_a_write_key_may_not_ask() {
        Answered unknown = fate(id);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");

        assertThat(ask(id, sending.key()).status()).isEqualTo(403);
        assertThat(ask(id, "vs_nobody").status()).isEqualTo(401);
    }

    @Test
    void a_lost_message_raises_the_alarm() {
        sending.batch("{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"" + id + "\"}");
        sending.jdbc().sql("UPDATE event.hour SET stored = stored + 1").update();
        try {
            assertThat(sending.bean(Reconciliation.class).check()).anyMatch(balance -> !balance.addsUp());
        } finally {
            sending.jdbc().sql("UPDATE event.hour SET stored = stored - 1").update();
        }
        assertThat(sending.bean(Reconciliation.class).check()).allMatch(Reconciliation.Balance::addsUp);
    }

    @Test
    void when_the_quarantine_is_full_only_batches_with_refused_messages_have_to_wait() {
        sending.jdbc().sql("UPDATE event.source SET held = held + 70000000").update();
        try {
            String good = "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"" + id + "\"}";
            Answered answered = sending.batch(good, "7");
            assertThat(answered.status()).isEqualTo(429);
            assertThat(answered.response().headers().firstValue("Retry-After")).hasValue("60");
            assertThat(fate(id).status()).isEqualTo(404);
            assertThat(sending.batch(good).accepted()).isEqualTo(1);
        } finally {
            sending.jdbc().sql("UPDATE event.source SET held = held - 70000000").update();
        }
    }

    private static Answered fate(String id) {
        return ask(id, secret);
    }

    private static Answered ask(String id, String key) {
        return sending.send(sending.request("/api/intake/" + id, "").GET().header("Authorization", "Bearer " + key));
    }
}
