package valentine.csv;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The first bytes of a file and what they tell about the rest.
final class Beginning {
    private static final int LENGTH = 200_000;
    private static final String EXCEL = "This is an Excel workbook. Save it as CSV (UTF-8) and bring that.";

    private final byte[] bytes;
    private final boolean whole;
    private final boolean compressed;

    private Beginning(byte[] bytes, boolean whole, boolean compressed) {
        this.bytes = bytes;
        this.whole = whole;
        this.compressed = compressed;
    }

    static Beginning of(Path path) throws IOException {
        if (Files.isDirectory(path)) throw new UnreadableFile("This is a folder. Bring one file at a time.");
        if (!Files.isReadable(path)) throw new UnreadableFile("There is no file that can be read at " + path + ".");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            in.mark(2);
            boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            byte[] bytes = (compressed ? new GZIPInputStream(in) : in).readNBytes(LENGTH + 1);
            boolean whole = bytes.length <= LENGTH;
            return new Beginning(whole ? bytes : Arrays.copyOf(bytes, LENGTH), whole, compressed);
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new UnreadableFile("The compressed file is damaged. Compress it again and bring that.");
        }
    }

    Layout layout() throws IOException {
        if (bytes.length == 0) throw new UnreadableFile("The file is empty.");
        refuseOtherFormats();
        Layout layout = encoding();
        boolean wide = layout.charset().newEncoder().maxBytesPerChar() >= 2
                && layout.charset().name().startsWith("UTF-16");
        if (!wide && has((byte) 0)) {
            throw new UnreadableFile(
                    "This is not a text file: it contains NUL bytes. Save the data as CSV (UTF-8) and bring that.");
        }
        return divided(layout);
    }

    /// The rows of the beginning, header first; the last is left out where the beginning cuts it off.
    List<Row> rows(Layout layout) throws IOException {
        try (Rows rows =
                Rows.of(new StringReader(text(layout)), new ByteCount(InputStream.nullInputStream()), layout, true)) {
            List<Row> all = rows.all();
            return whole || all.size() < 2 ? all : all.subList(0, all.size() - 1);
        }
    }

    private void refuseOtherFormats() throws UnreadableFile {
        if (starts("PK\3\4")) {
            String names = new String(bytes, StandardCharsets.ISO_8859_1);
            if (names.contains("xl/") || names.contains("[Content_Types].xml")) throw new UnreadableFile(EXCEL);
            throw new UnreadableFile("This is a zip archive. Unpack it and bring the CSV file inside.");
        }
        if (starts("\u00d0\u00cf\u0011\u00e0")) throw new UnreadableFile(EXCEL);
        if (starts("%PDF")) throw new UnreadableFile("This is a PDF. Export the data as CSV (UTF-8) and bring that.");
        if (starts("PAR1")) throw new UnreadableFile("This is a Parquet file. Save it as CSV (UTF-8) and bring that.");
        if (starts("BZh") || starts("\u00fd7zXZ") || starts("(\u00b5/\u00fd")) {
            throw new UnreadableFile("This file is compressed in a way we do not read. Unpack it, or use gzip.");
        }
    }

    private Layout encoding() {
        if (starts("\u00ef\u00bb\u00bf")) return plain(StandardCharsets.UTF_8, 3);
        if (starts("\u00ff\u00fe")) return plain(StandardCharsets.UTF_16LE, 2);
        if (starts("\u00fe\u00ff")) return plain(StandardCharsets.UTF_16BE, 2);
        CharsetDecoder strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer room = CharBuffer.allocate(bytes.length);
        boolean utf8 = !strict.decode(ByteBuffer.wrap(bytes), room, whole).isError();
        return plain(utf8 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"), 0);
    }

    private Layout plain(Charset charset, int mark) {
        return new Layout(compressed, charset, mark, false, ',', '"');
    }

    /// The delimiter that gives the most rows as many fields as the header.
    private Layout divided(Layout layout) throws IOException {
        String text = text(layout);
        if (text.isBlank()) throw new UnreadableFile("The file is empty.");
        String head = text.stripLeading();
        if (head.startsWith("{") || head.startsWith("[{")) {
            throw new UnreadableFile("This is JSON. Save the data as CSV (UTF-8) and bring that.");
        }
        if (head.startsWith("<")) {
            throw new UnreadableFile("This is a web page or XML. Save the data as CSV (UTF-8) and bring that.");
        }
        if (text.regionMatches(true, 0, "sep=", 0, 4) && text.length() > 5 && text.charAt(5) < ' ') {
            return new Layout(layout.compressed(), layout.charset(), layout.mark(), true, text.charAt(4), '"');
        }
        char quote = head.startsWith("'") ? '\'' : '"';
        Layout best = layout.with(',', quote);
        double bestScore = 0;
        for (char delimiter : new char[] {',', ';', '\t', '|'}) {
            Layout candidate = layout.with(delimiter, quote);
            double score = score(rows(candidate));
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        if (bestScore == 0) refuseFixedWidth(text);
        return best;
    }

    private static double score(List<Row> rows) {
        int columns = rows.isEmpty() ? 0 : rows.getFirst().fields().size();
        if (columns < 2) return 0;
        long sound = rows.stream().filter(row -> row.flaw() == null).count();
        // Agreement of the rows first; among delimiters that agree, the one that divides more.
        return (double) sound / rows.size() + columns * 1e-6;
    }

    private static void refuseFixedWidth(String text) throws UnreadableFile {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(20).toList();
        boolean aligned = lines.stream()
                .allMatch(line -> line.strip().contains("  ") || line.strip().split(" ", -1).length > 3);
        if (lines.size() > 1 && aligned) {
            throw new UnreadableFile(
                    "No comma, semicolon, tab or bar divides the columns of this file; they are aligned "
                            + "by spaces. Save it as CSV (UTF-8) with a first line that names the columns, and bring that.");
        }
    }

    private String text(Layout layout) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes, layout.mark(), bytes.length - layout.mark());
        try (Reader reader = new LenientReader(in, layout.charset())) {
            return reader.readAllAsString();
        }
    }

    private boolean starts(String magic) {
        byte[] first = magic.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= first.length && Arrays.equals(bytes, 0, first.length, first, 0, first.length);
    }

    private boolean has(byte wanted) {
        for (byte one : bytes) if (one == wanted) return true;
        return false;
    }
}
