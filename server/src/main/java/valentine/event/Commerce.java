package valentine.event;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import valentine.history.Kind;

/// What events of the spec mean for a firm: orders, returns, visits, and the rest as use of its product.
final class Commerce {
    private static final int LONGEST_TITLE = 160;
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_LINES = 200;
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    /// How an event counts.
    ///
    /// @param sign of its money; 0 where none changes hands
    record Meaning(String kind, @Nullable String direction, int sign) {
        private static Meaning of(Kind kind) {
            return new Meaning(kind.key(), "in", 0);
        }

        private boolean isOrder() {
            return sign != 0 && (kind.equals(Kind.ORDER.key()) || kind.equals(Kind.RETURN.key()));
        }
    }

    private static final Meaning USE = Meaning.of(Kind.PRODUCT_USE);
    private static final Map<String, Meaning> MEANINGS = meanings();

    private Commerce() {}

    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> meanings = new HashMap<>();
        meanings.put("order completed", new Meaning(Kind.ORDER.key(), "in", 1));
        meanings.put("order refunded", new Meaning(Kind.RETURN.key(), "in", -1));
        meanings.put("order cancelled", new Meaning(Kind.RETURN.key(), "in", -1));
        meanings.put("order canceled", new Meaning(Kind.RETURN.key(), "in", -1));
        // The order itself was told before: its money must not count twice.
        meanings.put("order updated", new Meaning("order_updated", "in", 0));
        for (String came : List.of(
                "order delivered",
                "order fulfilled",
                "delivery completed",
                "shipment delivered",
                "package delivered")) {
            meanings.put(came, new Meaning(Kind.DELIVERY.key(), "out", 0));
        }
        for (String sent : List.of("return sent", "return shipped", "return dispatched", "return handed over")) {
            meanings.put(sent, Meaning.of(Kind.RETURN_SENT));
        }
        for (String back : List.of("return received", "return arrived", "return delivered", "order returned")) {
            meanings.put(back, Meaning.of(Kind.RETURN_ARRIVED));
        }
        meanings.put("payment received", new Meaning(Kind.PAYMENT.key(), "in", 1));
        for (String visit : List.of(
                "products searched",
                "product list viewed",
                "product list filtered",
                "promotion viewed",
                "promotion clicked",
                "product clicked",
                "product viewed",
                "product added",
                "product removed",
                "cart viewed",
                "checkout started",
                "checkout step viewed",
                "checkout step completed",
                "payment info entered",
                "coupon entered",
                "coupon applied",
                "coupon denied",
                "coupon removed",
                "product added to wishlist",
                "product removed from wishlist",
                "wishlist product added to cart",
                "product shared",
                "cart shared")) {
            meanings.put(visit, Meaning.of(Kind.VISIT));
        }
        meanings.put("product reviewed", Meaning.of(Kind.REVIEW));
        for (String started : List.of("subscription started", "trial started")) {
            meanings.put(started, Meaning.of(Kind.SUBSCRIPTION_STARTED));
        }
        for (String ended : List.of(
                "subscription ended",
                "subscription cancelled",
                "subscription canceled",
                "trial ended",
                "account deleted")) {
            meanings.put(ended, Meaning.of(Kind.SUBSCRIPTION_ENDED));
        }
        for (String out :
                List.of("email delivered", "email sent", "push notification received", "live chat message received")) {
            meanings.put(out, new Meaning(Kind.MESSAGE_OUT.key(), "out", 0));
        }
        for (String in : List.of("live chat message sent", "live chat conversation started")) {
            meanings.put(in, Meaning.of(Kind.MESSAGE_IN));
        }
        for (String unsubscribed : List.of("unsubscribed", "email marked as spam")) {
            meanings.put(unsubscribed, Meaning.of(Kind.UNSUBSCRIBE));
        }
        return Map.copyOf(meanings);
    }

    /// By the name of the event, however its words are joined: "Order Completed", "order_completed".
    static Meaning of(String event) {
        String plain = event.toLowerCase(Locale.ROOT);
        if (plain.indexOf('_') >= 0 || plain.indexOf('-') >= 0)
            plain = plain.replace('_', ' ').replace('-', ' ');
        return MEANINGS.getOrDefault(plain, USE);
    }

    /// What was made of an event's properties.
    sealed interface Reading {
        record Wrong(Reason reason) implements Reading {}

        record Read(
                String title,
                @Nullable BigDecimal amount,
                @Nullable String currency,
                List<Line> lines,
                Meaning meaning) implements Reading {
            private static final Set<String> ORDER = Set.of("products", "order_id");

            public Read {
                lines = List.copyOf(lines);
            }

            /// The properties, an order's as other orders are written.
            void write(JsonGenerator out, JsonNode properties) {
                boolean order = meaning.isOrder();
                for (Map.Entry<String, JsonNode> property : properties.properties()) {
                    String name = Plain.clean(property.getKey());
                    if (order
                            && ORDER.contains(name)
                            && (name.equals("order_id") || property.getValue().isArray())) {
                        continue;
                    }
                    out.writeName(name);
                    Plain.write(out, property.getValue(), 1);
                }
                if (meaning.kind().equals(Kind.REVIEW.key())) review(out, properties);
                if (!order) return;
                String number = Plain.text(properties.path("order_id"));
                if (!number.isEmpty()) out.writeStringProperty("order", Plain.line(number, LONGEST_TEXT));
                if (lines.isEmpty()) return;
                out.writeArrayPropertyStart("lines");
                lines.stream().limit(MOST_LINES).forEach(line -> line.write(out));
                out.writeEndArray();
                if (lines.size() > MOST_LINES) out.writeNumberProperty("more", lines.size() - MOST_LINES);
            }

            private static void review(JsonGenerator out, JsonNode properties) {
                String said = Plain.text(properties.path("review_body"));
                if (!said.isEmpty()) out.writeStringProperty("text", said);
                JsonNode rating = properties.path("rating");
                if (rating.isNumber() || rating.isString()) {
                    out.writeName("score");
                    Plain.write(out, rating, 1);
                }
            }
        }
    }

    /// One line of an order.
    record Line(
            String product,
            String description,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal unitPrice,
            @Nullable BigDecimal amount) {
        private void write(JsonGenerator out) {
            out.writeStartObject();
            if (!product.isEmpty()) out.writeStringProperty("product", product);
            if (!description.isEmpty()) out.writeStringProperty("description", description);
            number(out, "quantity", quantity);
            number(out, "unit_price", unitPrice);
            number(out, "amount", amount);
            out.writeEndObject();
        }

        private static void number(JsonGenerator out, String name, @Nullable BigDecimal value) {
            if (value != null) out.writeNumberProperty(name, value);
        }
    }

    static Reading read(Meaning meaning, String event, JsonNode properties, String currency) {
        if (meaning.sign() == 0) {
            return new Reading.Read(title(event, properties), null, null, List.of(), meaning);
        }
        try {
            List<Line> lines = lines(properties.path("products"), meaning.sign());
            BigDecimal amount = amount(properties, lines);
            if (amount != null && amount.abs().compareTo(LARGEST) >= 0) return new Reading.Wrong(Reason.MONEY);
            String code = Plain.text(properties.path("currency")).toUpperCase(Locale.ROOT);
            if (!code.isEmpty() && !code.matches("[A-Z]{3}")) return new Reading.Wrong(Reason.CURRENCY);
            return new Reading.Read(
                    meaning.isOrder() ? title(meaning, properties, lines) : title(event, properties),
                    amount == null ? null : signed(amount, meaning.sign()),
                    amount == null ? null : code.isEmpty() ? currency : code,
                    lines,
                    meaning);
        } catch (NumberFormatException e) {
            return new Reading.Wrong(Reason.MONEY);
        }
    }

    /// What the customer paid in all, else what the firm took, else what its lines make.
    private static @Nullable BigDecimal amount(JsonNode properties, List<Line> lines) {
        for (String name : List.of("total", "revenue", "value")) {
            BigDecimal amount = number(properties.path(name));
            if (amount != null) return amount;
        }
        BigDecimal sum = null;
        for (Line line : lines) {
            if (line.amount() == null) return null;
            sum = sum == null ? line.amount() : sum.add(line.amount());
        }
        return sum;
    }

    private static List<Line> lines(JsonNode products, int sign) {
        List<Line> lines = new ArrayList<>();
        if (!products.isArray()) return lines;
        for (JsonNode product : products) {
            BigDecimal quantity = number(product.path("quantity"));
            BigDecimal price = number(product.path("price"));
            BigDecimal times = quantity == null ? BigDecimal.ONE : quantity;
            lines.add(new Line(
                    Plain.line(first(product, "sku", "product_id", "variant"), LONGEST_TEXT),
                    Plain.line(first(product, "name", "title"), LONGEST_TEXT),
                    quantity == null ? null : signed(quantity, sign),
                    price,
                    price == null ? null : signed(price.multiply(times), sign)));
        }
        return lines;
    }

    private static BigDecimal signed(BigDecimal value, int sign) {
        return sign < 0 ? value.abs().negate() : value;
    }

    private static String first(JsonNode node, String... names) {
        for (String name : names) {
            String text = Plain.text(node.path(name));
            if (!text.isEmpty()) return text;
        }
        return "";
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        if (value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.stringValue().isBlank())) return null;
        if (!value.isNumber() && !value.isString()) throw new NumberFormatException("Not a number");
        BigDecimal number = new BigDecimal(Plain.text(value));
        if (Math.abs((long) number.scale()) > 100 || number.abs().compareTo(LARGEST) >= 0) {
            throw new NumberFormatException("Beyond reason");
        }
        return number;
    }

    private static String title(Meaning meaning, JsonNode properties, List<Line> lines) {
        String what = meaning.kind().equals(Kind.RETURN.key()) ? "Return" : "Order";
        String number = Plain.line(Plain.text(properties.path("order_id")), 60);
        String title = number.isEmpty() ? what : what + " " + number;
        if (lines.isEmpty()) return title;
        return lines.size() == 1 && number.isEmpty()
                ? Plain.line(title + ": " + first(lines.getFirst()), LONGEST_TITLE)
                : title + ": " + lines.size() + (lines.size() == 1 ? " item" : " items");
    }

    private static String first(Line line) {
        return line.description().isEmpty() ? line.product() : line.description();
    }

    /// The event, and what it is about where it says so.
    private static String title(String event, JsonNode properties) {
        String about =
                Plain.line(first(properties, "name", "title", "query", "category", "order_id", "plan"), LONGEST_TITLE);
        return about.isEmpty() ? event : Plain.line(event + ": " + about, LONGEST_TITLE);
    }
}
