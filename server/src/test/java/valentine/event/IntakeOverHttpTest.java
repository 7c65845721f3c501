package valentine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static valentine.event.Sending.basic;
import static valentine.event.Sending.gzip;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import valentine.event.Sending.Answered;

/// What programs send to `/v1/…`, and what they hear.
class IntakeOverHttpTest {
    @AutoClose
    static final Sending sending = new Sending();

    private final String id = UUID.randomUUID().toString();

    @Test
    void a_batch_is_durable_when_it_is_answered() {
        Answered answered = sending.batch(track("1"), track("2"), track("3"));

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.response().headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answered.response().body())
                .isEqualTo("{\"success\":true,\"accepted\":3,\"duplicates\":0,\"rejected\":[]}");
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void what_comes_again_is_counted_and_not_stored() {
        sending.batch(track("1"));

        Answered again = sending.batch(track("1"), track("2"), track("2"));

        assertThat(again.accepted()).isEqualTo(1);
        assertThat(again.duplicates()).isEqualTo(2);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void one_bad_message_never_fails_its_batch() {
        Answered answered = sending.batch(
                track("1"), "{\"type\":\"track\",\"messageId\":\"" + id + "-bad\",\"userId\":\"u\"}", "7");

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.accepted()).isEqualTo(1);
        assertThat(answered.json().path("rejected").get(0).path("messageId").asString())
                .isEqualTo(id + "-bad");
        assertThat(answered.reasons()).containsExactly(Reason.NO_EVENT.sentence(), Reason.NOT_AN_OBJECT.sentence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "track",
                "t",
                "identify",
                "i",
                "page",
                "p",
                "screen",
                "s",
                "group",
                "g",
                "alias",
                "a",
                "track/",
                "page/"
            })
    void every_call_and_its_short_form_is_taken(String call) {
        Answered answered = sending.send("/v1/" + call, """
                {"messageId": "%s", "userId": "u1", "event": "Signed Up", "groupId": "g1", "previousId": "a1"}
                """.formatted(id));

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.accepted()).isEqualTo(1);
        assertThat(sending.count("SELECT count(*) FROM history.message WHERE message_id = '" + id + "'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "batch/", "b", "import", "import/"})
    void batches_come_by_all_their_names(String call) {
        assertThat(sending.send("/v1/" + call, "{\"batch\":[" + track("1") + "]}")
                        .accepted())
                .isEqualTo(1);
    }

    @Test
    void what_a_script_counts_about_itself_is_let_go() {
        assertThat(sending.send("/v1/m", "{\"series\":[]}").status()).isEqualTo(200);
    }

    @Test
    void the_key_comes_by_basic_by_bearer_or_in_the_body() {
        String batch = "{\"batch\":[%s]}";
        assertThat(sending.send(sending.request("/v1/batch", batch.formatted(track("1")))
                                .header("Authorization", "Bearer " + sending.key()))
                        .accepted())
                .isEqualTo(1);
        assertThat(sending.send(sending.request(
                                "/v1/batch", "{\"batch\":[" + track("2") + "],\"writeKey\":\"" + sending.key() + "\"}"))
                        .accepted())
                .isEqualTo(1);
        String own = track("3").replaceFirst("\\{", "{\"writeKey\":\"" + sending.key() + "\",");
        assertThat(sending.send(sending.request("/v1/batch", batch.formatted(own)))
                        .accepted())
                .isEqualTo(1);
        assertThat(sending.send(sending.request("/v1/track", own)).duplicates()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic bm9ib2R5Og==", "Bearer nobody", "Basic !!!", "Digest x"})
    void an_unknown_key_is_refused(String authorization) {
        var request = sending.request("/v1/batch", "{\"batch\":[" + track("1") + "]}");
        if (!authorization.isEmpty()) request.header("Authorization", authorization);

        Answered answered = sending.send(request);

        assertThat(answered.status()).isEqualTo(401);
        assertThat(answered.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(stored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/x-www-form-urlencoded", "image/png"})
    void a_packed_body_is_unpacked_whatever_its_type_says(String type) {
        Answered answered = sending.send(sending.request("/v1/batch", gzip("{\"batch\":[" + track("1") + "]}"))
                .setHeader("Content-Type", type)
                .header("Content-Encoding", "gzip")
                .header("Authorization", basic(sending.key())));

        assertThat(answered.accepted()).isEqualTo(1);
    }

    @Test
    void two_thousand_five_hundred_messages_are_taken_and_one_more_is_too_many() {
        assertThat(many(2_500).accepted()).isEqualTo(2_500);

        Answered answered = many(2_501);

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.json().path("title").asString()).contains("2,500");
    }

    private Answered many(int count) {
        return sending.send(
                "/v1/batch",
                IntStream.range(0, count)
                        .mapToObj(number -> "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"" + id
                                + count + number + "\"}")
                        .collect(Collectors.joining(",", "{\"batch\":[", "]}")));
    }

    private String track(String number) {
        return """
                {"type":"track","userId":"u1","event":"Signed Up","messageId":"%s"}""".formatted(id + "-" + number);
    }

    private long stored() {
        return sending.count("SELECT count(*) FROM history.interaction WHERE message_id LIKE '" + id + "%'");
    }
}
