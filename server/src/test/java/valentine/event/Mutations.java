package valentine.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Requests that go wrong in ever other ways, the same for the same seed.
final class Mutations {
    private static final int LONGEST = 60_000;
    private static final List<Valid> VALID = List.of(
            new Valid(Call.BATCH, """
            {"batch":[{"type":"track","messageId":"m1","userId":"u1","event":"Order Completed","timestamp":"2026-02-14T\
            10:00:00.000Z","properties":{"order_id":"7","total":25.5,"currency":"EUR","products":[{"product_id":"p",\
            "price":10.25,"quantity":2}]}},{"type":"identify","anonymousId":"a1","userId":"u1","traits":{"email":\
            "ada@example.org","phone":"+4930123456","name":"Ada","address":{"city":"Ulm"}}}],"sentAt":1771063200,\
            "context":{"library":{"name":"analytics-node"},"page":{"title":"Home"},"ip":"1.2.3.4"}}"""),
            new Valid(Call.PAGE, """
            {"type":"page","name":"Home","anonymousId":"a2","originalTimestamp":1771063200000,"properties":{"path":"/",\
            "title":"Hom\\u00e9"},"context":{"traits":{"email":"a@b.example"},"campaign":{"source":"x"}},"integrations":\
            {"All":true}}"""),
            new Valid(Call.ALIAS, """
            {"type":"alias","previousId":"a1","userId":"u2","messageId":7}"""),
            new Valid(Call.IMPORT, """
            {"batch":[{"type":"group","groupId":"g1","userId":"u1","traits":{"name":"Acme"}},{"type":"screen","userId":\
            "u1"},{"type":"track","userId":"u1","event":"Order Refunded","properties":{"total":"12.50"}},null,7,[]]}"""));
    private static final List<String> ODD = List.of(
            "\\u0000",
            "\\ud800",
            "\\udc00\\ud800",
            "1e-999999999",
            "1e999999999",
            "-0",
            "9".repeat(400),
            "{\"a\":".repeat(50),
            "}",
            "]",
            ",",
            "\"",
            "\\",
            "null",
            "true",
            "NaN",
            "\"-2000-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59.999999999Z\"",
            "\"2026-02-30\"",
            "\"24:00\"",
            "{}",
            "\"timestamp\":",
            "\"sentAt\":",
            "\"properties\":",
            "\"traits\":",
            "\"context\":",
            "\"userId\":",
            "\"total\":",
            "\"products\":[{\"price\":999999999999,\"quantity\":999999999999}]",
            "\uD83D\uDC96",
            "\uFEFF",
            "\u202E");
    private static final List<String> LONG =
            List.of("9".repeat(30_000), "0." + "1".repeat(30_000), "[".repeat(1_200), "x".repeat(33_000));
    private static final byte[][] BYTES = {
        {(byte) 0xC0, (byte) 0x80}, // NUL, overlong
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, // half a character
        {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0xFF, (byte) 0xFE, 0, '{'}, // UTF-32
        {0, 0, 0, '{'},
        {'{', 0, '"', 0}, // UTF-16
        {0x1F, (byte) 0x8B, 8, 0}
    };

    private record Valid(Call call, String body) {}

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    byte[] next() {
        Valid valid = one(VALID);
        byte[] body = valid.body().getBytes(StandardCharsets.UTF_8);
        for (int changes = random.nextInt(1 + random.nextInt(6)); changes >= 0; changes--) body = changed(body);
        ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + 1);
        // Some come by another call, or are not packed as they say.
        all.write(random.nextInt(5) > 0 ? valid.call().ordinal() : random.nextInt(256));
        all.write(body, 0, Math.min(body.length, LONGEST));
        return all.toByteArray();
    }

    private byte[] changed(byte[] body) {
        int from = random.nextInt(body.length + 1);
        int to = Math.min(body.length, from + random.nextInt(1 + random.nextInt(40)));
        return switch (random.nextInt(16)) {
            case 0 -> with(body, from, to, new byte[0]);
            case 1 -> with(body, from, from, new byte[] {(byte) random.nextInt(256)});
            case 2 -> with(body, from, to, odd());
            case 3 -> with(body, from, from, BYTES[random.nextInt(BYTES.length)]);
            case 4 -> with(body, from, from, Arrays.copyOfRange(body, from, to));
            case 5 -> {
                byte[] other = one(VALID).body().getBytes(StandardCharsets.UTF_8);
                int middle = random.nextInt(other.length);
                yield with(body, from, to, Arrays.copyOfRange(other, middle, other.length));
            }
            default -> value(body);
        };
    }

    /// Something odd where a value stands, so that it is still JSON mostly.
    private byte[] value(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':', random.nextInt(body.length + 1));
        if (colon < 0) return body;
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) end++;
        byte[] odd = odd();
        return with(body, colon + 1, end, odd);
    }

    private static byte[] with(byte[] body, int from, int to, byte[] inserted) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + inserted.length);
        all.write(body, 0, from);
        all.writeBytes(inserted);
        all.write(body, to, body.length - to);
        return all.toByteArray();
    }

    private byte[] odd() {
        return one(random.nextInt(40) == 0 ? LONG : ODD).getBytes(StandardCharsets.UTF_8);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
