package valentine.erasure;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FastByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.customer.Identity;
import valentine.customer.PersonalData;
import valentine.team.Firms;
import valentine.transparency.DataUses;

/// What a customer takes with him: all that is kept of him, of one moment, as JSON and as CSV in one zip file.
@Service
public class Takeouts {
    private static final String README = """
            This is all that %s keeps of you, as of %s.

            everything.json  all of it in one file, for programs
            csv/…            the same in tables, for a spreadsheet

            Moments are written in universal time (UTC). In tables a text that a spreadsheet would take for a formula
            begins with an apostrophe.
            """;

    private final List<PersonalData> parts;
    private final Identity identity;
    private final Firms firms;
    private final JsonMapper json;
    private final Clock clock;
    private final DataUses uses;
    private final TransactionTemplate snapshot;

    Takeouts(
            List<PersonalData> parts,
            Identity identity,
            Firms firms,
            JsonMapper json,
            Clock clock,
            DataUses uses,
            PlatformTransactionManager transactions) {
        this.parts = parts.stream()
                .sorted(Comparator.comparingInt(PersonalData::order).reversed().thenComparing(PersonalData::part))
                .toList();
        this.identity = identity;
        this.firms = firms;
        this.json = json;
        this.clock = clock;
        this.uses = uses;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /// The zip file whole, and the record that it was taken, in one transaction: neither is there without the other.
    public FastByteArrayOutputStream take(DataUses.Use use) {
        FastByteArrayOutputStream zip = new FastByteArrayOutputStream();
        snapshot.executeWithoutResult(_ -> {
            uses.record(use);
            write(use.customer(), zip);
        });
        return zip;
    }

    /// Writes the zip file, row by row; the stream stays open.
    public void write(CustomerId customer, OutputStream out) {
        snapshot.executeWithoutResult(_ -> {
            List<CustomerId> profiles = identity.profiles(identity.headOf(customer));
            try {
                ZipOutputStream zip = new ZipOutputStream(out);
                readme(zip);
                json(profiles, zip);
                tables(profiles, zip);
                zip.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void readme(ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("read me.txt"));
        zip.write(README.formatted(firms.ours().name(), clock.instant()).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void json(List<CustomerId> profiles, ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("everything.json"));
        try (JsonGenerator to = json.createGenerator(new Unclosed(zip))) {
            to.writeStartObject();
            to.writeStringProperty("kept_by", firms.ours().name());
            to.writeStringProperty("as_of", clock.instant().toString());
            to.writeArrayPropertyStart("parts");
            for (PersonalData part : parts) {
                to.writeStartObject();
                to.writeStringProperty("part", part.part());
                to.writeObjectPropertyStart("sheets");
                Sheets sheets = new Sheets();
                part.export(profiles, (sheet, row) -> {
                    if (sheets.begins(sheet)) {
                        if (sheets.count() > 1) to.writeEndArray();
                        to.writeArrayPropertyStart(sheet);
                    }
                    json.writeValue(to, row);
                });
                if (sheets.count() > 0) to.writeEndArray();
                to.writeEndObject();
                to.writeEndObject();
            }
            to.writeEndArray();
            to.writeEndObject();
        }
        zip.closeEntry();
    }

    private void tables(List<CustomerId> profiles, ZipOutputStream zip) throws IOException {
        Writer text = new OutputStreamWriter(new Unclosed(zip), StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        Sheets sheets = new Sheets();
        for (PersonalData part : parts) {
            part.export(profiles, (sheet, row) -> {
                try {
                    if (sheets.begins(sheet)) {
                        csv.flush();
                        if (sheets.count() > 1) zip.closeEntry();
                        zip.putNextEntry(new ZipEntry("csv/" + sheet + ".csv"));
                        csv.writeRecord(row.keySet());
                    }
                    csv.writeRecord(cells(row));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        csv.flush();
        if (sheets.count() > 0) zip.closeEntry();
    }

    private List<String> cells(Map<String, @Nullable Object> row) {
        List<String> cells = new ArrayList<>(row.size());
        for (Object value : row.values()) {
            cells.add(
                    switch (value) {
                        case null -> "";
                        case String text -> guarded(text);
                        case Number number -> number.toString();
                        case Boolean truth -> truth.toString();
                        default -> guarded(json.writeValueAsString(value));
                    });
        }
        return cells;
    }

    /// No spreadsheet takes it for a formula.
    private static String guarded(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /// The sheets that have come.
    private static final class Sheets {
        private String last = "";
        private int count;

        private boolean begins(String sheet) {
            if (sheet.equals(last)) return false;
            last = sheet;
            count++;
            return true;
        }

        private int count() {
            return count;
        }
    }

    /// Who writes one entry does not end the file.
    private static final class Unclosed extends FilterOutputStream {
        private Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
