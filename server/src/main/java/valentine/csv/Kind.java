package valentine.csv;

import static valentine.csv.Field.*;

import java.util.List;
import java.util.Locale;

/// What the rows of a file are about.
public enum Kind {
    ORDERS(List.of(
            CUSTOMER, DATE, ORDER, PRODUCT, DESCRIPTION, QUANTITY, UNIT_PRICE, AMOUNT, CURRENCY, COUNTRY, EMAIL, NAME)),
    CUSTOMERS(List.of(CUSTOMER, NAME, EMAIL, PHONE, COMPANY, COUNTRY, CITY, SINCE)),
    INTERACTIONS(List.of(
            CUSTOMER, DATE, KIND, CHANNEL, DIRECTION, SUBJECT, TEXT, SCORE, AMOUNT, CURRENCY, MESSAGE_ID, ORDER));

    private final List<Field> fields;

    Kind(List<Field> fields) {
        this.fields = fields;
    }

    /// The fields such a row can fill, the required ones first.
    public List<Field> fields() {
        return fields;
    }

    /// The fields without which no row can be read.
    public List<Field> required() {
        return switch (this) {
            case ORDERS -> List.of(CUSTOMER, DATE);
            case CUSTOMERS -> List.of(CUSTOMER);
            case INTERACTIONS -> List.of(CUSTOMER, DATE, KIND);
        };
    }

    /// The word for it on the command line: "orders".
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
