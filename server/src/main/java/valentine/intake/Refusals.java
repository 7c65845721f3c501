package valentine.intake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import valentine.csv.CsvFile;
import valentine.csv.Refusal;
import valentine.csv.RefusedRows;
import valentine.csv.Row;
import valentine.transparency.Recognition;

/// The refused rows of one import: all of them in a file, the first and the reasons for its page.
final class Refusals implements AutoCloseable {
    private static final int FIRST = 20;
    private static final int REASONS = 30;
    private static final String OTHER = "Other reasons; the file of the refused rows says which.";
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    private final Path path;
    private final CsvFile file;
    private final List<Import.RefusedRow> first = new ArrayList<>();
    private final Map<String, Long> reasons = new HashMap<>();
    private long count;
    private @Nullable RefusedRows rows;

    Refusals(Path path, CsvFile file) {
        this.path = path;
        this.file = file;
    }

    void add(Row row, Refusal refusal) throws IOException {
        RefusedRows out = rows;
        if (out == null) {
            out = new RefusedRows(new BufferedOutputStream(Files.newOutputStream(path)), file, Refusals::isHidden);
            rows = out;
        }
        out.write(row, refusal);
        count++;
        if (first.size() < FIRST) {
            String value = Recognition.of(refusal.column(), refusal.value()).isPresent() ? "" : refusal.value();
            first.add(new Import.RefusedRow(refusal.line(), refusal.column(), value, refusal.sentence()));
        }
        // Counted without the values that the sentence quotes: the same reason is one reason.
        String reason = refusal.sentence().indexOf('\'') < 0
                ? refusal.sentence()
                : QUOTED.matcher(refusal.sentence()).replaceAll("'…'");
        reasons.merge(reasons.size() < REASONS || reasons.containsKey(reason) ? reason : OTHER, 1L, Long::sum);
    }

    private static boolean isHidden(String column) {
        return Recognition.name(column).isPresent();
    }

    long count() {
        return count;
    }

    List<Import.RefusedRow> first() {
        return List.copyOf(first);
    }

    List<Import.Reason> reasons() {
        return reasons.entrySet().stream()
                .map(entry -> new Import.Reason(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Import.Reason::rows).reversed().thenComparing(Import.Reason::why))
                .toList();
    }

    @Override
    public void close() throws IOException {
        if (rows != null) rows.close();
    }
}
