package valentine.csv;

import java.util.Arrays;
import java.util.List;

/// What a column of a file can mean.
public final class Field {
    public static final Field CUSTOMER = text("customer", "Customer");
    public static final Field DATE = date("date", "Date");
    public static final Field ORDER = text("order", "Order number");
    public static final Field PRODUCT = text("product", "Product");
    public static final Field DESCRIPTION = text("description", "Description");
    public static final Field QUANTITY = number("quantity", "Quantity");
    public static final Field UNIT_PRICE = number("unit_price", "Price of one");
    public static final Field AMOUNT = number("amount", "Amount");
    public static final Field CURRENCY = text("currency", "Currency");
    public static final Field COUNTRY = text("country", "Country");
    public static final Field EMAIL = text("email", "E-mail");
    public static final Field NAME = text("name", "Name");
    public static final Field PHONE = text("phone", "Phone");
    public static final Field COMPANY = text("company", "Company");
    public static final Field CITY = text("city", "City");
    public static final Field SINCE = date("since", "Customer since");
    public static final Field KIND = text("kind", "What happened");
    public static final Field CHANNEL = text("channel", "Channel");
    public static final Field DIRECTION = text("direction", "Direction");
    public static final Field SUBJECT = text("subject", "Subject");
    public static final Field TEXT = text("text", "Text");
    public static final Field SCORE = number("score", "Score");
    public static final Field MESSAGE_ID = text("message_id", "Message id");

    private enum Form {
        TEXT,
        DATE,
        NUMBER
    }

    private final String key;
    private final String label;
    private final Form form;
    private final List<String> names;

    private Field(String key, String label, Form form, String... names) {
        this.key = key;
        this.label = label;
        this.form = form;
        this.names = Arrays.stream(names).map(Words::plain).distinct().toList();
    }

    /// A field of words.
    ///
    /// @param names the names under which it goes in the files of the world, the most telling first
    public static Field text(String key, String label, String... names) {
        return new Field(key, label, Form.TEXT, names);
    }

    /// A field of moments or days.
    public static Field date(String key, String label, String... names) {
        return new Field(key, label, Form.DATE, names);
    }

    /// A field of numbers.
    public static Field number(String key, String label, String... names) {
        return new Field(key, label, Form.NUMBER, names);
    }

    /// The name on a page.
    public String label() {
        return label;
    }

    /// The name in `--map field=column`.
    public String key() {
        return key;
    }

    @Override
    public String toString() {
        return key;
    }

    List<String> names() {
        return names;
    }

    boolean isDate() {
        return form == Form.DATE;
    }

    boolean isNumber() {
        return form == Form.NUMBER;
    }
}
