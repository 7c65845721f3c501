package valentine.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.models.Summaries;
import valentine.staying.Known;
import valentine.staying.OrderHistory;
import valentine.staying.Past;

/// From a file of ten million orders of a million customers to grouped summaries, as `score` and `backtest` read it.
final class SummariesBench {
    private static final int ROUNDS = 3;
    private static final int ROWS = 10_000_000;
    private static final int CUSTOMERS = 1_000_000;
    private static final int DAYS = 730;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    private SummariesBench() {}

    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length == 0 ? ROWS : Integer.parseInt(arguments[0]);
        try (Scratch scratch = Scratch.make()) {
            Path file = scratch.path().resolve("orders.csv");
            write(file, rows);
            double[] seconds = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                Past past = read(file);
                double read = (System.nanoTime() - begun) / 1e9;
                int distinct = summaries(past).distinct();
                seconds[round] = (System.nanoTime() - begun) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "%,d rows, %,d bytes: read in %.2f s, summaries (%,d distinct) after %.2f s%n",
                        rows,
                        Files.size(file),
                        read,
                        distinct,
                        seconds[round]);
            }
            Arrays.sort(seconds);
            System.out.printf(Locale.ROOT, "Median of %d: %.2f s%n", ROUNDS, seconds[ROUNDS / 2]);
        }
        System.out.println(Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse(""));
    }

    private static void write(Path file, int rows) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("customer,date,amount\n");
            for (int row = 0; row < rows; row++) {
                out.append('c')
                        .append(Integer.toString(random.nextInt(CUSTOMERS)))
                        .append(',')
                        .append(FIRST.plusDays(random.nextInt(DAYS)).toString())
                        .append(',')
                        .append(Integer.toString(random.nextInt(200)))
                        .append(".50\n");
            }
        }
    }

    private static Past read(Path file) throws IOException {
        CsvFile csv = CsvFile.open(file);
        Mapping mapping = Mapping.guess(Kind.ORDERS, csv);
        return OrderHistory.read(csv, mapping, ZoneOffset.UTC, null, "", _ -> {})
                .past();
    }

    private static Summaries summaries(Past past) {
        int until = past.lastDay();
        int[] frequency = new int[past.customers()];
        int[] recency = new int[past.customers()];
        int[] age = new int[past.customers()];
        int size = 0;
        for (int customer = 0; customer < past.customers(); customer++) {
            Known known = past.known(customer, until);
            if (known == null) continue;
            frequency[size] = known.orders() - 1;
            recency[size] = known.last() - known.first();
            age[size++] = until - known.first();
        }
        return Summaries.of(Arrays.copyOf(frequency, size), Arrays.copyOf(recency, size), Arrays.copyOf(age, size));
    }
}
