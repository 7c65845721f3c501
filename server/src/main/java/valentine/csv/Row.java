package valentine.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record of a file: its texts as they were written, and where it stood.
public final class Row {
    private final long record;
    private final long line;
    private final String[] fields;
    private final @Nullable String flaw;

    Row(long record, long line, String[] fields, @Nullable String flaw) {
        this.record = record;
        this.line = line;
        this.fields = fields;
        this.flaw = flaw;
    }

    /// This row where it stands in the whole file.
    Row at(long wholeRecord, long wholeLine) {
        return new Row(wholeRecord, wholeLine, fields, flaw);
    }

    /// The number of this record, the first below the header being 1.
    public long record() {
        return record;
    }

    /// The line of the file on which this record begins, the first line being 1.
    public long line() {
        return line;
    }

    public List<String> fields() {
        return List.of(fields);
    }

    /// The text of a column as written; empty where the row is too short.
    public String get(int column) {
        return column < fields.length ? fields[column] : "";
    }

    /// Why this row cannot be read at all, as a sentence; null for a sound row.
    public @Nullable String flaw() {
        return flaw;
    }
}
