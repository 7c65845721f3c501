package valentine.csv;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import valentine.csv.AmountRead.Amount;
import valentine.csv.AmountRead.NoAmount;

/// The cells of one row as a mapping understands them; what cannot be read is kept as the first refusal.
final class Cells {
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

    /// What a mapping means for every row, looked up once.
    static final class Plan {
        private final Mapping mapping;
        private final int[] columns = new int[Field.values().length];
        private final boolean[] pointZero = new boolean[columns.length];
        private final Dates[] dates = new Dates[columns.length];
        private final Amounts[] amounts = new Amounts[columns.length];
        private final Map<Integer, String> rest;

        Plan(Mapping mapping) {
            if (!mapping.missing().isEmpty())
                throw new IllegalStateException(mapping.missing().getFirst());
            this.mapping = mapping;
            this.rest = mapping.rest();
            for (Field field : Field.values()) {
                int i = field.ordinal();
                columns[i] = mapping.column(field).orElse(-1);
                pointZero[i] = mapping.hasPointZero(field);
                dates[i] = mapping.dates(field);
                amounts[i] = mapping.amounts(field);
            }
        }

        boolean has(Field field) {
            return columns[field.ordinal()] >= 0;
        }

        @Nullable
        InteractionKind constantKind() {
            return mapping.constantKind();
        }
    }

    private final Plan plan;
    private final Row row;
    private @Nullable Refusal refusal;
    private String currency = "";

    Cells(Plan plan, Row row) {
        this.plan = plan;
        this.row = row;
        String flaw = row.flaw();
        if (flaw != null) refusal = new Refusal(row.record(), row.line(), "", "", flaw + ".");
    }

    /// The first thing that cannot be read, or null.
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    String text(Field field) {
        int column = plan.columns[field.ordinal()];
        return column < 0 ? "" : row.get(column).strip();
    }

    /// A text that names something; "nothing" in the words of other systems is nothing.
    String id(Field field) {
        String text = text(field);
        if (Blank.is(text)) return "";
        return plan.pointZero[field.ordinal()] && text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    String customer() {
        String text = text(Field.CUSTOMER);
        if (text.isEmpty()) {
            refuse(Field.CUSTOMER, "The row names no customer.");
            return "";
        }
        String id = id(Field.CUSTOMER);
        if (id.isEmpty() || isZero(id) || (id.length() <= 9 && NOBODY.contains(id.toLowerCase(Locale.ROOT)))) {
            refuse(Field.CUSTOMER, "The customer '" + Refusal.shortened(text) + "' stands for nobody in particular.");
        }
        return id;
    }

    @Nullable
    When when(Field field) {
        String text = text(field);
        if (Blank.is(text)) return null;
        return switch (plan.dates[field.ordinal()].read(text)) {
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

    @Nullable
    BigDecimal number(Field field) {
        int column = plan.columns[field.ordinal()];
        if (column < 0) return null;
        String text = row.get(column);
        if (Blank.is(text)) return null;
        return switch (plan.amounts[field.ordinal()].read(text)) {
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
    String currency() {
        String text = text(Field.CURRENCY);
        if (Blank.is(text)) return currency;
        return Amounts.currency(text).orElseGet(() -> {
            refuse(Field.CURRENCY, "'" + Refusal.shortened(text) + "' is not a currency such as EUR.");
            return "";
        });
    }

    Map<String, String> rest() {
        Map<String, String> values = new LinkedHashMap<>();
        plan.rest.forEach((column, name) -> {
            String text = row.get(column).strip();
            if (!text.isEmpty()) values.put(name, text);
        });
        return values;
    }

    void refuse(Field field, String sentence) {
        if (refusal != null) return;
        int column = plan.columns[field.ordinal()];
        String name = column < 0 ? "" : plan.mapping.header().get(column);
        refusal = new Refusal(row.record(), row.line(), name, column < 0 ? "" : row.get(column), sentence);
    }

    private static boolean isZero(String id) {
        for (int i = 0; i < id.length(); i++) if (id.charAt(i) != '0') return false;
        return true;
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }
}
