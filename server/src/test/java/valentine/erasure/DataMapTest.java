package valentine.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import valentine.db.Migrations;
import valentine.db.TestDatabase;

class DataMapTest {
    private static final String COLUMNS = """
            SELECT c.table_schema AS schema, c.table_name AS name, c.column_name AS column_name
            FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
              AND c.table_name <> 'flyway_schema_history'
            ORDER BY c.table_schema, c.table_name, c.ordinal_position
            """;

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @Test
    void every_column_says_what_it_holds_of_whom_and_why() {
        Map<String, Set<String>> there = columns();
        Map<String, Set<String>> declared = new LinkedHashMap<>();
        for (DataMap.Table table : DataMap.read().tables()) {
            declared.put(table.place(), table.columns().keySet());
        }
        assertThat(DataMap.read().tables()).extracting(DataMap.Table::place).doesNotHaveDuplicates();
        StringBuilder missing = new StringBuilder();
        there.forEach((table, columns) -> {
            Set<String> left = new LinkedHashSet<>(columns);
            left.removeAll(declared.getOrDefault(table, Set.of()));
            if (!left.isEmpty()) missing.append(lines(table, left, !declared.containsKey(table)));
        });
        StringBuilder gone = new StringBuilder();
        declared.forEach((table, columns) -> {
            Set<String> left = new LinkedHashSet<>(columns);
            left.removeAll(there.getOrDefault(table, Set.of()));
            if (!left.isEmpty()) gone.append(table).append(' ').append(left).append('\n');
        });

        assertThat(missing.toString())
                .as("Columns that no data map declares. Add these lines to src/main/resources/db/<schema>/"
                        + "data-map.csv (first line: " + DataMap.HEADER + "), with a category of "
                        + java.util.Arrays.toString(DataMap.Category.values()) + " for each column, and for each table"
                        + " whose data it is (customers, staff or nobody), why we keep it, how long, and what becomes of"
                        + " it when the person is forgotten. What is kept of customers needs a PersonalData bean, too")
                .isEmpty();
        assertThat(gone.toString())
                .as("Columns that a data map declares and no table has. Take their lines out")
                .isEmpty();
    }

    @Test
    void the_page_for_a_data_protection_officer_tells_of_every_table_that_holds_data_of_customers() throws Exception {
        String told = Files.readString(Path.of("../docs/privacy.md"));
        List<String> missing = DataMap.read().tables().stream()
                .filter(table -> table.whose() == DataMap.Whose.CUSTOMERS)
                .map(table -> "| `%s` | %s | %s | %s |"
                        .formatted(table.place(), table.purpose(), table.retention(), table.erased()))
                .filter(line -> !told.contains(line))
                .toList();

        assertThat(missing).as("Lines that docs/privacy.md lacks").isEmpty();
    }

    private static String lines(String table, Set<String> columns, boolean isNew) {
        String name = table.substring(table.indexOf('.') + 1);
        StringBuilder lines = new StringBuilder(
                "\nsrc/main/resources/db/" + table.substring(0, table.indexOf('.')) + "/data-map.csv\n");
        if (isNew) lines.append(name).append(",,,WHOSE,\"PURPOSE\",\"RETENTION\",\"ERASED\"\n");
        for (String column : columns)
            lines.append(name).append(',').append(column).append(",CATEGORY,,,,\n");
        return lines.toString();
    }

    private static Map<String, Set<String>> columns() {
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        database.jdbc().sql(COLUMNS).query(row -> {
            assertThat(Migrations.SCHEMAS).contains(row.getString("schema"));
            columns.computeIfAbsent(row.getString("schema") + "." + row.getString("name"), _ -> new LinkedHashSet<>())
                    .add(row.getString("column_name"));
        });
        return columns;
    }
}
