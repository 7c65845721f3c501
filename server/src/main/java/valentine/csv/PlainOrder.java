package valentine.csv;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;

/// One order read from the bytes of a plain line: who, which day, and how much.
///
/// It reads what needs no second thought and leaves every other line to [OrderLines].
public final class PlainOrder {
    private static final int NO_COLUMN = -1;

    private final PlainLine line;
    private final ZoneId zone;
    private final Dates dates;
    private final PlainDay days;
    private final boolean pointZero;
    private final int customerColumn;
    private final int dateColumn;
    private final int currencyColumn;
    private final int quantityColumn;
    private final int unitPriceColumn;
    private final int amountColumn;
    private final PlainNumber quantity;
    private final PlainNumber unitPrice;
    private final PlainNumber total;
    private final PlainNumber product;
    private PlainNumber amount;

    private byte[] bytes = {};
    private int day;
    private int customerEnd;
    private String currency = "";
    private long currencyBytes;

    PlainOrder(Mapping mapping, ZoneId zone, PlainLine line) {
        this.line = line;
        this.zone = zone;
        this.dates = mapping.dates(Field.DATE);
        this.days = new PlainDay(dates);
        this.pointZero = mapping.hasPointZero(Field.CUSTOMER);
        this.customerColumn = mapping.column(Field.CUSTOMER).orElseThrow();
        this.dateColumn = mapping.column(Field.DATE).orElseThrow();
        this.currencyColumn = mapping.column(Field.CURRENCY).orElse(NO_COLUMN);
        this.quantityColumn = mapping.column(Field.QUANTITY).orElse(NO_COLUMN);
        this.unitPriceColumn = mapping.column(Field.UNIT_PRICE).orElse(NO_COLUMN);
        this.amountColumn = mapping.column(Field.AMOUNT).orElse(NO_COLUMN);
        this.quantity = new PlainNumber(mapping.amounts(Field.QUANTITY));
        this.unitPrice = new PlainNumber(mapping.amounts(Field.UNIT_PRICE));
        this.total = new PlainNumber(mapping.amounts(Field.AMOUNT));
        this.product = new PlainNumber(mapping.amounts(Field.AMOUNT));
        this.amount = total;
    }

    /// The bytes among which the customer's name lies, in ASCII.
    public byte[] bytes() {
        return bytes;
    }

    /// Where the customer's name begins.
    public int customerFrom() {
        return line.from(customerColumn);
    }

    /// Where the customer's name ends.
    public int customerTo() {
        return customerEnd;
    }

    /// The day in the firm's zone, counted from 1970.
    public int day() {
        return day;
    }

    /// The value of the line; 0 where the file does not tell.
    public double amount() {
        return amount.value();
    }

    /// A code of three letters, empty where unknown.
    public String currency() {
        return currency;
    }

    /// Whether something came back.
    public boolean isReturn() {
        return quantity.sign() < 0 || amount.sign() < 0;
    }

    /// Reads the cells that matter; false where one of them is not written plainly.
    boolean read(byte[] text) {
        bytes = text;
        return readCustomer() && readDay() && readAmount() && readCurrency();
    }

    private boolean readCustomer() {
        line.strip(bytes, customerColumn);
        int from = line.from(customerColumn);
        int to = line.to(customerColumn);
        if (from == to) return false;
        if (pointZero) {
            if (!isDigit(bytes[from])) return false;
            if (to - from > 2 && bytes[to - 1] == '0' && bytes[to - 2] == '.') to -= 2;
        }
        customerEnd = to;
        boolean zero = true;
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) return false;
            zero &= bytes[at] == '0';
        }
        if (zero) return false;
        // No word for nobody begins and ends with digits.
        if (isDigit(bytes[from]) || (isDigit(bytes[to - 1]) && bytes[from] != '-')) return true;
        String name = text(from, to);
        return !Blank.is(name) && !Cells.isNobody(name);
    }

    private boolean readDay() {
        line.strip(bytes, dateColumn);
        int from = line.from(dateColumn);
        int to = line.to(dateColumn);
        day = days.read(bytes, from, to);
        if (day != PlainDay.NONE) return true;
        if (from == to || !isAscii(from, to)) return false;
        String text = text(from, to);
        if (Blank.is(text) || !(dates.read(text) instanceof When when)) return false;
        day = (int) when.day(zone).toEpochDay();
        return true;
    }

    private boolean readAmount() {
        if (!read(quantityColumn, quantity) || !read(unitPriceColumn, unitPrice) || !read(amountColumn, total)) {
            return false;
        }
        amount = total;
        if (total.isGiven() || !unitPrice.isGiven()) return true;
        if (quantityColumn == NO_COLUMN) {
            amount = unitPrice;
        } else if (quantity.isGiven()) {
            amount = product;
            return product.product(quantity, unitPrice);
        }
        return true;
    }

    private boolean read(int column, PlainNumber number) {
        if (column == NO_COLUMN) return true;
        line.strip(bytes, column);
        return number.read(bytes, line.from(column), line.to(column));
    }

    /// A file names the same currency over and over: it is looked up where it changes.
    private boolean readCurrency() {
        if (currencyColumn == NO_COLUMN) return true;
        line.strip(bytes, currencyColumn);
        int from = line.from(currencyColumn);
        int to = line.to(currencyColumn);
        if (to - from >= Long.BYTES) return false;
        long packed = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) return false;
            packed = packed << 8 | bytes[at];
        }
        if (packed == currencyBytes) return true;
        String text = text(from, to);
        Optional<String> found = Blank.is(text) ? Optional.of("") : Amounts.currency(text);
        if (found.isEmpty()) return false;
        currency = found.get();
        currencyBytes = packed;
        return true;
    }

    private boolean isAscii(int from, int to) {
        for (int at = from; at < to; at++) if (bytes[at] < 0) return false;
        return true;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isDigit(byte one) {
        return one >= '0' && one <= '9';
    }
}
