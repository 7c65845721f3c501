package valentine.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Calls the world outside by HTTP; see the package for what it never does.
@Component
public class Http implements DisposableBean {
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADERS = 100;
    private static final int MOST_CONNECTIONS = 200;
    private static final Timeout CONNECTING = Timeout.ofSeconds(10);
    private static final String SENT = "valentine.sent";
    private static final String NOT_AN_ADDRESS =
            "This is not a web address as we call them: https://example.com/path, without a name or password in it.";

    private final Addresses addresses;
    private final Set<Integer> ports;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("guard-watch").factory());

    @Autowired
    Http(Addresses addresses) {
        this(addresses, Set.of(80, 443, 8443));
    }

    Http(Addresses addresses, Set<Integer> ports) {
        this.addresses = addresses;
        this.ports = ports;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Checking())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(LONGEST_LINE)
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECTING)
                                .setSocketTimeout(CONNECTING)
                                .build())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setHandshakeTimeout(CONNECTING)
                                .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .build())
                // One call, one connection: each is checked and pinned, and none is found dead.
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setRequestExecutor(new Marking())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Valentine")
                .build();
    }

    /// Why this address, typed by a person, will not be called; empty where it may be tried.
    public Optional<String> refusal(String url) {
        Url read = Url.read(url);
        if (read == null) return Optional.of(NOT_AN_ADDRESS);
        return portRefusal(read)
                .or(() -> addresses.check(read.host(), read.port()) instanceof Address.Refused(String why)
                        ? Optional.of(why)
                        : Optional.empty());
    }

    /// Calls once; it never throws for what the world does.
    public Answer send(Request request) {
        Url url = Url.read(request.url());
        if (url == null) return new Answer.Refused(NOT_AN_ADDRESS);
        Optional<String> wrongPort = portRefusal(url);
        if (wrongPort.isPresent()) return new Answer.Refused(wrongPort.get());
        HttpUriRequestBase call = call(request, url);
        HttpClientContext context = HttpClientContext.create();
        AtomicBoolean isLate = new AtomicBoolean();
        Future<?> end = watch.schedule(
                () -> {
                    isLate.set(true);
                    call.abort();
                },
                request.limits().whole().toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return client.execute(
                    new HttpHost(url.scheme(), url.bareHost(), url.port()),
                    call,
                    context,
                    response -> answered(response, call, request.limits().bytes()));
        } catch (IOException e) {
            return failed(e, isLate.get(), context.getAttribute(SENT) != null, url.host());
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void destroy() throws IOException {
        watch.shutdownNow();
        client.close();
    }

    private Optional<String> portRefusal(Url url) {
        if (ports.contains(url.port()) || addresses.isAllowed(url.host(), url.port())) return Optional.empty();
        return Optional.of("We call the ports 80, 443 and 8443. If this is your own server, start Valentine with"
                + " --allow-private-address " + url.host() + ":" + url.port() + ".");
    }

    private static HttpUriRequestBase call(Request request, Url url) {
        HttpUriRequestBase call = new HttpUriRequestBase(request.method(), url.uri());
        request.headers().forEach(call::setHeader);
        byte[] body = request.body();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            call.setEntity(new ByteArrayEntity(body, null));
        }
        call.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(request.limits().read()))
                .setConnectionRequestTimeout(Timeout.of(request.limits().whole()))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build());
        return call;
    }

    private static Answer answered(ClassicHttpResponse response, HttpUriRequestBase call, int most) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            headers.merge(
                    header.getName().toLowerCase(Locale.ROOT),
                    String.valueOf(header.getValue()),
                    (a, b) -> a + ", " + b);
        }
        byte[] body = new byte[0];
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            InputStream content = entity.getContent();
            body = content.readNBytes(most);
            if (content.read() >= 0) {
                // Closing would read the rest of what has no end.
                call.abort();
                throw new IOException("They answered with more than " + most / 1024 + " KiB.");
            }
        }
        return new Answer.Answered(response.getCode(), headers, body);
    }

    private static Answer failed(IOException e, boolean isLate, boolean isSent, String host) {
        if (e instanceof UnsafeAddress unsafe) return new Answer.Refused(String.valueOf(unsafe.getMessage()));
        String why = isLate || e instanceof SocketTimeoutException
                ? host + " took too long."
                : e instanceof UnknownHostException ? "Nobody knows the host " + host + "." : host + ": " + words(e);
        return isSent ? new Answer.Lost(why) : new Answer.Unreached(why);
    }

    /// What a library says may hold what they sent: one line of it, without what is not a character.
    private static String words(IOException e) {
        String message =
                String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
        return message.length() <= 200 ? message : message.substring(0, 200) + "…";
    }

    /// The one place where a name becomes an address; what it gives is what is connected to.
    private final class Checking implements DnsResolver {
        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
            return switch (addresses.check(written, port)) {
                case Address.Safe(var _, int at, var found) ->
                    found.stream().map(one -> new InetSocketAddress(one, at)).toList();
                case Address.Refused(String why) -> throw new UnsafeAddress(why);
                case Address.Unknown(String why) -> throw new UnknownHostException(why);
            };
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException("A host is checked together with its port");
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /// Notes that the call is about to leave: what fails before may be tried again, what fails after may have come.
    private static final class Marking extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            context.setAttribute(SENT, true);
            return super.execute(request, connection, information, context);
        }
    }
}
