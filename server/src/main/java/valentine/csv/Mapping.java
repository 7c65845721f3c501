package valentine.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import valentine.csv.Correction.Corrected;
import valentine.csv.Correction.Misunderstood;

/// Which column of a file means which field, and how its dates and numbers are written.
public final class Mapping {
    private static final int LOOKED_AT = 2_000;

    /// What a person said beyond the columns; it goes before everything found.
    private record Said(
            @Nullable DateFormat dates,
            @Nullable Boolean decimalComma,
            @Nullable InteractionKind kind) {}

    private final Kind kind;
    private final List<String> header;
    private final List<Row> sample;
    private final Map<Field, Integer> columns;
    private final Map<Integer, DateFormat> decided;
    private final Said said;
    private final Map<Field, Dates> dates = new LinkedHashMap<>();
    private final Map<Field, Amounts> amounts = new LinkedHashMap<>();

    private Mapping(
            Kind kind,
            List<String> header,
            List<Row> sample,
            Map<Field, Integer> columns,
            Map<Integer, DateFormat> decided,
            Said said) {
        this.kind = kind;
        this.header = header;
        this.sample = sample;
        this.columns = columns;
        this.decided = decided;
        this.said = said;
        for (Field field : kind.fields()) {
            Integer column = columns.get(field);
            if (column != null) findForm(field, column);
        }
    }

    /// The best guess for a file. Reads on where its first rows leave open whether days or months come first.
    public static Mapping guess(Kind kind, CsvFile file) throws IOException {
        return guess(kind, file.header(), file.sample()).settled(file);
    }

    static Mapping guess(Kind kind, List<String> header, List<Row> sample) {
        List<Row> sound = sample.stream()
                .filter(row -> row.flaw() == null)
                .limit(LOOKED_AT)
                .toList();
        Map<Field, Integer> columns = new Guess(kind, header, sound).columns();
        return new Mapping(kind, header, sound, columns, Map.of(), new Said(null, null, null));
    }

    public Kind kind() {
        return kind;
    }

    public List<String> header() {
        return header;
    }

    /// The column of a field, counted from 0.
    public OptionalInt column(Field field) {
        Integer column = columns.get(field);
        return column == null ? OptionalInt.empty() : OptionalInt.of(column);
    }

    /// This mapping with another column for a field; the field that had the column keeps it, for one column may mean
    /// two.
    public Mapping with(Field field, int column) {
        if (column < 0 || column >= header.size()) throw new IllegalArgumentException("No column " + column);
        Map<Field, Integer> changed = new HashMap<>(columns);
        changed.put(field, column);
        return new Mapping(kind, header, sample, changed, decided, said);
    }

    /// This mapping with no column for a field.
    public Mapping without(Field field) {
        Map<Field, Integer> changed = new HashMap<>(columns);
        changed.remove(field);
        return new Mapping(kind, header, sample, changed, decided, said);
    }

    /// This mapping corrected by `field=column`, an empty column taking the field away, by `date-format=d/m/y`,
    /// `decimal=comma` and, where no column tells what happened, `kind=review`.
    public Correction correct(List<String> assignments) {
        Mapping corrected = this;
        for (String assignment : assignments) {
            switch (corrected.correct(assignment)) {
                case Corrected(Mapping next) -> corrected = next;
                case Misunderstood wrong -> {
                    return wrong;
                }
            }
        }
        return new Corrected(corrected);
    }

    /// One sentence for each required field that no column fills.
    public List<String> missing() {
        return kind.required().stream()
                .filter(field -> !isGiven(field))
                .map(field -> "No column was found for '" + field.label() + "'. Say which one it is with " + field.key()
                        + "=column; the columns are " + names() + ".")
                .toList();
    }

    private boolean isGiven(Field field) {
        Field instead = kind.instead().get(field);
        return columns.containsKey(field)
                || (field.equals(Field.KIND) && said.kind() != null)
                || (instead != null && columns.containsKey(instead));
    }

