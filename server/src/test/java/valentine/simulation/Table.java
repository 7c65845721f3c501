package valentine.simulation;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The rows of one written file; the reader refuses rows with another number of fields than the header.
record Table(List<Map<String, String>> rows) {
    static Table read(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return new Table(reader.stream().map(NamedCsvRecord::getFieldsAsMap).toList());
        }
    }

    Table where(String column, String value) {
        return new Table(
                rows.stream().filter(row -> row.get(column).equals(value)).toList());
    }

    Map<String, Table> by(String column) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get(column), Collectors.collectingAndThen(Collectors.toList(), Table::new)));
    }

    List<String> column(String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }
}
