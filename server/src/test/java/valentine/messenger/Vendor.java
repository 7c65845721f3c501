package valentine.messenger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Twilio, Telegram, WhatsApp and Mastodon in one, as far as their documents describe what we use of them.
///
/// They want the right keys, refuse what they refuse, and forget nothing; a test may tell them to answer the next
/// message in another way.
final class Vendor implements AutoCloseable {
    static final String ACCOUNT = "AC0123456789";
    static final String AUTH_TOKEN = "twilio-auth-token";
    static final String BOT_TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u";
    static final String META_TOKEN = "EAAG-meta-access-token-0001";
    static final String PHONE_ID = "106540352242922";
    static final String MASTODON_TOKEN = "mastodon-access-token";

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer server;
    private final Deque<Said> next = new ArrayDeque<>();
    private final List<JsonNode> updates = new ArrayList<>();
    private final TreeMap<Long, String> mentions = new TreeMap<>();
    private final Map<String, String> statusOfKey = new HashMap<>();
    private long numbers = 100;
    private int looks;

    /// A message that was really taken.
    record Taken(String to, String text, Map<String, String> headers, String raw) {}

    /// @param status zero hangs up without a word, after the message was taken
    record Said(int status, String body, Map<String, String> headers) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    /// Files that were taken for a message to come: name, type and content.
    final List<String> uploaded = new CopyOnWriteArrayList<>();
    final List<String> calls = new CopyOnWriteArrayList<>();