    /// What a person should look at before the file is taken: doubts about dates and numbers.
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        dates.forEach((_, found) -> {
            if (found.isAmbiguous()) notes.add(found.doubt());
        });
        amounts.forEach((field, found) -> {
            if (found.isAmbiguous()) notes.add(found.doubt(header.get(columnOf(field))));
        });
        return notes;
    }

    /// The form of the dates in a mapped column of dates.
    public Dates dates(Field field) {
        Dates found = dates.get(field);
        return found == null ? Dates.of(DateFormat.ISO) : found;
    }

    /// The form of the numbers in a mapped column of numbers.
    public Amounts amounts(Field field) {
        Amounts found = amounts.get(field);
        return found == null ? Amounts.of(false) : found;
    }

    /// This mapping after reading a file as far as it takes to see whether days or months come first.
    public Mapping settled(CsvFile file) throws IOException {
        Map<Integer, DateFormat> known = new HashMap<>(decided);
        for (Map.Entry<Field, Dates> entry : dates.entrySet()) {
            int column = columnOf(entry.getKey());
            if (entry.getValue().isAmbiguous()) decide(file, column, known);
        }
        return known.size() == decided.size() ? this : new Mapping(kind, header, sample, columns, known, said);
    }

    /// Which kind every row has where no column tells.
    @Nullable
    InteractionKind constantKind() {
        return said.kind();
    }

    /// The columns that no field took, by number.
    Map<Integer, String> rest() {
        Map<Integer, String> rest = new LinkedHashMap<>();
        for (int column = 0; column < header.size(); column++) {
            String name = header.get(column);
            if (!columns.containsValue(column) && !name.equals(RefusedRows.COLUMN)) rest.put(column, name);
        }
        return rest;
    }

    /// Whether every number in a column of numbers to identify something ends in ".0", as spreadsheets leave them.
    boolean hasPointZero(Field field) {
        if (!columns.containsKey(field)) return false;
        List<String> given = values(sample, columnOf(field)).stream()
                .filter(value -> !Blank.is(value))
                .toList();
        return !given.isEmpty()
                && given.stream().allMatch(value -> value.strip().matches("-?\\d+\\.0"));
    }

    static List<String> values(List<Row> rows, int column) {
        return rows.stream().map(row -> row.get(column)).toList();
    }

    private void findForm(Field field, int column) {
        List<String> values = values(sample, column);
        if (field.isDate()) {
            DateFormat known = said.dates() == null ? decided.get(column) : said.dates();
            dates.put(field, known == null ? Dates.among(values) : Dates.of(known));
        } else if (field.isNumber()) {
            Boolean comma = said.decimalComma();
            amounts.put(field, comma == null ? Amounts.among(values) : Amounts.of(comma));
        }
    }

    private static void decide(CsvFile file, int column, Map<Integer, DateFormat> known) throws IOException {
        Dates dayFirst = Dates.of(DateFormat.DAY_FIRST);
        Dates monthFirst = Dates.of(DateFormat.MONTH_FIRST);
        try (Rows rows = file.rows()) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                String value = row.get(column);
                boolean day = dayFirst.read(value) instanceof When;
                boolean month = monthFirst.read(value) instanceof When;
                if (day == month) continue;
                known.put(column, day ? DateFormat.DAY_FIRST : DateFormat.MONTH_FIRST);
                return;
            }
        }
    }

    private Correction correct(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) return new Misunderstood("'" + assignment + "' is not of the form field=column.");
        String key = assignment.substring(0, equals).strip();
        String value = assignment.substring(equals + 1).strip();
        return switch (key.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "date-format" -> dateFormat(value);
            case "decimal" -> decimal(value);
            default -> fieldColumn(key, value);
        };
    }

    private Correction dateFormat(String value) {
        return DateFormat.named(value)
                .<Correction>map(format -> new Corrected(saying(new Said(format, said.decimalComma(), said.kind()))))
                .orElseGet(() -> new Misunderstood(
                        "There is no date format '" + value + "'. The formats are " + DateFormat.words() + "."));
    }

    private Correction decimal(String value) {
        boolean comma = value.equals("comma") || value.equals(",");
        if (!comma && !value.equals("point") && !value.equals(".")) {
            return new Misunderstood("'" + value + "' begins no decimals. Say decimal=comma or decimal=point.");
        }
        return new Corrected(saying(new Said(said.dates(), comma, said.kind())));
    }

    private Correction fieldColumn(String key, String value) {
        String wanted = key.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        Field field = kind.fields().stream()
                .filter(one -> one.key().equals(wanted))
                .findFirst()
                .orElse(null);
        if (field == null) {
            String fields = kind.fields().stream().map(Field::key).collect(Collectors.joining(", "));
            return new Misunderstood(
                    "A file of " + kind.word() + " has no field '" + key + "'. Its fields are " + fields + ".");
        }
        if (value.isEmpty()) return new Corrected(without(field));
        int column = columnNamed(value);
        if (column >= 0) return new Corrected(with(field, column));
        InteractionKind constant = field == Field.KIND ? KindWords.kind(value, "") : null;
        if (constant != null) {
            return new Corrected(without(field).saying(new Said(said.dates(), said.decimalComma(), constant)));
        }
        return new Misunderstood("The file has no column '" + value + "'. Its columns are " + names() + ".");
    }

    private Mapping saying(Said changed) {
        return new Mapping(kind, header, sample, columns, decided, changed);
    }

    private int columnNamed(String name) {
        int exact = header.indexOf(name);
        if (exact >= 0) return exact;
        String plain = Words.plain(name);
        return plain.isEmpty() ? -1 : header.stream().map(Words::plain).toList().indexOf(plain);
    }

    private int columnOf(Field field) {
        Integer column = columns.get(field);
        if (column == null) throw new IllegalStateException("Not mapped: " + field);
        return column;
    }

    private String names() {
        return header.stream().limit(60).collect(Collectors.joining(", ")) + (header.size() > 60 ? ", …" : "");
    }
}
