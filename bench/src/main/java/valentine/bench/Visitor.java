package valentine.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A signed-in member with a browser, as far as time is concerned.
final class Visitor implements AutoCloseable {
    private static final String EMAIL = "bench@example.org";
    private static final String PASSWORD = "a long enough password";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String url;

    private Visitor(String url) {
        this.url = url;
    }

    /// Signs in, after setting up where nobody has.
    static Visitor of(Program server) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(server.await("Valentine is ready at"));
        Map<String, String> form = Map.of("email", EMAIL, "password", PASSWORD, "next", "/");
        if (visitor.send("/sign-in", form) != 302) {
            String link = server.await("Set up:").substring(visitor.url.length());
            int status = visitor.send(
                    link,
                    Map.of(
                            "email",
                            EMAIL,
                            "password",
                            PASSWORD,
                            "name",
                            "Bench",
                            "firm",
                            "Bench",
                            "currency",
                            "EUR",
                            "zone",
                            "UTC"));
            if (status != 302) throw new IllegalStateException("Set-up was answered with " + status);
        }
        return visitor;
    }

    String url() {
        return url;
    }

    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request(path).GET().build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode());
        }
        return answer.body();
    }

    private int send(String path, Map<String, String> form) throws IOException, InterruptedException {
        return send(path, path, form);
    }

    /// Sends the form of a page to another address.
    int send(String page, String path, Map<String, String> form) throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(get(page));
        if (!csrf.find()) throw new IllegalStateException("No form on " + page);
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(
                        "&", "_csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8) + "&", ""));
        HttpRequest request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Accept", "text/html, application/json");
    }

    @Override
    public void close() {
        http.close();
    }
}
