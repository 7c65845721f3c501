package valentine.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Writes the file of refused rows: the columns of the file they came from, and last why each was refused.
///
/// It is made to be mended and brought again; the added column is then ignored.
public final class RefusedRows implements AutoCloseable {
    /// The name of the added column.
    public static final String COLUMN = "refused_because";

    private final CsvWriter writer;
    private final int ownColumn;
    private final int[] hidden;

    /// Begins with a byte order mark, by which spreadsheets know UTF-8, and the header.
    ///
    /// @param isHidden which columns, by name, must not lie open on the disk: their cells are left empty
    public RefusedRows(OutputStream out, CsvFile file, Predicate<String> isHidden) throws IOException {
        OutputStreamWriter text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write('\uFEFF');
        this.writer = CsvWriter.builder()
                .fieldSeparator(file.delimiter())
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
        this.ownColumn = file.header().indexOf(COLUMN);
        this.hidden = IntStream.range(0, file.header().size())
                .filter(column -> isHidden.test(file.header().get(column)))
                .toArray();
        List<String> header = new ArrayList<>(file.header());
        header.remove(COLUMN);
        write(header, COLUMN);
    }

    /// The cells stay as they were written: guarding them against formulas would change the firm's own data, which
    /// comes back in the mended file, and they hold nothing that their owner does not have already. Only our
    /// sentence, which quotes them, is guarded. A row with too few or too many fields keeps their number and is
    /// refused again until it is mended.
    public void write(Row row, Refusal refusal) throws IOException {
        List<String> cells = new ArrayList<>(row.fields());
        for (int column : hidden) {
            if (column < cells.size()) cells.set(column, "");
        }
        if (ownColumn >= 0) removeOldSentence(cells, row.flaw() != null);
        write(cells, guarded(refusal.sentence()));
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private void write(List<String> cells, String last) throws IOException {
        cells.add(last);
        try {
            writer.writeRecord(cells);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// A row with a wrong number of fields bears the sentence of last time at its end, if its owner left it there.
    private void removeOldSentence(List<String> cells, boolean flawed) {
        if (!flawed) cells.remove(ownColumn);
        else if (cells.getLast().startsWith("The row has ")) cells.removeLast();
    }

    private static String guarded(String sentence) {
        return "=+-@\t\r".indexOf(sentence.charAt(0)) >= 0 ? "'" + sentence : sentence;
    }
}
