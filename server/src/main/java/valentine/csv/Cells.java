package valentine.csv;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import valentine.csv.AmountRead.Amount;
import valentine.csv.AmountRead.NoAmount;

/// The cells of one row as a mapping understands them; what cannot be read is kept as the first refusal.
public final class Cells {
    /// Names under which systems file whoever they do not know; a customer of that name would be a crowd.
    private static final Set<String> NOBODY = Set.of(
            "null",
            "nil",
            "none",
            "nan",
            "n/a",
            "#n/a",
            "na",
            "-1",
            "-",
            "--",
            "anonymous",
            "anonym",
            "unknown",
            "undefined",
            "guest",
            "(null)",
            "(blank)",
            "(not set)",
            "not set",
            "unbekannt",
            "anonyme",
            "inconnu",
            "\\n");

    private record Column(int index, String name, boolean pointZero, Dates dates, Amounts amounts) {}

    /// What a mapping means for every row, looked up once.
    public static final class Plan {
        private final Map<Field, Column> columns = new HashMap<>();
        private final Map<Integer, String> rest;
        private final @Nullable InteractionKind constantKind;

        /// @throws IllegalStateException where the mapping misses a required field
        public Plan(Mapping mapping) {
            if (!mapping.missing().isEmpty())
                throw new IllegalStateException(mapping.missing().getFirst());
            this.rest = mapping.rest();
            this.constantKind = mapping.constantKind();
            for (Field field : mapping.kind().fields()) {
                mapping.column(field).ifPresent(index -> columns.put(field, column(mapping, field, index)));
            }
        }

        /// Whether a column fills it.
        public boolean has(Field field) {
            return columns.containsKey(field);
        }

        @Nullable
        InteractionKind constantKind() {
            return constantKind;
        }

        private static Column column(Mapping mapping, Field field, int index) {
            String name = mapping.header().get(index);
            return new Column(index, name, mapping.hasPointZero(field), mapping.dates(field), mapping.amounts(field));
        }
    }

    private final Plan plan;
    private final Row row;
    private @Nullable Refusal refusal;
    private String currency = "";

    public Cells(Plan plan, Row row) {
        this.plan = plan;
        this.row = row;
        String flaw = row.flaw();
        if (flaw != null) refusal = new Refusal(row.record(), row.line(), "", "", flaw + ".");
    }

    /// The first thing that cannot be read, or null.
    public @Nullable Refusal refusal() {
        return refusal;
    }

    /// Stripped; empty where the row says nothing.
    public String text(Field field) {
        Column column = plan.columns.get(field);
        return column == null ? "" : row.get(column.index()).strip();
    }

    /// A text that names something; "nothing" in the words of other systems is nothing.
    public String id(Field field) {
        String text = text(field);
        if (Blank.is(text)) return "";
        Column column = plan.columns.get(field);
        boolean pointZero = column != null && column.pointZero();
        return pointZero && text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /// Who it is about, as the file calls them; a row that names nobody is refused.
    public String customer() {
        String text = text(Field.CUSTOMER);
        if (text.isEmpty()) {
            refuse(Field.CUSTOMER, "The row names no customer.");
            return "";
        }
        String id = id(Field.CUSTOMER);
        if (id.isEmpty() || isZero(id) || isNobody(id)) {
            refuse(Field.CUSTOMER, "The customer '" + Refusal.shortened(text) + "' stands for nobody in particular.");
        }
        return id;
    }

    public @Nullable When when(Field field) {
        Column column = plan.columns.get(field);
        if (column == null) return null;
        String text = row.get(column.index());
        if (Blank.is(text)) return null;
        return switch (column.dates().read(text)) {
            case When when -> when;
            case DateRead.NoDate(String sentence) -> {
                refuse(field, sentence(sentence));
                yield null;
            }
        };
    }

    /// A date without which the row means nothing.
    @Nullable
    When requiredWhen() {
        When when = when(Field.DATE);
        if (when == null) refuse(Field.DATE, "The row has no date.");
        return when;
    }

    public @Nullable BigDecimal number(Field field) {
        Column column = plan.columns.get(field);
        if (column == null) return null;
        String text = row.get(column.index());
        if (Blank.is(text)) return null;
        return switch (column.amounts().read(text)) {
            case Amount(BigDecimal value, String found) -> {
                if (!found.isEmpty()) currency = found;
                yield value;
            }
            case NoAmount(String sentence) -> {
                refuse(field, sentence(sentence));
                yield null;
            }
        };
    }

    /// The currency of the row's own column, else the one written beside its amounts; read the amounts first.
    public String currency() {
        String text = text(Field.CURRENCY);
        if (Blank.is(text)) return currency;
        return Amounts.currency(text).orElseGet(() -> {
            refuse(Field.CURRENCY, "'" + Refusal.shortened(text) + "' is not a currency such as EUR.");
            return "";
        });
    }

    /// What stands in the columns that no field took, by their names, blanks left out.
    public Map<String, String> rest() {
        Map<String, String> values = new LinkedHashMap<>();
        plan.rest.forEach((column, name) -> {
            String text = row.get(column).strip();
            if (!text.isEmpty()) values.put(name, text);
        });
        return values;
    }

    /// Refuses the row for what stands here; the first refusal counts.
    public void refuse(Field field, String sentence) {
        if (refusal != null) return;
        Column column = plan.columns.get(field);
        String name = column == null ? "" : column.name();
        String value = column == null ? "" : row.get(column.index());
        refusal = new Refusal(row.record(), row.line(), name, value, sentence);
    }

    static boolean isNobody(String id) {
        return id.length() <= 9 && NOBODY.contains(id.toLowerCase(Locale.ROOT));
    }

    private static boolean isZero(String id) {
        for (int i = 0; i < id.length(); i++) if (id.charAt(i) != '0') return false;
        return true;
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }
}
