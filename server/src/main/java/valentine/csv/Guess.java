package valentine.csv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds which column means which field, by the names of the columns and by what stands in them.
final class Guess {
    private record Match(Field field, int column, int score) {}

    private final Kind kind;
    private final List<String> header;
    private final List<Row> sample;

    Guess(Kind kind, List<String> header, List<Row> sample) {
        this.kind = kind;
        this.header = header;
        this.sample = sample;
    }

    Map<Field, Integer> columns() {
        List<Match> matches = new ArrayList<>();
        for (Field field : kind.fields()) {
            List<String> names = Synonyms.of(kind, field);
            for (int column = 0; column < header.size(); column++) {
                int score = score(names, Words.plain(header.get(column)));
                if (score > 0 && fits(field, column)) matches.add(new Match(field, column, score));
            }
        }
        matches.sort(Comparator.comparingInt(Match::score).reversed());
        Map<Field, Integer> columns = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        for (Match match : matches) {
            if (columns.containsKey(match.field()) || taken.contains(match.column())) continue;
            columns.put(match.field(), match.column());
            taken.add(match.column());
        }
        byContent(columns, taken);
        leaveOrderTotals(columns);
        return columns;
    }

    /// A name that is a synonym counts most, the sooner the more; one that ends in a synonym counts a little.
    private static int score(List<String> names, String name) {
        if (name.isEmpty() || name.equals(Words.plain(RefusedRows.COLUMN))) return 0;
        int exact = names.indexOf(name);
        if (exact >= 0) return 1_000 - exact;
        for (int i = 0; i < names.size(); i++) {
            String synonym = names.get(i);
            if (synonym.length() >= 6 && name.endsWith(synonym)) return 500 - i;
        }
        return 0;
    }

    private boolean fits(Field field, int column) {
        List<String> values = Mapping.values(sample, column);
        if (values.stream().allMatch(Blank::is)) return true;
        if (field.isDate()) return Dates.among(values).isLikely();
        if (field.isNumber()) return Amounts.among(values).isLikely();
        if (field == Field.EMAIL) return areAddresses(values);
        // A kind is one of a few words; free text under "activity" or "category" is none.
        if (field == Field.KIND) return values.stream().distinct().count() <= 200;
        return true;
    }

    private void byContent(Map<Field, Integer> columns, Set<Integer> taken) {
        for (int column = 0; column < header.size(); column++) {
            if (taken.contains(column)) continue;
            List<String> values = Mapping.values(sample, column);
            if (kind.fields().contains(Field.EMAIL) && !columns.containsKey(Field.EMAIL) && areAddresses(values)) {
                columns.put(Field.EMAIL, column);
                taken.add(column);
            } else if (kind.fields().contains(Field.DATE) && !columns.containsKey(Field.DATE) && areDates(values)) {
                columns.put(Field.DATE, column);
                taken.add(column);
            }
        }
        // Whoever has no number is known by the address or the name; such a column then means both.
        for (Field standIn : List.of(Field.EMAIL, Field.NAME)) {
            Integer column = columns.get(standIn);
            if (column != null) columns.putIfAbsent(Field.CUSTOMER, column);
        }
    }

    private void leaveOrderTotals(Map<Field, Integer> columns) {
        Integer amount = columns.get(Field.AMOUNT);
        boolean priced = columns.containsKey(Field.QUANTITY) && columns.containsKey(Field.UNIT_PRICE);
        if (amount != null && priced && Synonyms.ORDER_TOTALS.contains(Words.plain(header.get(amount)))) {
            columns.remove(Field.AMOUNT);
        }
    }

    private static boolean areAddresses(List<String> values) {
        long given = values.stream().filter(value -> !Blank.is(value)).count();
        long addresses = values.stream()
                .filter(value -> value.indexOf('@') > 0 && !value.strip().contains(" "))
                .count();
        return given > 0 && addresses >= 0.8 * given;
    }

    /// Bare numbers may be anything; only what looks like a date counts.
    private static boolean areDates(List<String> values) {
        Dates dates = Dates.among(values);
        DateFormat format = dates.format();
        return dates.isFound()
                && format != DateFormat.COMPACT
                && format != DateFormat.EPOCH_SECONDS
                && format != DateFormat.EPOCH_MILLISECONDS;
    }
}
