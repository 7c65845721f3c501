package valentine.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class HttpTest {
    private static final Limits SHORT = new Limits(Duration.ofMillis(900), Duration.ofMillis(500), 10_000);

    /// What a server writes, whatever it was asked.
    @FunctionalInterface
    interface Rude {
        void answer(OutputStream out) throws Exception;
    }

    @Test
    void an_answer_has_its_status_headers_and_body() throws Exception {
        Answer answer = call(out -> text(out, "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno"));

        assertThat(answer).isInstanceOfSatisfying(Answer.Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(429);
            assertThat(answered.header("retry-after")).contains("7");
            assertThat(answered.text()).isEqualTo("no");
            assertThat(answered.isFine()).isFalse();
        });
    }

    @Test
    void a_body_or_header_without_end_is_cut() throws Exception {
        assertThat(call(out -> {
                    text(out, "HTTP/1.1 200 OK\r\n\r\n");
                    for (int i = 0; i < 100_000; i++) text(out, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
                }))
                .isInstanceOf(Answer.Lost.class);
        assertThat(call(out -> text(out, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n")))
                .isInstanceOf(Answer.Lost.class);
        assertThat(call(out -> {
                    text(out, "HTTP/1.1 200 OK\r\n");
                    for (int i = 0; i < 10_000; i++) text(out, "X" + i + ": x\r\n");
                }))
                .isInstanceOf(Answer.Lost.class);
        assertThat(call(out -> {
                    while (true) text(out, "HTTP/1.1 103 Early Hints\r\n\r\n");
                }))
                .isInstanceOf(Answer.Lost.class);
    }

    @Test
    void a_small_file_that_unpacks_to_a_large_one_is_cut() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(new byte[50_000_000]);
        }
        assertThat(call(out -> {
                    text(
                            out,
                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size()
                                    + "\r\n\r\n");
                    out.write(packed.toByteArray());
                }))
                .isInstanceOf(Answer.Lost.class);
    }

    @Test
    void a_byte_a_moment_does_not_keep_us() throws Exception {
        Instant before = Instant.now();
        assertThat(call(out -> drip(out, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(5_000))))
                .isInstanceOf(Answer.Lost.class);
        assertThat(call(out -> {
                    text(out, "HTTP/1.1 200 OK\r\n\r\n");
                    drip(out, "x".repeat(5_000));
                }))
                .isInstanceOf(Answer.Lost.class);
        assertThat(call(_ -> new java.util.concurrent.CountDownLatch(1).await()))
                .isInstanceOf(Answer.Lost.class);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void what_never_left_is_told_from_what_may_have_come() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(http(free).send(Request.post("http://127.0.0.1:" + free + "/", "text/plain", "x")))
                .isInstanceOf(Answer.Unreached.class);
        assertThat(call(_ -> {})).isInstanceOf(Answer.Lost.class);
    }

    @Test
    void a_header_is_one_line_and_an_address_with_a_secret_is_not_shown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Request.get("http://a.example/").with("X", "a\r\nY: b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Request.get("http://a.example/").with("X:", "a"));
        assertThat(Request.get("https://api.example/secret").toString()).doesNotContain("secret");
    }

    private static Answer call(Rude rude) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    int ignored = socket.getInputStream().read(new byte[4_096]);
                    if (ignored > 0) rude.answer(socket.getOutputStream());
                } catch (Exception e) {
                    // The caller hung up, as it should.
                }
            });
            int port = server.getLocalPort();
            return http(port).send(Request.get("http://127.0.0.1:" + port + "/").within(SHORT));
        }
    }

    private static Http http(int port) {
        return new Http(new Addresses("127.0.0.1:" + port));
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void drip(OutputStream out, String text) throws Exception {
        for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
            out.write(one);
            out.flush();
            new java.util.concurrent.CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }
}
