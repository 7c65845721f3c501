package valentine.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One HTTP request made beforehand, with places for the numbers that are new each time it is sent.
///
/// What programs send of a shop, out of a hundred messages: 65 tracks and pages of known customers, 20 pages of known
/// visitors, 8 pages of two new visitors, of whom one signs in, 4 known customers who sign in again, 1 order; 1 is a
/// repetition.
final class Sending {
    /// Digits of a number in its place.
    private static final int DIGITS = 12;
    private static final String HOLE = "#".repeat(DIGITS);
    private static final int HUNDRED = 100;
    private static final int VISITORS = 20_000;
    private static final List<String> EVENTS =
            List.of("Product Viewed", "Product Added", "Product List Viewed", "Cart Viewed", "Feature Used");

    private final byte[] bytes;
    private final int[] places;
    private final int[] steps;
    private final int size;

    private Sending(byte[] bytes, int[] places, int[] steps, int size) {
        this.bytes = bytes;
        this.places = places;
        this.steps = steps;
        this.size = size;
    }

    int size() {
        return size;
    }

    /// The bytes, the places filled with what this number and the next ones become; until the next call.
    byte[] from(long number) {
        for (int i = 0; i < places.length; i++) {
            long left = scattered(number + steps[i]);
            for (int place = places[i] + DIGITS - 1; place >= places[i]; place--) {
                bytes[place] = (byte) Character.forDigit((int) (left & 15), 16);
                left >>>= 4;
            }
        }
        return bytes;
    }

    /// Each number as another one anywhere below 2^48, as the numbers of messages come from all over.
    static long scattered(long number) {
        return (number * 0x9E3779B97F4A7C15L) & ((1L << (4 * DIGITS)) - 1);
    }

    /// Where requests go, and who sends them to whom.
    ///
    /// @param lane a number for each connection, so that none says the number of another
    /// @param people how many customers there are, called c1, c2 …
    record Sender(String host, int port, String key, String lane, int people, Random random) {
        /// A batch of so many messages.
        Sending batch(int size) {
            Writing writing = new Writing();
            writing.text.append("{\"batch\":[");
            for (int place = 0; place < size; place++) {
                if (place > 0) writing.text.append(',');
                message(writing, place, place % HUNDRED);
            }
            writing.text.append("],\"sentAt\":\"").append(now()).append("\"}");
            return request("/v1/batch", writing, size);
        }

        /// One message by its own call, of the same mix.
        Sending single() {
            Writing writing = new Writing();
            String type = message(writing, 0, random.nextInt(HUNDRED));
            return request("/v1/" + type, writing, 1);
        }

        private String message(Writing writing, int place, int kind) {
            boolean signsIn = kind >= 8 && kind < 13;
            boolean views = kind < 8 || (kind >= 13 && kind < 33) || (kind > 33 && kind % 4 == 0);
            String type = signsIn ? "identify" : views ? "page" : "track";
            writing.text.append("{\"type\":\"").append(type).append("\",\"messageId\":\"");
            // The last of a hundred was sent before.
            writing.number("", kind == HUNDRED - 1 ? place - 250 : place);
            writing.text.append("-4000-8000-00000000").append(lane);
            writing.text.append("\",\"originalTimestamp\":\"").append(now()).append("\",");
            if (kind < 9) {
                visitor(writing, place - kind + kind % 2, signsIn);
            } else if (signsIn) {
                String person = person();
                writing.text.append("\"userId\":\"" + person + "\",\"traits\":{\"email\":\"" + person
                        + "@bench.example\",\"name\":\"Bench " + person + "\",\"plan\":\"gold\"},");
            } else if (kind < 33) {
                writing.text.append("\"anonymousId\":\"anonymous-" + random.nextInt(VISITORS) + "\",");
                page(writing);
            } else if (kind == 33) {
                order(writing, place);
            } else {
                writing.text.append("\"userId\":\"" + person() + "\",");
                if (views) page(writing);
                else track(writing);
            }
            writing.text.append("\"context\":{\"library\":{\"name\":\"analytics-node\",\"version\":\"3.1.0\"}}}");
            return type;
        }

        /// Somebody nobody saw before; he may sign in for the first time.
        private void visitor(Writing writing, int place, boolean signsIn) {
            writing.text.append("\"anonymousId\":\"");
            writing.number("new-" + lane + "-", place);
            writing.text.append("\",");
            if (signsIn) {
                writing.text.append("\"userId\":\"");
                writing.number("n" + lane + "-", place);
                writing.text.append("\",\"traits\":{\"email\":\"");
                writing.number("n" + lane + "-", place);
                writing.text.append("@bench.example\",\"name\":\"Nova Example\"},");
            } else {
                page(writing);
            }
        }

        private void order(Writing writing, int place) {
            writing.text.append("\"userId\":\"" + person() + "\",\"event\":\"Order Completed\",\"properties\":{"
                    + "\"order_id\":\"");
            writing.number("o" + lane + "-", place);
            writing.text.append("\",\"total\":" + (10 + random.nextInt(200)) + ".5,\"currency\":\"EUR\",\"products\":["
                    + "{\"product_id\":\"p1\",\"name\":\"Candle\",\"price\":10.25,\"quantity\":2}]},");
        }

        private void track(Writing writing) {
            writing.text.append("\"event\":\"" + EVENTS.get(random.nextInt(EVENTS.size()))
                    + "\",\"properties\":{\"product_id\":\"p" + random.nextInt(5_000)
                    + "\",\"category\":\"Candles\",\"price\":" + random.nextInt(200) + ".95,\"position\":"
                    + random.nextInt(20) + "},");
        }

        private void page(Writing writing) {
            writing.text.append("\"name\":\"Product\",\"properties\":{\"path\":\"/products/" + random.nextInt(5_000)
                    + "\",\"title\":\"A candle\",\"url\":\"https://shop.example/products\","
                    + "\"referrer\":\"https://search.example/\"},");
        }

        /// As programs write it.
        private static Instant now() {
            return Instant.now().truncatedTo(ChronoUnit.MILLIS);
        }

        private String person() {
            return "c" + (1 + random.nextInt(people));
        }

        private Sending request(String path, Writing writing, int size) {
            byte[] body = writing.text.toString().getBytes(StandardCharsets.US_ASCII);
            byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nAuthorization: Bearer "
                            + key + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + body.length);
            all.writeBytes(head);
            all.writeBytes(body);
            int[] places = writing.places.stream()
                    .mapToInt(place -> place + head.length)
                    .toArray();
            return new Sending(
                    all.toByteArray(),
                    places,
                    writing.steps.stream().mapToInt(Integer::intValue).toArray(),
                    size);
        }
    }

    private static final class Writing {
        private final StringBuilder text = new StringBuilder();
        private final List<Integer> places = new ArrayList<>();
        private final List<Integer> steps = new ArrayList<>();

        private void number(String before, int step) {
            text.append(before);
            places.add(text.length());
            steps.add(step);
            text.append(HOLE);
        }
    }
}
