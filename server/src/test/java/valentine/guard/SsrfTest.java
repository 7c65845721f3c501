package valentine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SsrfTest {
    @AutoClose
    final Canary canary = new Canary();

    private final AtomicInteger looks = new AtomicInteger();
    private final Addresses addresses = new Addresses("", this::names);
    // The port must not be what saves us.
    private final Http http = new Http(addresses, Set.of(canary.port(), canary.port() * 10));

    @Test
    void of_all_ways_to_write_an_inside_address_none_reaches_the_canary() {
        List<String> urls = Corpus.urls(canary.port());
        List<String> called = new ArrayList<>();
        for (String url : urls) {
            if (!(http.send(quick(url)) instanceof Answer.Refused)) called.add(url);
        }

        assertThat(urls).hasSizeGreaterThan(900);
        assertThat(called).isEmpty();
        assertThat(canary.hits()).isZero();
    }

    @Test
    void the_same_addresses_are_refused_when_they_are_typed_on_a_page() {
        assertThat(Corpus.urls(canary.port()))
                .allSatisfy(url -> assertThat(http.refusal(url)).isPresent());
    }

    @Test
    void the_canary_is_there_for_whom_the_owner_allowed_it() {
        Http allowed = new Http(new Addresses("127.0.0.1:" + canary.port()));

        assertThat(allowed.send(quick("http://127.0.0.1:" + canary.port() + "/")))
                .isInstanceOf(Answer.Answered.class);
        assertThat(canary.hits()).isEqualTo(1);
        assertThat(allowed.send(quick("http://127.0.0.2:" + canary.port() + "/")))
                .isInstanceOf(Answer.Refused.class);
        assertThat(allowed.send(quick("http://localhost:" + canary.port() + "/")))
                .isInstanceOf(Answer.Refused.class);
        assertThat(allowed.send(quick("http://127.0.0.1:80/"))).isInstanceOf(Answer.Refused.class);
        assertThat(canary.hits()).isEqualTo(1);
    }

    @Test
    void a_redirect_is_an_answer_and_is_never_followed() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + canary.port() + "/");
            exchange.getResponseHeaders().add("Refresh", "0; url=http://127.0.0.1:" + canary.port() + "/");
            exchange.sendResponseHeaders(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), -1);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            Http allowed = new Http(new Addresses("127.0.0.1:" + port + ",127.0.0.1:" + canary.port()));
            for (int status : List.of(300, 301, 302, 303, 305, 307, 308)) {
                String url = "http://127.0.0.1:" + port + "/" + status;
                assertThat(allowed.send(Request.post(url, "text/plain", "x")))
                        .isInstanceOfSatisfying(
                                Answer.Answered.class,
                                answer -> assertThat(answer.status()).isEqualTo(status));
                assertThat(allowed.send(Request.get(url)))
                        .isInstanceOfSatisfying(
                                Answer.Answered.class,
                                answer -> assertThat(answer.status()).isEqualTo(status));
            }
        } finally {
            server.stop(0);
        }
        assertThat(canary.hits()).isZero();
    }

    @Test
    void a_name_that_changes_its_mind_is_asked_once_for_each_call() {
        for (int i = 0; i < 6; i++) {
            looks.set(i);
            // An even number of earlier looks shows the public side, an odd one the inside.
            Answer answer = http.send(quick("http://flipping.attacker.example:" + canary.port() + "/"));

            assertThat(looks.get()).isEqualTo(i + 1);
            if (i % 2 == 1) assertThat(answer).isInstanceOf(Answer.Refused.class);
            else assertThat(answer).isInstanceOf(Answer.Unreached.class);
        }
        assertThat(canary.hits()).isZero();
    }

    @Test
    void no_proxy_of_the_environment_is_asked() {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(canary.port()));
        try {
            http.send(quick("http://public.example:" + canary.port() + "/"));
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
        assertThat(canary.hits()).isZero();
    }

    @Test
    void sockets_for_other_protocols_connect_to_checked_addresses_only() throws IOException {
        for (String host :
                List.of("127.0.0.1", "localhost", "::1", "0.0.0.0", "2130706433", "loopback.attacker.example")) {
            assertThat(reason(host)).as(host).isInstanceOf(IOException.class);
        }
        assertThat(canary.hits()).isZero();
        try (var socket = new Addresses("127.0.0.1:" + canary.port()).sockets().createSocket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", canary.port()), 1000);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void public_hosts_are_safe_and_come_with_their_addresses() {
        assertThat(addresses.check("Mail.Public.example", 993)).isInstanceOfSatisfying(Address.Safe.class, safe -> {
            assertThat(safe.host()).isEqualTo("mail.public.example");
            assertThat(safe.addresses()).hasSize(1);
        });
        assertThat(addresses.check("8.8.8.8", 53)).isInstanceOf(Address.Safe.class);
        assertThat(addresses.check("[2a00:1450:4001:830::200e]", 443)).isInstanceOf(Address.Safe.class);
        assertThat(addresses.check("[64:ff9b::8.8.8.8]", 443)).isInstanceOf(Address.Safe.class);
        assertThat(addresses.check("nobody.example", 443)).isInstanceOf(Address.Unknown.class);
    }

    private @org.jspecify.annotations.Nullable Throwable reason(String host) {
        try (var socket = addresses.sockets().createSocket()) {
            socket.connect(InetSocketAddress.createUnresolved(host, canary.port()), 1000);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static Request quick(String url) {
        return Request.get(url).within(new Limits(Duration.ofMillis(300), Duration.ofMillis(300), 1024));
    }

    private InetAddress[] names(String host) throws UnknownHostException {
        looks.incrementAndGet();
        return switch (host) {
            case "loopback.attacker.example" -> of("127.0.0.1");
            case "private.attacker.example" -> of("192.168.1.1");
            case "mixed.attacker.example" -> of("8.8.8.8", "127.0.0.1");
            case "mapped.attacker.example" -> of("::ffff:127.0.0.1");
            case "six.attacker.example" -> of("2a00:1450:4001:830::200e", "::1");
            case "metadata.attacker.example" -> of("169.254.169.254");
            case "rebinding.attacker.example" -> of("0.0.0.0");
            case "flipping.attacker.example" -> looks.get() % 2 == 1 ? of("203.1.113.1") : of("127.0.0.1");
            case "mail.public.example", "public.example" -> of("8.8.8.8");
            case "nobody.example" -> throw new UnknownHostException(host);
            default -> InetAddress.getAllByName(host);
        };
    }

    private static InetAddress[] of(String... literals) throws UnknownHostException {
        InetAddress[] found = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) found[i] = InetAddress.getByName(literals[i]);
        return found;
    }
}
