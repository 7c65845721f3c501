package valentine.csv;

/// A number read from bytes where it is written plainly: `-12.50`, at most 15 digits, no sign of a currency.
final class PlainNumber {
    private static final int MOST_DIGITS = 15;
    private static final int MOST_DECIMALS = 22;
    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = powers();

    private final byte mark;
    private long digits;
    private int decimals;
    private boolean given;

    PlainNumber(Amounts amounts) {
        this.mark = (byte) (amounts.hasDecimalComma() ? ',' : '.');
    }

    /// Reads a stripped cell; false where it holds anything but a plain number or nothing.
    boolean read(byte[] bytes, int from, int to) {
        given = from < to;
        if (!given) return true;
        int at = bytes[from] == '-' ? from + 1 : from;
        int first = at;
        int point = -1;
        long value = 0;
        for (; at < to; at++) {
            byte one = bytes[at];
            if (one >= '0' && one <= '9') value = value * 10 + (one - '0');
            else if (one == mark && point < 0) point = at;
            else return false;
        }
        int count = to - first - (point < 0 ? 0 : 1);
        if (count < 1 || count > MOST_DIGITS || point == first || point == to - 1) return false;
        digits = first > from ? -value : value;
        decimals = point < 0 ? 0 : to - 1 - point;
        return true;
    }

    /// Becomes the product of two numbers; false where it is too long to be exact.
    boolean product(PlainNumber one, PlainNumber other) {
        given = true;
        digits = one.digits * other.digits;
        decimals = one.decimals + other.decimals;
        return Math.multiplyHigh(one.digits, other.digits) == digits >> 63
                && Math.abs(digits) < EXACT
                && decimals <= MOST_DECIMALS;
    }

    boolean isGiven() {
        return given;
    }

    /// Below, at or above zero; zero where no number is given.
    int sign() {
        return given ? Long.signum(digits) : 0;
    }

    /// The nearest double: a division of two exact numbers.
    double value() {
        return given ? digits / POWERS[decimals] : 0;
    }

    private static double[] powers() {
        double[] powers = new double[MOST_DECIMALS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
