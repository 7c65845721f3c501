package valentine.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Small files, written where a test needs them.
record TestFiles(Path folder) {

    Path file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String text, Charset charset) throws IOException {
        return file(text.getBytes(charset));
    }

    Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "rows", ".csv"), bytes);
    }

    CsvFile open(String text) throws IOException {
        return CsvFile.open(file(text));
    }

    static List<Row> all(CsvFile file) throws IOException {
        List<Row> all = new ArrayList<>();
        try (Rows rows = file.rows()) {
            for (Row row = rows.next(); row != null; row = rows.next()) all.add(row);
        }
        return all;
    }
}
