package valentine.csv;

/// Where the cells of a line lie among its bytes.
///
/// Plain is a line with as many cells as the header, each quoted as a whole or not at all, and without control
/// characters: it means the same to every reader.
final class PlainLine {
    private final byte delimiter;
    private final byte quote;
    private final boolean[] special = new boolean[256];
    private final int columns;
    private final int[] from;
    private final int[] to;

    PlainLine(Layout layout, int columns) {
        this.delimiter = (byte) layout.delimiter();
        this.quote = (byte) layout.quote();
        this.columns = columns;
        this.from = new int[columns];
        this.to = new int[columns];
        for (int control = 0; control < ' '; control++) special[control] = true;
        special[delimiter] = true;
        special[quote] = true;
    }

    /// Finds the cells; false where the line is not plain.
    boolean split(byte[] bytes, int begin, int end) {
        int at = begin;
        for (int column = 0; column < columns; column++) {
            if (at < end && bytes[at] == quote) {
                int close = at + 1;
                while (close < end && (bytes[close] >= ' ' || bytes[close] < 0) && bytes[close] != quote) close++;
                if (close == end || bytes[close] != quote) return false;
                from[column] = at + 1;
                to[column] = close;
                at = close + 1;
            } else {
                from[column] = at;
                while (at < end && !special[bytes[at] & 0xff]) at++;
                to[column] = at;
            }
            if (at == end) return column == columns - 1;
            if (bytes[at++] != delimiter) return false;
        }
        return false;
    }

    /// Makes a cell begin behind the blanks before its text and end before those behind it.
    void strip(byte[] bytes, int column) {
        while (from[column] < to[column] && bytes[from[column]] == ' ') from[column]++;
        while (from[column] < to[column] && bytes[to[column] - 1] == ' ') to[column]--;
    }

    int from(int column) {
        return from[column];
    }

    int to(int column) {
        return to[column];
    }
}
