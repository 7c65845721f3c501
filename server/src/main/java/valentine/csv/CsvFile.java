package valentine.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// A file of rows under a header, with everything about its form found out from its beginning.
public final class CsvFile {
    private final Path path;
    private final Layout layout;
    private final List<String> header;
    private final List<Row> sample;

    private CsvFile(Path path, Layout layout, List<String> header, List<Row> sample) {
        this.path = path;
        this.layout = layout;
        this.header = header;
        this.sample = sample;
    }

    /// Looks at the first 200 KB of a file.
    ///
    /// @throws UnreadableFile with a sentence for the person who brought the file, where it is none of rows
    public static CsvFile open(Path path) throws IOException {
        Beginning beginning = Beginning.of(path);
        Layout layout = beginning.layout();
        List<Row> rows = beginning.rows(layout);
        if (rows.isEmpty()) throw new UnreadableFile("The file is empty.");
        Row first = rows.getFirst();
        List<Row> sample = List.copyOf(rows.subList(1, rows.size()));
        Headless.refuse(first, sample);
        return new CsvFile(path, layout, named(first.fields()), sample);
    }

    /// The names of the columns, none blank, none twice.
    public List<String> header() {
        return header;
    }

    /// The first rows, as many as the first 200 KB hold.
    public List<Row> sample() {
        return sample;
    }

    /// What was found out about the form, in words: "comma, UTF-8, compressed".
    public String form() {
        String separator = switch (layout.delimiter()) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            default -> "bar";
        };
        return separator + ", " + layout.charset() + (layout.compressed() ? ", compressed" : "");
    }

    public boolean isCompressed() {
        return layout.compressed();
    }

    public char delimiter() {
        return layout.delimiter();
    }

    /// The size of the file in bytes, as it lies on the disk.
    public long size() throws IOException {
        return Files.size(path);
    }

    Path path() {
        return path;
    }

    Layout layout() {
        return layout;
    }

    /// All rows below the header.
    public Rows rows() throws IOException {
        ByteCount bytes = new ByteCount(Files.newInputStream(path));
        try {
            InputStream in = layout.compressed() ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            in.skipNBytes(layout.mark());
            Rows rows = Rows.of(new LenientReader(in, layout.charset()), bytes, layout, false);
            rows.next();
            return rows;
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static List<String> named(List<String> cells) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i).strip();
            String name = cell.isEmpty() ? "column " + (i + 1) : cell;
            String unique = name;
            for (int n = 2; !taken.add(unique); n++) unique = name + " " + n;
            names.add(unique);
        }
        return List.copyOf(names);
    }
}
