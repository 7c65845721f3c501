package valentine.history;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import valentine.csv.InteractionKind;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Person;

/// One order, or what came back of it, while its lines are gathered. However long it is, it stays small: beyond
/// [#SHOWN] lines only their sum and their digests are kept.
final class Order {
    static final int SHOWN = 200;
    private static final int LONGEST_TEXT = 300;

    /// A line as it was set aside.
    record Line(
            String messageId,
            Handle customer,
            String order,
            boolean isReturn,
            String currency,
            Instant at,
            long digest,
            String product,
            String description,
            String quantity,
            String unitPrice,
            String amount,
            String country,
            String email,
            String name) {
        /// By what they say, so that an order looks the same in whichever sequence its lines came.
        private static final Comparator<Line> SEQUENCE = Comparator.comparing(Line::product)
                .thenComparing(Line::description)
                .thenComparingLong(Line::digest);

        private static final Comparator<Line> AGE = Comparator.comparing(Line::at)
                .thenComparing(Line::name)
                .thenComparing(Line::email)
                .thenComparing(Line::country);

        Person person() {
            return new Person(customer, name, email, "", "", country.isEmpty() ? Map.of() : Map.of("country", country));
        }
    }

    private final Set<Long> taken = new HashSet<>();
    private final boolean isFurther;
    private final List<Line> shown = new ArrayList<>();
    private long[] fresh = new long[4];
    private int count;
    private Line latest;
    private Instant at;
    private @Nullable BigDecimal amount;

    /// @param before the digests of lines that were taken before; null for an order that is new
    Order(Line first, long @Nullable [] before) {
        this.latest = first;
        this.at = first.at();
        this.isFurther = before != null;
        if (before != null) for (long digest : before) taken.add(digest);
    }

    /// Whether the line was not here yet.
    boolean add(Line line) {
        if (Line.AGE.compare(line, latest) > 0) latest = line;
        if (!taken.add(line.digest())) return false;
        if (count == 0 || line.at().isBefore(at)) at = line.at();
        if (count == fresh.length) fresh = Arrays.copyOf(fresh, count * 2);
        fresh[count++] = line.digest();
        if (!line.amount().isEmpty()) {
            BigDecimal more = new BigDecimal(line.amount());
            amount = amount == null ? more : amount.add(more);
        }
        shown.add(line);
        if (shown.size() >= 2 * SHOWN) cutToShown();
        return true;
    }

    Person person() {
        return latest.person();
    }

    Instant latestAt() {
        return latest.at();
    }

    Handle customer() {
        return latest.customer();
    }

    boolean hasNew() {
        return count > 0;
    }

    Log.Entry entry(CustomerId id, String firmCurrency, JsonMapper json) {
        cutToShown();
        List<Long> lines = Arrays.stream(fresh, 0, count).sorted().boxed().toList();
        String message = latest.messageId();
        return new Log.Entry(
                id,
                at,
                (latest.isReturn() ? InteractionKind.RETURN : InteractionKind.ORDER).word(),
                "",
                "in",
                title(),
                amount,
                latest.currency().isEmpty() && amount != null ? firmCurrency : latest.currency(),
                properties(json),
                isFurther ? message + "\t+" + RowDigest.of(lines) : message,
                lines,
                isFurther ? message : null);
    }

    private void cutToShown() {
        shown.sort(Line.SEQUENCE);
        if (shown.size() > SHOWN) shown.subList(SHOWN, shown.size()).clear();
    }

    private String title() {
        String what = latest.isReturn() ? "Return" : "Order";
        if (!latest.order().isEmpty()) {
            return what + " " + latest.order() + (isFurther ? ", further: " : ": ") + count
                    + (count == 1 ? " item" : " items");
        }
        Line only = shown.getFirst();
        String item = only.description().isEmpty() ? only.product() : only.description();
        return item.isEmpty() ? what : what + ": " + Ground.line(item, 120);
    }

    private String properties(JsonMapper json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            if (!latest.order().isEmpty()) out.writeStringProperty("order", latest.order());
            out.writeArrayPropertyStart("lines");
            for (Line line : shown) write(line, out);
            out.writeEndArray();
            if (count > shown.size()) out.writeNumberProperty("more", count - shown.size());
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void write(Line line, JsonGenerator out) {
        out.writeStartObject();
        text("product", line.product(), out);
        text("description", line.description(), out);
        number("quantity", line.quantity(), out);
        number("unit_price", line.unitPrice(), out);
        number("amount", line.amount(), out);
        out.writeEndObject();
    }

    private static void text(String name, String value, JsonGenerator out) {
        if (!value.isEmpty()) out.writeStringProperty(name, Ground.cut(value, LONGEST_TEXT));
    }

    private static void number(String name, String value, JsonGenerator out) {
        if (!value.isEmpty()) out.writeNumberProperty(name, new BigDecimal(value));
    }
}
