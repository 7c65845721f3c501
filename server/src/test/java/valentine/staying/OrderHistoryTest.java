package valentine.staying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.csv.OrderLine;
import valentine.csv.OrderLines;
import valentine.csv.Refusal;
import valentine.csv.Row;
import valentine.csv.Rows;
import valentine.csv.UnreadableFile;

class OrderHistoryTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LongConsumer SILENT = bytes -> {};

    @TempDir
    Path folder;

    /// Everything that reading a file tells, with each entry of the past in words.
    private record Told(
            List<String> customers,
            List<String> entries,
            String currency,
            boolean moneyed,
            List<Refusal> refusals,
            long refused,
            long foreign,
            long later) {

        static Told of(OrderHistory history) {
            List<String> customers = new ArrayList<>();
            for (int i = 0; i < history.past().customers(); i++) customers.add(history.customer(i));
            return new Told(
                    customers,
                    entries(history.past()),
                    history.currency(),
                    history.isMoneyed(),
                    history.refusals(),
                    history.refused(),
                    history.foreign(),
                    history.later());
        }

        static List<String> entries(Past past) {
            List<String> entries = new ArrayList<>();
            for (int customer = 0; customer < past.customers(); customer++) {
                for (int i = past.from(customer); i < past.end(customer); i++) {
                    entries.add(customer + " on " + past.day[i] + " " + past.money[i] + " " + past.isPurchase(i) + " "
                            + past.isReturn(i));
                }
            }
            return entries;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void however_a_file_is_cut_it_tells_the_same_as_row_by_row(int parts) throws IOException {
        int cut = 0;
        for (int seed = 0; seed < 300; seed++) {
            MessyOrders messy = new MessyOrders(new Random(seed));
            Path path = Files.write(folder.resolve("orders.csv"), messy.bytes());
            LocalDate asOf = seed % 3 == 0 ? LocalDate.of(2025, 9, 1) : null;
            String currency = seed % 5 == 0 ? "USD" : "";
            CsvFile file = CsvFile.open(path);
            Mapping mapping = Mapping.guess(Kind.ORDERS, file);
            if (!mapping.missing().isEmpty()) continue;
            HistoryReader reader = new HistoryReader(file, mapping, ZONE, asOf, currency);
            Told expected = plainly(file, mapping, asOf, currency);

            assertThat(Told.of(reader.inOrder(SILENT))).as("seed " + seed).isEqualTo(expected);
            OrderHistory history = reader.sideBySide(parts, SILENT);
            if (history == null) continue;
            cut++;
            assertThat(Told.of(history)).as("seed " + seed).isEqualTo(expected);
        }
        assertThat(cut).isGreaterThan(150);
    }

    @Test
    void a_record_of_several_lines_is_read_in_order() throws IOException {
        assertThat(sideBySide("customer,date,amount,description\nben,2025-03-01,5,\"two\nlines\"\nann,2025-03-02,6,\n"))
                .isNull();
        assertThat(sideBySide("customer,date,\"amount\nin EUR\"\nben,2025-03-01,5\n"))
                .isNull();
    }

    @Test
    void a_quote_that_is_never_closed_breaks_off_the_file_as_ever() throws IOException {
        Path path = write("customer,date,amount\nben,2025-03-01,5\nann,2025-03-02,\"6\nzoe,2025-03-02,7\n");
        // The mapping is that of a sound file: this one would be refused before it is read.
        CsvFile sound = CsvFile.open(write("customer,date,amount\nben,2025-03-01,5\n"));
        CsvFile file = CsvFile.open(path);

        assertThatThrownBy(() -> OrderHistory.read(file, Mapping.guess(Kind.ORDERS, sound), ZONE, null, "", SILENT))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void plain_files_of_every_layout_are_read_side_by_side() throws IOException {
        assertThat(sideBySide("customer,date,amount\nben,2025-03-01,5\n")).isNotNull();
        assertThat(sideBySide(
                        "\uFEFF\n\r\n\"customer\";date;amount\r\nben;01.03.2025 10:15;5,50\r\n\r\nann;31.03.2025;6,00"))
                .isNotNull();
        assertThat(sideBySide("customer\tdate\tamount\nGrüne Café\t2025-03-01\t5\n"))
                .isNotNull();
    }

    @Test
    void the_first_currency_of_the_whole_file_counts_even_where_a_later_part_names_another() throws IOException {
        String nameless = "ann,2025-03-01,5,\n".repeat(2_000);
        Path path = write("customer,date,amount,currency\nann,2025-03-01,5,\n" + nameless + "ben,2025-03-01,5,EUR\n"
                + nameless + nameless + nameless + "zoe,2025-03-01,5,USD\n" + nameless);
        CsvFile file = CsvFile.open(path);
        Mapping mapping = Mapping.guess(Kind.ORDERS, file);

        assertThat(new HistoryReader(file, mapping, ZONE, null, "").sideBySide(2, SILENT))
                .isNull();
        OrderHistory history = OrderHistory.read(file, mapping, ZONE, null, "", SILENT);
        assertThat(history.currency()).isEqualTo("EUR");
        assertThat(history.foreign()).isOne();
    }

    private @Nullable OrderHistory sideBySide(String text) throws IOException {
        CsvFile file = CsvFile.open(write(text));
        return new HistoryReader(file, Mapping.guess(Kind.ORDERS, file), ZONE, null, "").sideBySide(2, SILENT);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "orders", ".csv"), text);
    }

    /// What a file tells, found in the simplest way: rows, maps and one gathering.
    private static Told plainly(CsvFile file, Mapping mapping, @Nullable LocalDate asOf, String wanted)
            throws IOException {
        OrderLines lines = new OrderLines(mapping);
        Past.Gathering gathering = new Past.Gathering();
        Map<String, Integer> index = new HashMap<>();
        List<String> customers = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        String currency = wanted;
        boolean moneyed = false;
        long foreign = 0;
        long later = 0;
        try (Rows rows = file.rows()) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                switch (lines.read(row)) {
                    case Refusal refusal -> refusals.add(refusal);
                    case OrderLine line -> {
                        LocalDate day = line.at().in(ZONE).atZone(ZONE).toLocalDate();
                        if (asOf != null && day.isAfter(asOf)) {
                            later++;
                            continue;
                        }
                        if (!index.containsKey(line.customer())) customers.add(line.customer());
                        int customer = index.computeIfAbsent(line.customer(), name -> index.size());
                        BigDecimal amount = line.amount() == null ? BigDecimal.ZERO : line.amount();
                        double money = amount.doubleValue();
                        if (money != 0) {
                            if (currency.isEmpty()) currency = line.currency();
                            boolean counts =
                                    line.currency().isEmpty() || line.currency().equals(currency);
                            if (counts) moneyed = true;
                            else foreign++;
                            money = counts ? money : 0;
                        }
                        gathering.add(customer, (int) day.toEpochDay(), money, !line.isReturn());
                    }
                }
            }
        }
        return new Told(
                customers,
                Told.entries(gathering.past()),
                currency,
                moneyed,
                refusals.stream().limit(5).toList(),
                refusals.size(),
                foreign,
                later);
    }
}