    Vendor() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://" + place();
    }

    String place() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// The same under two names: what opens the one must not be shown to the other.
    String places() {
        return place() + ",localhost:" + server.getAddress().getPort();
    }

    String elsewhere() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    synchronized void says(int status, String body, Map<String, String> headers) {
        next.add(new Said(status, body, headers));
    }

    /// Waits at Telegram until it is asked for.
    synchronized void update(long id, String message) {
        updates.add(json.readTree("{\"update_id\":%d,\"message\":%s}".formatted(id, message)));
    }

    synchronized int waitingUpdates() {
        return updates.size();
    }

    synchronized void mention(long id, String notification) {
        mentions.put(id, notification);
    }

    /// Another test begins.
    synchronized void forget() {
        taken.clear();
        uploaded.clear();
        mentions.clear();
        updates.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        Said said;
        synchronized (this) {
            if (path.startsWith("/cdn/")) said = file(exchange);
            else if (path.startsWith("/2010-04-01/")) said = twilio(exchange, path, body);
            else if (path.equals("/file/bot" + BOT_TOKEN + "/photos/file_1.jpg")) said = said(200, "a photo of a cup");
            else if (path.startsWith("/bot")) said = telegram(exchange, path, body);
            else if (path.startsWith("/v23.0/")) said = meta(exchange, path, body);
            else said = mastodon(exchange, path, body);
        }
        if (said.status() == 0) {
            exchange.getHttpContext().getServer();
            exchange.close();
            return;
        }
        said.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Said file(HttpExchange exchange) {
        return exchange.getRequestHeaders().containsKey("Authorization")
                ? said(403, "A key that belongs elsewhere")
                : said(200, "a picture of a cup");
    }

    private Said twilio(HttpExchange exchange, String path, String body) {
        String right = "Basic "
                + Base64.getEncoder().encodeToString((ACCOUNT + ":" + AUTH_TOKEN).getBytes(StandardCharsets.UTF_8));
        if (!right.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return said(401, "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}");
        }
        if (path.equals("/2010-04-01/Accounts/" + ACCOUNT + ".json"))
            return said(200, "{\"sid\":\"" + ACCOUNT + "\",\"status\":\"active\"}");
        if (path.contains("/Media/")) return new Said(307, "", Map.of("Location", elsewhere() + "/cdn/ME1"));
        Map<String, String> form = form(body);
        if (!form.getOrDefault("To", "").matches("\\+[1-9]\\d{5,14}")) {
            return said(
                    400,
                    "{\"code\":21211,\"message\":\"The 'To' number is not a valid phone number.\",\"status\":400}");
        }
        return message(
                form.get("To"),
                form.get("Body"),
                exchange,
                body,
                () -> "{\"sid\":\"SM" + ++numbers + "\",\"status\":\"queued\",\"error_code\":null}",
                201);
    }

    private Said telegram(HttpExchange exchange, String path, String body) {
        if (!path.startsWith("/bot" + BOT_TOKEN + "/")) {
            return said(401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
        }
        Map<String, String> parts = parts(exchange, body);
        if (!parts.isEmpty()) return telegramFiles(path, parts);
        JsonNode question = json.readTree(body.isEmpty() ? "{}" : body);
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "getMe" ->
                said(200, "{\"ok\":true,\"result\":{\"id\":123456,\"is_bot\":true,\"username\":\"ShopBot\"}}");
            case "deleteWebhook" -> said(200, "{\"ok\":true,\"result\":true}");
            case "setWebhook" ->
                question.path("url").asString("").startsWith("https://")
                        ? said(200, "{\"ok\":true,\"result\":true}")
                        : said(
                                400,
                                "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: bad webhook: An HTTPS URL must be provided\"}");
            case "getUpdates" -> {
                // Asking for a number forgets all that came before it.
                updates.removeIf(update -> update.path("update_id").asLong()
                        < question.path("offset").asLong(0));
                yield said(200, "{\"ok\":true,\"result\":" + json.writeValueAsString(updates) + "}");
            }
            case "getFile" ->
                question.path("file_id").asString("").equals("large")
                        ? said(200, "{\"ok\":true,\"result\":{\"file_path\":\"photos/file_1.jpg\"}}")
                        : said(
                                400,
                                "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: file is too big\"}");
            case "sendMessage" ->
                message(
                        question.path("chat_id").asString(""),
                        question.path("text").asString(""),
                        null,
                        body,
                        () -> "{\"ok\":true,\"result\":{\"message_id\":" + ++numbers + ",\"chat\":{\"id\":"
                                + question.path("chat_id").asString("") + "}}}",
                        200);
            default -> said(404, "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}");
        };
    }

    /// A picture that is no picture cannot be shown as one.
    private Said telegramFiles(String path, Map<String, String> parts) {
        String method = path.substring(path.lastIndexOf('/') + 1);
        if (method.equals("sendPhoto") && parts.getOrDefault("photo", "").contains("broken"))
            return said(
                    400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: PHOTO_INVALID_DIMENSIONS\"}");
        String sent = "{\"message_id\":%d,\"chat\":{\"id\":%s}}".formatted(++numbers, parts.get("chat_id"));
        return message(
                parts.getOrDefault("chat_id", ""),
                parts.getOrDefault("caption", ""),
                null,
                method + " " + parts,
                () -> "{\"ok\":true,\"result\":" + (method.equals("sendMediaGroup") ? "[" + sent + "]" : sent) + "}",
                200);
    }

    /// The parts of a form with files by their names: of a file its name, type and content.
    static Map<String, String> parts(HttpExchange exchange, String body) {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        Map<String, String> parts = new TreeMap<>();
        if (!type.startsWith("multipart/form-data")) return parts;
        String boundary = type.replaceFirst(".*boundary=\"?([^\";]+).*", "$1");
        for (String part : body.split("--" + java.util.regex.Pattern.quote(boundary), -1)) {
            int end = part.indexOf("\r\n\r\n");
            if (end < 0) continue;
            String head = part.substring(0, end);
            String content = part.substring(end + 4).replaceFirst("\r\n$", "");
            String name = head.replaceFirst("(?s).*; name=\"([^\"]*)\".*", "$1");
            parts.put(
                    name,
                    head.contains("filename=")
                            ? head.replaceFirst("(?s).*filename=\"([^\"]*)\".*", "$1") + " | "
                                    + head.replaceFirst("(?s).*Content-Type: ([^\r\n]*).*", "$1") + " | " + content
                            : content);
        }
        return parts;
    }

    private Said meta(HttpExchange exchange, String path, String body) {
        if (!("Bearer " + META_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return said(
                    401,
                    "{\"error\":{\"message\":\"Invalid OAuth access token.\",\"type\":\"OAuthException\",\"code\":190}}");
        }
        if (path.equals("/v23.0/" + PHONE_ID))
            return said(
                    200,
                    "{\"display_phone_number\":\"+49 30 1234567\",\"verified_name\":\"Shop\",\"id\":\"" + PHONE_ID
                            + "\"}");
        if (path.equals("/v23.0/4490709327384033"))
            return said(200, "{\"messaging_product\":\"whatsapp\",\"url\":\"" + url() + "/v23.0/bytes\",\"id\":\"1\"}");
        if (path.equals("/v23.0/666"))
            return said(200, "{\"url\":\"https://evil.example/steals-tokens\",\"id\":\"666\"}");
        if (path.equals("/v23.0/bytes")) return said(200, "a receipt");
        if (path.equals("/v23.0/" + PHONE_ID + "/media")) {
            Map<String, String> parts = parts(exchange, body);
            if (!"whatsapp".equals(parts.get("messaging_product")) || !parts.containsKey("file"))
                return said(400, "{\"error\":{\"message\":\"(#100) Invalid parameter\",\"code\":100}}");
            uploaded.add(parts.get("file"));
            return said(200, "{\"id\":\"1037543291543636\"}");
        }
        JsonNode question = json.readTree(body);
        if (!question.path("messaging_product").asString("").equals("whatsapp")) {
            return said(
                    400,
                    "{\"error\":{\"message\":\"(#100) The parameter messaging_product is required.\",\"code\":100}}");
        }
        String text = question.has("template")
                ? "template " + question.path("template")
                : question.path("text").path("body").asString("");
        return message(
                question.path("to").asString(""),
                text,
                exchange,
                body,
                () -> "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"wamid.HB" + ++numbers + "\"}]}",
                200);
    }

    private Said mastodon(HttpExchange exchange, String path, String body) {
        if (!("Bearer " + MASTODON_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return said(401, "{\"error\":\"The access token is invalid\"}");
        }
        if (path.equals("/api/v1/accounts/verify_credentials"))
            return said(200, "{\"id\":\"1\",\"username\":\"shop\",\"acct\":\"shop\"}");
        if (path.equals("/api/v1/notifications")) {
            Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
            int limit = Integer.parseInt(query.getOrDefault("limit", "40"));
            // With min_id the page right after it, without the newest; either way the newest stands first.
            String after = query.get("min_id");
            List<String> page = after == null
                    ? mentions.descendingMap().values().stream()
                            .limit(limit)
                            .toList()
                            .reversed()
                    : mentions.tailMap(Long.parseLong(after), false).values().stream()
                            .limit(limit)
                            .toList();
            return said(200, page.reversed().stream().collect(Collectors.joining(",", "[", "]")));
        }
        if (path.equals("/api/v2/media")) {
            uploaded.add(parts(exchange, body).get("file"));
            return said(202, "{\"id\":\"22348641\",\"type\":\"image\",\"url\":null}");
        }
        // First it is still at it, then it is done.
        if (path.startsWith("/api/v1/media/"))
            return said(looks++ % 2 == 0 ? 206 : 200, "{\"id\":\"22348641\",\"type\":\"image\",\"url\":null}");
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (statusOfKey.containsKey(key)) return said(200, statusOfKey.get(key));
        JsonNode question = json.readTree(body);
        String text = question.path("status").asString("");
        if (text.length() > 500)
            return said(422, "{\"error\":\"Validation failed: Text character limit of 500 exceeded\"}");
        return message(
                text.split(" ")[0],
                text,
                exchange,
                body,
                () -> {
                    String status = "{\"id\":\"" + (900_000 + ++numbers) + "\",\"visibility\":\""
                            + question.path("visibility").asString("") + "\"}";
                    statusOfKey.put(key, status);
                    return status;
                },
                200);
    }

    private Said message(
            String to,
            String text,
            HttpExchange exchange,
            String raw,
            java.util.function.Supplier<String> answer,
            int status) {
        Said told = next.poll();
        if (told != null && told.status() != 0) return told;
        Map<String, String> headers = new HashMap<>();
        if (exchange != null)
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        taken.add(new Taken(to, text, headers, raw));
        String said = answer.get();
        return told != null ? told : said(status, said);
    }

    private static Said said(int status, String body) {
        return new Said(status, body, Map.of("Content-Type", "application/json"));
    }

    static Map<String, String> form(String text) {
        Map<String, String> form = new TreeMap<>(Comparator.naturalOrder());
        for (String field : text.split("&", -1)) {
            String[] both = field.split("=", 2);
            if (both.length == 2)
                form.put(
                        URLDecoder.decode(both[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return form;
    }
}
