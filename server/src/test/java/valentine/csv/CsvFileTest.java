package valentine.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
    @TempDir
    Path folder;

    private TestFiles files;

    @BeforeEach
    void here() {
        files = new TestFiles(folder);
    }

    @Test
    void every_delimiter_is_found() throws IOException {
        for (String delimiter : List.of(",", ";", "\t", "|")) {
            CsvFile file =
                    files.open("customer,date,amount\nann,2026-01-31,5\nben,2026-02-01,7\n".replace(",", delimiter));

            assertThat(file.header()).containsExactly("customer", "date", "amount");
            assertThat(TestFiles.all(file).get(1).fields()).containsExactly("ben", "2026-02-01", "7");
        }
    }

    @Test
    void a_decimal_comma_is_no_delimiter() throws IOException {
        CsvFile file = files.open("kunde;betrag\nann;1,50\nben;2,75\n");

        assertThat(file.header()).containsExactly("kunde", "betrag");
        assertThat(file.form()).isEqualTo("semicolon, UTF-8");
    }

    @Test
    void every_encoding_reads_the_same() throws IOException {
        String text = "customer,city\nJosé,Köln\n";
        List<Path> paths = List.of(
                files.file(text),
                files.file("\uFEFF" + text),
                files.file(text, Charset.forName("windows-1252")),
                files.file("\uFEFF" + text, StandardCharsets.UTF_16LE),
                files.file("\uFEFF" + text, StandardCharsets.UTF_16BE));

        for (Path path : paths) {
            CsvFile file = CsvFile.open(path);
            assertThat(file.header()).containsExactly("customer", "city");
            assertThat(TestFiles.all(file).getFirst().fields()).containsExactly("José", "Köln");
        }
    }

    @Test
    void a_western_letter_far_behind_an_ascii_beginning_is_read() throws IOException {
        String text = "customer,city\n" + "ann,York\n".repeat(40_000) + "José,Köln\n";

        List<Row> rows = TestFiles.all(CsvFile.open(files.file(text, StandardCharsets.ISO_8859_1)));

        assertThat(rows.getLast().fields()).containsExactly("José", "Köln");
    }

    @Test
    void a_compressed_file_is_read_and_its_progress_ends_at_its_size() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8));
        }
        CsvFile file = CsvFile.open(files.file(bytes.toByteArray()));

        try (Rows rows = file.rows()) {
            while (rows.next() != null) {}
            assertThat(rows.bytesRead()).isEqualTo(file.size());
        }
        assertThat(file.form()).isEqualTo("comma, UTF-8, compressed");
    }

    @Test
    void a_row_knows_its_record_and_its_line() throws IOException {
        List<Row> rows = TestFiles.all(files.open("a,b\n1,\"two\nlines\"\n\n2,x\n"));

        assertThat(rows).extracting(Row::record).containsExactly(1L, 2L);
        assertThat(rows).extracting(Row::line).containsExactly(2L, 5L);
        assertThat(rows.getFirst().get(1)).isEqualTo("two\nlines");
    }

    @Test
    void a_row_with_too_few_or_too_many_fields_says_so_and_the_next_is_read() throws IOException {
        List<Row> rows = TestFiles.all(files.open("a,b,c\n1,2\n1,2,3,4\n1,2,3\n1,2,3,,\n"));

        assertThat(rows.get(0).flaw()).isEqualTo("The row has 2 fields, the header names 3");
        assertThat(rows.get(1).flaw()).isEqualTo("The row has 4 fields, the header names 3");
        assertThat(rows.get(2).flaw()).isNull();
        assertThat(rows.get(3).flaw()).isNull();
    }

    @Test
    void blank_and_equal_names_of_columns_are_told_apart() throws IOException {
        assertThat(files.open("name,,name,\n1,2,3,4\n").header())
                .containsExactly("name", "column 2", "name 2", "column 4");
    }

    @Test
    void a_file_of_a_header_only_has_no_rows() throws IOException {
        CsvFile file = files.open("customer,date\n");

        assertThat(TestFiles.all(file)).isEmpty();
        assertThat(file.sample()).isEmpty();
    }

    @Test
    void one_column_is_enough() throws IOException {
        assertThat(TestFiles.all(files.open("email\nann@example.org\nben@example.org\n")))
                .hasSize(2);
    }

    @Test
    void a_separator_line_of_a_spreadsheet_is_followed() throws IOException {
        CsvFile file = files.open("sep=;\na;b\n1;2\n");

        assertThat(file.header()).containsExactly("a", "b");
        assertThat(TestFiles.all(file).getFirst().line()).isEqualTo(3);
    }

    @Test
    void what_is_no_file_of_rows_is_refused_with_the_mend() throws IOException {
        refused("", "The file is empty.");
        refused("  \n\n", "The file is empty.");
        refused("PK\3\4....xl/workbook.xml", "This is an Excel workbook. Save it as CSV (UTF-8) and bring that.");
        refused("PK\3\4....notes.txt", "This is a zip archive.");
        refused("a,b\n1,\0\n", "This is not a text file");
        refused("[{\"a\":1}]", "This is JSON.");
        refused("<html></html>", "This is a web page or XML.");
        refused("%PDF-1.7", "This is a PDF.");
        refused(" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n", "aligned by spaces");
        refused("ann,2026-01-31,5\nben,2026-02-01,7\n", "The first line of the file must name its columns");
        refused("1,2,3\n4,5,6\n", "The first line of the file must name its columns");
    }

    @Test
    void a_quotation_mark_left_open_is_named_by_its_line() throws IOException {
        CsvFile file = files.open("a,b\n1,2\n3,\"left open\n4,5\n");

        assertThatThrownBy(() -> TestFiles.all(file))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("never closed");
    }

    @Test
    void a_field_of_more_than_a_mebibyte_is_named_by_its_line() throws IOException {
        CsvFile long1 = files.open("a,b\n1,2\n3," + "x".repeat(1_050_000) + "\n");
        CsvFile long2 = files.open("a,b\n1,2\n3," + "x".repeat(3_000_000) + "\n");

        for (CsvFile file : List.of(long1, long2)) {
            assertThatThrownBy(() -> TestFiles.all(file))
                    .isInstanceOf(UnreadableFile.class)
                    .hasMessageContaining("line 3")
                    .hasMessageContaining("1 MiB");
        }
    }

    @Test
    void a_compressed_file_that_breaks_off_says_where() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 100_000; i++) text.append(random.nextInt()).append(",x\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        CsvFile file = CsvFile.open(files.file(Arrays.copyOf(bytes.toByteArray(), bytes.size() - 5_000)));

        assertThatThrownBy(() -> TestFiles.all(file))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageStartingWith("The file cannot be read beyond line 9");
    }

    @Test
    void more_than_a_thousand_columns_are_refused() throws IOException {
        refused("a,".repeat(1_000) + "a\n", "more than 1,000 columns");
    }

    @Test
    void a_nul_byte_behind_the_beginning_costs_only_its_row() throws IOException {
        List<Row> rows = TestFiles.all(files.open("a,b\n" + "1,2\n".repeat(60_000) + "3,\0\n4,5\n"));

        assertThat(rows.get(60_000).flaw()).contains("NUL");
        assertThat(rows.get(60_001).flaw()).isNull();
    }

    @Test
    void whatever_is_written_is_read_back() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int columns = 2 + random.nextInt(6);
            List<List<String>> written = rows(random, columns);
            StringWriter text = new StringWriter();
            char delimiter = ",;\t|".charAt(round % 4);
            try (CsvWriter writer =
                    CsvWriter.builder().fieldSeparator(delimiter).build(text)) {
                written.forEach(writer::writeRecord);
            }

            List<Row> read = TestFiles.all(files.open(text.toString()));

            assertThat(read).extracting(Row::fields).containsExactlyElementsOf(written.subList(1, written.size()));
        }
    }

    private static List<List<String>> rows(Random random, int columns) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < 12; row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                StringBuilder cell = new StringBuilder(row == 0 ? "name" + column : "c");
                int length = row == 0 ? 0 : random.nextInt(12);
                for (int i = 0; i < length; i++) cell.append("ab,;\t|\"'\n é€𝄞".charAt(random.nextInt(12)));
                cells.add(cell.toString());
            }
            rows.add(cells);
        }
        return rows;
    }

    private void refused(String text, String sentence) throws IOException {
        Path path = files.file(text);
        assertThatThrownBy(() -> CsvFile.open(path))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining(sentence);
    }
}
