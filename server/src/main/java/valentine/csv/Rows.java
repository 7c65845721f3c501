package valentine.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a file from its first to its last, read once and in constant memory.
public final class Rows implements AutoCloseable {
    private static final int FIELD_LIMIT = 1 << 20;
    private static final int RECORD_LIMIT = 4 << 20;
    static final int COLUMN_LIMIT = 1_000;

    private final RowHandler handler;
    private final CloseableIterator<Row> rows;
    private final ByteCount bytes;

    private Rows(RowHandler handler, CsvReader<Row> reader, ByteCount bytes) {
        this.handler = handler;
        this.rows = reader.iterator();
        this.bytes = bytes;
    }

    /// Rows that must have as many columns as their first record, which is the header.
    // A character behind a closing quotation mark must cost no one the whole file; nothing else reads on there.
    @SuppressWarnings("removal")
    static Rows of(Reader text, ByteCount bytes, Layout layout, boolean lenientEnd) {
        RowHandler handler = new RowHandler();
        CsvReader<Row> reader = CsvReader.builder()
                .fieldSeparator(layout.delimiter())
                .quoteCharacter(layout.quote())
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(lenientEnd)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(FIELD_LIMIT + 4096)
                .build(handler, text);
        if (layout.separatorLine()) reader.skipLines(1);
        return new Rows(handler, reader, bytes);
    }

    /// The next row, or null after the last.
    public @Nullable Row next() throws IOException {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (TooLarge e) {
            throw new UnreadableFile(e.sentence);
        } catch (CsvParseException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof TooLarge large) throw new UnreadableFile(large.sentence);
                if (cause instanceof IOException broken) throw new UnreadableFile(brokenOff(broken));
            }
            // The library tells these two apart by its words only.
            boolean unclosed = String.valueOf(e.getMessage()).startsWith("Unclosed");
            throw new UnreadableFile(
                    unclosed ? unclosed() : handler.tooLarge("has a field of more than 1 MiB").sentence);
        } catch (UncheckedIOException e) {
            Throwable cause = e.getCause();
            throw new UnreadableFile(brokenOff(cause == null ? e : cause));
        }
    }

    /// How many bytes of the file have been read so far, compressed ones where it is compressed.
    public long bytesRead() {
        return bytes.total();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private String unclosed() {
        return "The quotation mark opened in the row that begins on line " + Math.max(1, handler.line())
                + " is never closed. Close it or double it, and bring the file again.";
    }

    private String brokenOff(Throwable broken) {
        return "The file cannot be read beyond line " + Math.max(1, handler.line()) + ": " + broken.getMessage() + ".";
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final String sentence;

        TooLarge(String sentence) {
            super(sentence, null, false, false);
            this.sentence = sentence;
        }
    }

    private static final class RowHandler extends AbstractBaseCsvCallbackHandler<Row> {
        private String[] fields = new String[16];
        private int count;
        private int characters;
        private boolean nul;
        private boolean blank;
        private int columns = -1;
        private long record;

        long line() {
            return getStartingLineNumber();
        }

        @Override
        protected void handleBegin(long line) {
            count = 0;
            characters = 0;
            nul = false;
            blank = false;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            if (length > FIELD_LIMIT) throw tooLarge("has a field of more than 1 MiB");
            characters += length;
            if (characters > RECORD_LIMIT) throw tooLarge("is longer than 4 MiB");
            if (index >= COLUMN_LIMIT) throw tooLarge("has more than 1,000 columns");
            if (index >= fields.length) fields = Arrays.copyOf(fields, fields.length * 2);
            String text = length == 0 ? "" : new String(buffer, offset, length);
            nul |= text.indexOf('\0') >= 0;
            fields[index] = text;
            count = index + 1;
        }

        @Override
        protected void handleEmpty() {
            fields[0] = "";
            count = 1;
            blank = true;
        }

        @Override
        protected RecordType getRecordType() {
            return blank ? RecordType.EMPTY : RecordType.DATA;
        }

        @Override
        protected Row buildRecord() {
            if (blank) return new Row(record, line(), new String[] {""}, null);
            int size = columns < 0 ? count : withoutBlankTail();
            if (columns < 0) columns = size;
            return new Row(record++, line(), Arrays.copyOf(fields, size), flaw(size));
        }

        /// Spreadsheets leave delimiters behind the last column: empty fields too many say nothing.
        private int withoutBlankTail() {
            int size = count;
            while (size > columns && fields[size - 1].isBlank()) size--;
            return size;
        }

        private @Nullable String flaw(int size) {
            if (nul) return "The row contains a NUL byte, which no text has";
            if (size == columns) return null;
            return "The row has " + size + (size == 1 ? " field" : " fields") + ", the header names " + columns;
        }

        private TooLarge tooLarge(String what) {
            return new TooLarge("The row that begins on line " + line() + " " + what
                    + ". Is a quotation mark left open there? Mend it and bring the file again.");
        }
    }

    /// Reads on to the end; for samples only.
    List<Row> all() throws IOException {
        List<Row> all = new ArrayList<>();
        for (Row row = next(); row != null; row = next()) all.add(row);
        return all;
    }
}
