package valentine.guard;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// One call: method, address, headers, body. Its text shows no more than the method, for addresses may hold secrets.
@SuppressWarnings("ArrayRecordComponent") // Copied in and out.
public record Request(String method, String url, Map<String, String> headers, byte[] body, Limits limits) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e\\t]{0,4000}");

    public Request {
        if (!method.matches("GET|HEAD|POST|PUT|PATCH|DELETE")) throw new IllegalArgumentException("No such method");
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches() || !PLAIN.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "The header " + TOKEN.matcher(name).matches() + " is not one line");
            }
        });
        headers = Map.copyOf(headers);
        body = body.clone();
    }

    public static Request get(String url) {
        return new Request("GET", url, Map.of(), new byte[0], Limits.USUAL);
    }

    /// With a body of this media type in UTF-8.
    public static Request post(String url, String mediaType, String body) {
        return new Request(
                "POST", url, Map.of("Content-Type", mediaType), body.getBytes(StandardCharsets.UTF_8), Limits.USUAL);
    }

    public Request with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, url, more, body, limits);
    }

    public Request within(Limits others) {
        return new Request(method, url, headers, body, others);
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}
