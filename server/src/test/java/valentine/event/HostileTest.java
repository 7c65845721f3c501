package valentine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static valentine.event.Sending.basic;
import static valentine.event.Sending.gzip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import valentine.event.Sending.Answered;

/// What nobody should send, and what is made of it: never an error of ours.
class HostileTest {
    @AutoClose
    static final Sending sending = new Sending();

    private final String id = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{\"batch\": 7}",
                "{}",
                "{\"batch\": [}",
                "{\"batch\": []} x",
                "{\"batch\": [{\"a\": 01}]}",
                "{\"batch\": [NaN]}",
                "\u0000\u0000"
            })
    void a_broken_body_is_refused_with_a_mend(String body) {
        Answered answered = sending.send("/v1/batch", body);

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answered.json().path("detail").asString()).isNotBlank();
    }

    @Test
    void an_empty_batch_is_fine() {
        assertThat(sending.send("/v1/batch", "{\"batch\": []}").accepted()).isZero();
    }

    @Test
    void a_message_of_32_KB_is_taken_and_a_larger_one_is_refused_alone() {
        String fits = message("1", 32_768);
        String tooLarge = message("2", 32_769);

        Answered answered = sending.batch(fits, tooLarge, message("3", 300));

        assertThat(answered.accepted()).isEqualTo(2);
        assertThat(answered.reasons()).containsExactly(Reason.TOO_LARGE.sentence());
    }

    @Test
    void a_batch_of_500_KB_is_taken_and_a_larger_one_is_refused() {
        StringBuilder batch = new StringBuilder("{\"batch\":[");
        for (int i = 0; i < 16; i++) batch.append(i == 0 ? "" : ",").append(message("b" + i, 32_100));
        batch.append("]}");
        assertThat(batch.length()).isBetween(512_000, 524_288);
        assertThat(sending.send("/v1/batch", batch.toString()).accepted()).isEqualTo(16);

        Answered answered = sending.send("/v1/batch", batch + " ".repeat(524_289 - batch.length()));

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.json().path("title").asString()).contains("500 KB");
    }

    @Test
    void a_bomb_of_gzip_stops_at_the_limit() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            byte[] blank = new byte[1 << 20];
            for (int i = 0; i < 200; i++) out.write(blank);
        }

        Answered answered = sending.send(sending.request("/v1/batch", bytes.toByteArray())
                .header("Content-Encoding", "gzip")
                .header("Authorization", basic(sending.key())));

        assertThat(answered.status()).isEqualTo(400);
    }

    @Test
    void deflate_is_unpacked_too_and_what_is_packed_wrongly_is_refused() throws IOException {
        String batch = "{\"batch\":[" + message("1", 200) + "]}";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(batch.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(packed(bytes.toByteArray(), "deflate").accepted()).isEqualTo(1);

        assertThat(packed(batch.getBytes(StandardCharsets.UTF_8), "gzip").status())
                .isEqualTo(400);
        assertThat(packed(java.util.Arrays.copyOf(gzip(batch), 40), "gzip").status())
                .isEqualTo(400);
        assertThat(packed(gzip(batch), "br").status()).isEqualTo(400);
    }

    @Test
    void deep_nesting_is_refused_message_by_message() {
        String deep = "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"" + id
                + "\",\"properties\":" + "{\"a\":".repeat(40) + "1" + "}".repeat(40) + "}";

        Answered answered = sending.batch(deep, message("1", 200));

        assertThat(answered.accepted()).isEqualTo(1);
        assertThat(answered.reasons()).containsExactly(Reason.TOO_DEEP.sentence());
        assertThat(sending.send("/v1/batch", "[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(sending.send("/v1/batch", "{\"batch\":" + "[".repeat(200_000))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void what_the_database_refuses_is_set_aside_alone() {
        String spoiled = """
                {"type": "track", "event": "E", "userId": "u", "messageId": "%s", "timestamp": "2024-01-01T00:00:00Z"}
                """.formatted(id);
        sending.jdbc()
                .sql("ALTER TABLE history.interaction ADD CONSTRAINT spoiled CHECK (message_id <> '" + id + "')")
                .update();

        Answered answered = sending.batch(message("1", 200), spoiled, message("2", 200), message("3", 200));

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.accepted()).isEqualTo(3);
        assertThat(answered.reasons()).containsExactly(Reason.NOT_STORED.sentence());
        sending.jdbc()
                .sql("ALTER TABLE history.interaction DROP CONSTRAINT spoiled")
                .update();
    }

    @Test
    void broken_http_and_random_bytes_are_never_our_error() throws IOException {
        Random random = new Random(7);
        String valid = "{\"batch\":[" + message("1", 300) + "," + message("2", 300) + "],\"sentAt\":\"2024-01-01\"}";
        for (int i = 0; i < 400; i++) {
            byte[] bytes = valid.getBytes(StandardCharsets.UTF_8);
            for (int change = 0; change <= i % 7; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int status = sending.send(sending.request("/v1/batch", bytes).header("Authorization", basic(sending.key())))
                    .status();
            assertThat(status).isIn(200, 400);
        }
        for (String start :
                new String[] {"POST /v1/batch HTTP/9.9", "POST /v1/%00 HTTP/1.1", "x", "POST  /v1//batch HTTP/1.1"}) {
            assertThat(raw(start + "\r\nHost: a\r\nContent-Length: -5\r\n\r\n")).doesNotContain("HTTP/1.1 5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD"})
    void only_post_is_understood(String method) {
        assertThat(sending.send(sending.request("/v1/batch", "")
                                .method(method, java.net.http.HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(405);
    }

    private Answered packed(byte[] body, String encoding) {
        return sending.send(sending.request("/v1/batch", body)
                .header("Content-Encoding", encoding)
                .header("Authorization", basic(sending.key())));
    }

    private static String raw(String request) throws IOException {
        java.net.URI uri = java.net.URI.create(sending.url("/"));
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /// A message of exactly so many bytes.
    private String message(String number, int bytes) {
        String begin = "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"" + id + number
                + "\",\"properties\":{\"text\":\"";
        return begin + "x".repeat(bytes - begin.length() - 3) + "\"}}";
    }
}
