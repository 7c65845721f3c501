package valentine.erasure;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import valentine.db.Migrations;

/// What is kept of whom and why: every column of every schema, as the `data-map.csv` beside its migrations says.
///
/// A line without a column is about the table: whose data it holds, why, how long, and what becomes of it when somebody
/// is forgotten. A line with a column names its [Category].
public record DataMap(List<Table> tables) {
    static final String FILE = "data-map.csv";
    static final String HEADER = "table,column,category,whose,purpose,retention,erased";

    public DataMap {
        tables = List.copyOf(tables);
    }

    /// What kind of data a column holds.
    public enum Category {
        NAME("Names"),
        CONTACT("Addresses, numbers and marks by which somebody is known"),
        TRAIT("What is said of somebody"),
        SENSITIVE("Sensitive data, encrypted for each person"),
        BEHAVIOUR("What somebody did, and when"),
        CONTENT("Words that were written or said"),
        MONEY("Sums of money"),
        ASSESSMENT("What we reckon of somebody"),
        DECISION("What was decided about somebody"),
        CONSENT("What somebody allowed or objected to"),
        SECRET("Passwords, keys and tokens, as hashes or sealed"),
        LINK("Numbers that lead from one row to another"),
        COUNT("Sums over many people"),
        TECHNICAL("Times, states and settings");

        private final String words;

        Category(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// Whose data a table holds.
    public enum Whose {
        CUSTOMERS("Customers"),
        STAFF("Members of our team"),
        NOBODY("Nobody");

        private final String words;

        Whose(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// A table with its columns.
    ///
    /// @param purpose why it is kept
    /// @param retention how long
    /// @param erased what becomes of it when the person is forgotten
    public record Table(
            String schema,
            String name,
            Whose whose,
            String purpose,
            String retention,
            String erased,
            Map<String, Category> columns) {
        public Table {
            if (purpose.isBlank() || retention.isBlank() || erased.isBlank()) {
                throw new IllegalArgumentException(schema + "." + name + " does not say why, how long and how erased");
            }
        }

        String place() {
            return schema + "." + name;
        }

        List<Category> categories() {
            return Arrays.stream(Category.values())
                    .filter(columns::containsValue)
                    .filter(category -> category != Category.LINK && category != Category.TECHNICAL)
                    .toList();
        }
    }

    /// All of it, read from beside the migrations.
    static DataMap read() {
        List<Table> tables = new ArrayList<>();
        for (String schema : Migrations.SCHEMAS) tables.addAll(read(schema));
        return new DataMap(tables);
    }

    /// By purpose, as the record of processing activities wants it.
    Map<String, List<Table>> byPurpose() {
        return tables.stream()
                .filter(table -> table.whose() != Whose.NOBODY)
                .collect(Collectors.groupingBy(Table::purpose, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<Table> read(String schema) {
        InputStream in = DataMap.class.getResourceAsStream("/db/" + schema + "/" + FILE);
        if (in == null) return List.of();
        Map<String, NamedCsvRecord> heads = new LinkedHashMap<>();
        Map<String, Map<String, Category>> columns = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> lines =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord line : lines) {
                String table = line.getField("table");
                String column = line.getField("column");
                if (column.isEmpty()) {
                    heads.put(table, line);
                } else {
                    columns.computeIfAbsent(table, _ -> new LinkedHashMap<>())
                            .put(
                                    column,
                                    Category.valueOf(line.getField("category").toUpperCase(java.util.Locale.ROOT)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Table> tables = new ArrayList<>();
        columns.forEach((table, categories) -> {
            NamedCsvRecord head = heads.get(table);
            if (head == null)
                throw new IllegalStateException(schema + "." + table + " has columns and no line of its own");
            tables.add(new Table(
                    schema,
                    table,
                    Whose.valueOf(head.getField("whose").toUpperCase(java.util.Locale.ROOT)),
                    head.getField("purpose"),
                    head.getField("retention"),
                    head.getField("erased"),
                    categories));
        });
        return tables;
    }
}
