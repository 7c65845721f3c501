package valentine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import valentine.backtest.Contracts;
import valentine.backtest.Contracts.Amounts;
import valentine.backtest.Contracts.Column;
import valentine.backtest.Contracts.Kinds;
import valentine.csv.CsvFile;
import valentine.csv.Row;
import valentine.csv.Rows;
import valentine.csv.UnreadableFile;
import valentine.db.CannotStart;
import valentine.models.survival.Lifetimes;
import valentine.staying.Words;

/// A file with a row for each customer: how many months they stayed, whether they left, and what else is known.
final class ContractsFile {
    private static final Set<String> TENURE = Set.of(
            "tenure",
            "tenureinmonths",
            "tenuremonths",
            "months",
            "monthsactive",
            "monthsonbook",
            "duration",
            "durationmonths");
    private static final Set<String> CHURN = Set.of(
            "churn", "churned", "churnlabel", "churnvalue", "left", "exited", "cancelled", "canceled", "attrition");
    private static final Set<String> YES =
            Set.of("yes", "y", "true", "1", "churned", "churn", "left", "cancelled", "canceled", "exited");
    private static final Set<String> NO = Set.of("no", "n", "false", "0", "stayed", "joined", "active", "retained");

    /// What tells the end, and what grows as long as a customer stays.
    private static final Pattern LEAK = Pattern.compile(
            ".*(churn|attrition|cltv|satisfactionscore|cancel|customerstatus|leavingreason|exitreason|tenure).*"
                    + "|total.*|lifetime.*|cumulative.*");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}([.,]\\d{1,15})?");
    private static final int MOST_MONTHS = 1_200;
    private static final int MOST_KINDS = 20;
    private static final int MOST_CUSTOMERS = 100_000;
    private static final int MOST_CELLS = 5_000_000;

    private final Path file;
    private final Set<String> without;
    private final CsvFile csv;
    private final int tenure;
    private final int churn;
    private final List<String> notes = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private ContractsFile(Path file, List<String> map, List<String> without) throws IOException {
        this.file = file;
        this.csv = CsvFile.open(file);
        this.without = new HashSet<>(without);
        this.tenure = column("tenure", "in how many months they stayed", TENURE, map);
        this.churn = column("churn", "whether they left", CHURN, map);
        for (String assignment : map) {
            if (!assignment.startsWith("tenure=") && !assignment.startsWith("churn=")) {
                throw new CannotStart("--map takes tenure=COLUMN and churn=COLUMN here; not '" + assignment + "'.");
            }
        }
        for (String name : without) {
            if (!csv.header().contains(name)) {
                throw new CannotStart("--without names a column of the file; '" + name + "' is none.");
            }
        }
    }

    /// @param map `tenure=COLUMN` and `churn=COLUMN`, where the guess is wrong
    /// @param without columns to leave out
    static Contracts read(Path file, List<String> map, List<String> without) {
        try {
            return new ContractsFile(file, map, without).read();
        } catch (UnreadableFile e) {
            throw new CannotStart(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CannotStart("Reading " + file + " failed: " + e + ".", e);
        }
    }

    private Contracts read() throws IOException {
        sample();
        if (rows.isEmpty()) {
            throw new CannotStart("No row of " + file + " says both how many months a customer stayed, in '"
                    + csv.header().get(tenure) + "', and yes or no whether they left, in '"
                    + csv.header().get(churn) + "'.");
        }
        double[] months = new double[rows.size()];
        boolean[] left = new boolean[rows.size()];
        for (int i = 0; i < months.length; i++) {
            months[i] = number(rows.get(i).get(tenure));
            left[i] = YES.contains(word(rows.get(i).get(churn)));
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < csv.header().size(); i++) {
            if (i != tenure && i != churn) {
                take(i, columns);
            }
        }
        return new Contracts(Lifetimes.of(months, left), columns, notes);
    }

    /// Every row that can be understood, or as many of them, drawn by chance, as fit.
    private void sample() throws IOException {
        int most = Math.min(MOST_CUSTOMERS, MOST_CELLS / csv.header().size());
        Random random = new Random(1);
        long refused = 0;
        long understood = 0;
        try (Rows all = csv.rows()) {
            for (Row row = all.next(); row != null; row = all.next()) {
                if (row.flaw() != null || !isUnderstood(row)) {
                    refused++;
                } else if (++understood <= most) {
                    rows.add(row);
                } else {
                    long place = random.nextLong(understood);
                    if (place < most) {
                        rows.set((int) place, row);
                    }
                }
            }
        }
        if (refused > 0) {
            notes.add(Words.of(refused, "row was", "rows were") + " left out: no months in '"
                    + csv.header().get(tenure) + "' or no yes or no in '"
                    + csv.header().get(churn) + "'.");
        }
        if (understood > most) {
            notes.add("Of " + Words.count(understood) + " customers " + Words.count(most) + " were drawn by chance.");
        }
    }

    private boolean isUnderstood(Row row) {
        String ended = word(row.get(churn));
        double months = number(row.get(tenure));
        if (months > MOST_MONTHS) {
            throw new CannotStart(
                    "'" + csv.header().get(tenure) + "' is taken for a number of months, and row " + row.record()
                            + " has " + row.get(tenure).strip() + ". Name another column with --map tenure=COLUMN.");
        }
        return months >= 0 && (YES.contains(ended) || NO.contains(ended));
    }

    private void take(int index, List<Column> columns) {
        String name = csv.header().get(index);
        if (without.contains(name)) {
            notes.add("Left out '" + name + "', as asked.");
            return;
        }
        if (LEAK.matcher(plain(name)).matches()) {
            notes.add("Left out '" + name + "': its name says that it tells the end, or grows as long as they stay.");
            return;
        }
        List<String> cells = rows.stream().map(row -> row.get(index).strip()).toList();
        List<Double> numbers = cells.stream().map(this::number).toList();
        boolean numeric = true;
        Map<String, Integer> kinds = new TreeMap<>();
        for (int i = 0; i < cells.size(); i++) {
            numeric &= cells.get(i).isEmpty() || !numbers.get(i).isNaN();
            kinds.merge(cells.get(i), 1, Integer::sum);
        }
        if (tellsTheEnd(cells, kinds.size() <= MOST_KINDS)) {
            notes.add("Left out '" + name + "': it is one thing for all who left and another for all who stayed.");
            return;
        }
        if (numeric && kinds.size() == cells.size() && plain(name).endsWith("id")) {
            notes.add("Left out '" + name + "': it names each customer.");
        } else if (numeric) {
            columns.add(new Amounts(name, numbers));
        } else if (kinds.size() <= MOST_KINDS) {
            columns.add(new Kinds(name, cells));
        } else {
            notes.add("Left out '" + name + "': a text with more than " + MOST_KINDS + " different values.");
        }
    }

    /// Whether what stands there, or where there is much of it whether anything does, tells who left.
    private boolean tellsTheEnd(List<String> cells, boolean few) {
        Set<String> ofLeavers = new HashSet<>();
        Set<String> ofStayers = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            String kind = few ? cells.get(i) : String.valueOf(cells.get(i).isEmpty());
            (YES.contains(word(rows.get(i).get(churn))) ? ofLeavers : ofStayers).add(kind);
        }
        return !ofLeavers.isEmpty() && !ofStayers.isEmpty() && Collections.disjoint(ofLeavers, ofStayers);
    }

    private int column(String field, String what, Set<String> names, List<String> map) {
        for (String assignment : map) {
            if (assignment.startsWith(field + "=")) {
                int index = csv.header().indexOf(assignment.substring(field.length() + 1));
                if (index < 0) {
                    throw new CannotStart(
                            "--map " + assignment + ": the file has no such column. It has " + header() + ".");
                }
                return index;
            }
        }
        for (int i = 0; i < csv.header().size(); i++) {
            if (names.contains(plain(csv.header().get(i)))) {
                return i;
            }
        }
        throw new CannotStart("Which column says " + what + "? Name it with --map " + field + "=COLUMN. The file has "
                + header() + ".");
    }

    private String header() {
        List<String> shown = csv.header().stream().limit(30).toList();
        return String.join(", ", shown) + (shown.size() < csv.header().size() ? ", …" : "");
    }

    /// Not a number where the text is none.
    private double number(String text) {
        String stripped = text.strip();
        if (!NUMBER.matcher(stripped).matches() || (stripped.indexOf(',') >= 0 && csv.delimiter() == ',')) {
            return Double.NaN;
        }
        return Double.parseDouble(stripped.replace(',', '.'));
    }

    private static String word(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
