package valentine.csv;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a column of a file can mean.
public enum Field {
    CUSTOMER("Customer"),
    DATE("Date"),
    ORDER("Order number"),
    PRODUCT("Product"),
    DESCRIPTION("Description"),
    QUANTITY("Quantity"),
    UNIT_PRICE("Price of one"),
    AMOUNT("Amount"),
    CURRENCY("Currency"),
    COUNTRY("Country"),
    EMAIL("E-mail"),
    NAME("Name"),
    PHONE("Phone"),
    COMPANY("Company"),
    CITY("City"),
    SINCE("Customer since"),
    KIND("What happened"),
    CHANNEL("Channel"),
    DIRECTION("Direction"),
    SUBJECT("Subject"),
    TEXT("Text"),
    SCORE("Score"),
    MESSAGE_ID("Message id");

    private final String label;

    Field(String label) {
        this.label = label;
    }

    /// The name on a page.
    public String label() {
        return label;
    }

    /// The name in `--map field=column`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Field> named(String key) {
        String wanted = key.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(field -> field.name().equals(wanted))
                .findFirst();
    }

    boolean isDate() {
        return this == DATE || this == SINCE;
    }

    boolean isNumber() {
        return this == QUANTITY || this == UNIT_PRICE || this == AMOUNT || this == SCORE;
    }
}
