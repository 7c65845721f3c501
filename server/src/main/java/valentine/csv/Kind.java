package valentine.csv;

import static valentine.csv.Field.*;

import java.util.List;
import java.util.Locale;

/// What the rows of a file are about.
public enum Kind {
    ORDERS,
    CUSTOMERS,
    INTERACTIONS;

    private static final List<Field> OF_ORDERS = List.of(
            CUSTOMER, DATE, ORDER, PRODUCT, DESCRIPTION, QUANTITY, UNIT_PRICE, AMOUNT, CURRENCY, COUNTRY, EMAIL, NAME);
    private static final List<Field> OF_CUSTOMERS =
            List.of(CUSTOMER, NAME, EMAIL, PHONE, COMPANY, COUNTRY, CITY, SINCE);
    private static final List<Field> OF_INTERACTIONS = List.of(
            CUSTOMER, DATE, KIND, CHANNEL, DIRECTION, SUBJECT, TEXT, SCORE, AMOUNT, CURRENCY, MESSAGE_ID, ORDER);

    /// The fields such a row can fill, the required ones first.
    public List<Field> fields() {
        return switch (this) {
            case ORDERS -> OF_ORDERS;
            case CUSTOMERS -> OF_CUSTOMERS;
            case INTERACTIONS -> OF_INTERACTIONS;
        };
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
