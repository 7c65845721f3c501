package valentine.csv;

/// Why a row was not taken: where it stands, which column is to blame, and a sentence with the mend.
///
/// @param column the name of the column, empty where the row as a whole is to blame
/// @param value what stands there, shortened
public record Refusal(long record, long line, String column, String value, String sentence)
        implements OrderRow, CustomerRow, InteractionRow {
    private static final int SHOWN = 60;

    public Refusal {
        if (sentence.isBlank()) throw new IllegalArgumentException("A refusal needs a sentence");
        value = shortened(value);
    }

    /// This refusal behind so many more records and lines.
    public Refusal behind(long records, long lines) {
        return new Refusal(record + records, line + lines, column, value, sentence);
    }

    static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN - 1) + "…";
    }
}
