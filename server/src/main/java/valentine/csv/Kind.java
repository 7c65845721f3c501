package valentine.csv;

import static valentine.csv.Field.*;

import java.util.List;
import java.util.Map;

/// What the rows of a file are about.
///
/// @param word the word for it on the command line: "orders"
/// @param label what its rows are, for a person: "Orders, a line each"
/// @param added what becomes of them beside customers, for a person: "orders and returns"; empty where nothing does
/// @param fields the fields such a row can fill, the required ones first
/// @param required the fields without which no row can be read
/// @param instead the field that may stand for a required one: the number of an order tells the customer
public record Kind(
        String word, String label, String added, List<Field> fields, List<Field> required, Map<Field, Field> instead) {
    public static final Kind ORDERS = new Kind(
            "orders",
            "Orders, a line each",
            "orders and returns",
            List.of(
                    CUSTOMER,
                    DATE,
                    ORDER,
                    PRODUCT,
                    DESCRIPTION,
                    QUANTITY,
                    UNIT_PRICE,
                    AMOUNT,
                    CURRENCY,
                    COUNTRY,
                    EMAIL,
                    NAME),
            List.of(CUSTOMER, DATE));
    public static final Kind CUSTOMERS = new Kind(
            "customers",
            "Customers",
            "",
            List.of(CUSTOMER, NAME, EMAIL, PHONE, COMPANY, COUNTRY, CITY, SINCE),
            List.of(CUSTOMER));
    public static final Kind INTERACTIONS = new Kind(
            "interactions",
            "Interactions: messages, calls, reviews, complaints …",
            "interactions",
            List.of(
                    CUSTOMER,
                    DATE,
                    KIND,
                    CHANNEL,
                    DIRECTION,
                    SUBJECT,
                    TEXT,
                    SCORE,
                    AMOUNT,
                    CURRENCY,
                    MESSAGE_ID,
                    ORDER),
            List.of(CUSTOMER, DATE, KIND),
            Map.of(CUSTOMER, ORDER));

    public Kind {
        fields = List.copyOf(fields);
        required = List.copyOf(required);
        instead = Map.copyOf(instead);
        if (!fields.containsAll(required)) throw new IllegalArgumentException("A required field is none: " + word);
    }

    public Kind(String word, String label, String added, List<Field> fields, List<Field> required) {
        this(word, label, added, fields, required, Map.of());
    }
}
