package valentine.csv;

import java.util.List;
import java.util.regex.Pattern;

/// Finds a first line that is already data, so that no column has a name.
final class Headless {
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private Headless() {}

    static void refuse(Row first, List<Row> sample) throws UnreadableFile {
        List<String> cells =
                first.fields().stream().filter(cell -> !cell.isBlank()).toList();
        boolean noName = cells.stream().noneMatch(cell -> LETTER.matcher(cell).find());
        boolean data = cells.stream().anyMatch(cell -> cell.contains("@") || isFullDate(cell));
        if (noName || (data && !sample.isEmpty())) {
            throw new UnreadableFile("The first line of the file must name its columns, but it holds data already. "
                    + "Put a line such as customer,date,amount above it and bring the file again.");
        }
    }

    /// A year alone may well be the name of a column.
    private static boolean isFullDate(String cell) {
        return cell.length() >= 8
                && !LETTER.matcher(cell.replace('T', ' ').replace('Z', ' ')).find()
                && cell.chars().filter(c -> c == '-' || c == '/' || c == '.').count() >= 2
                && Dates.among(List.of(cell)).isFound();
    }
}
