package valentine.erasure;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;

/// Writes a word into every column that may hold words of one customer, as the data map and the database tell of them.
final class Filling {
    /// What no rule can know: a number that must lead somewhere, one of two that must be empty.
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("channel.attachment.departure", "NULL"),
            Map.entry("channel.attachment.size", "6"),
            Map.entry("channel.connection.medium", "'email'"),
            Map.entry("channel.connection.settings", "'{}'"),
            Map.entry("channel.connection.is_blank", "false"),
            Map.entry("channel.thread.joined_to", "NULL"),
            Map.entry("customer.alarm.kind", "'external'"),
            Map.entry("customer.alarm.value", "'canary-1'"),
            Map.entry("customer.verdict.undone_at", "NULL"),
            Map.entry("customer.verdict.cause", "NULL"),
            Map.entry("customer.verdict.ended_by", "NULL"),
            Map.entry("mail.letter.late_at", "NULL"),
            Map.entry("mail.letter.sealed", "NULL"),
            Map.entry("mail.proven.address", "'canary@example.com'"),
            Map.entry("portal.asking.address", "'canary@example.com'"),
            Map.entry("promise.promise.instead_of", "NULL"),
            Map.entry("proof.record.currency", "'EUR'"),
            Map.entry("promise.promise.currency", "'EUR'"),
            Map.entry("promise.proposal.currency", "'EUR'"),
            Map.entry("chat.line.departure", "NULL"),
            Map.entry("conversation.message.kind", "'note'"),
            Map.entry("conversation.conversation.merged_into", "NULL"),
            Map.entry("conversation.conversation.snoozed_until", "NULL"),
            Map.entry("promise.open.next_at", "'2099-01-01'"),
            Map.entry("portal.correction.answer", "NULL"),
            Map.entry("portal.correction.answered_at", "NULL"));

    private static final String WORD = "canary";
    private static final Pattern FIRST_WORD = Pattern.compile("'([^']*)'::text");

    private final JdbcClient jdbc;
    private final CustomerId customer;
    private final CustomerId other;

    Filling(JdbcClient jdbc, CustomerId customer, CustomerId other) {
        this.jdbc = jdbc;
        this.customer = customer;
        this.other = other;
    }

    private record Column(
            String name,
            String type,
            boolean needed,
            @org.jspecify.annotations.Nullable String reference) {}

    /// Gives the customer a row in every table of his that has none, parents before children.
    void rows(Set<String> natural) {
        List<DataMap.Table> left = new ArrayList<>(tables());
        left.removeIf(table -> natural.stream().anyMatch(place -> place.startsWith(table.place() + ".")));
        List<String> why = new ArrayList<>();
        for (int round = 0; round < 6 && !left.isEmpty(); round++) {
            why.clear();
            left.removeIf(table -> row(table.place(), WORD).map(why::add).isEmpty());
        }
        if (!left.isEmpty()) throw new AssertionError(String.join("\n", why));
    }

    /// Puts the word into every other column that may hold words, and says which refuse it.
    Set<String> words(Set<String> natural) {
        Set<String> refusing = new TreeSet<>();
        for (String place : mayHoldWords()) {
            if (natural.contains(place)) continue;
            String table = place.substring(0, place.lastIndexOf('.'));
            String column = '"' + place.substring(place.lastIndexOf('.') + 1) + '"';
            String type = type(place);
            try {
                jdbc.sql("UPDATE " + table + " SET " + column + " = " + word(type, WORD)
                                + " WHERE ctid = (SELECT ctid FROM " + table + his(table)
                                + " ORDER BY ctid DESC LIMIT 1)")
                        .update();
            } catch (DataAccessException e) {
                if (!isRefusal(e)) throw e;
                refusing.add(place);
            }
        }
        return refusing;
    }

    /// The rows of a table that are his, where it says whose they are.
    private String his(String table) {
        return columns(table).stream().anyMatch(column -> column.name().equals("customer"))
                ? " WHERE customer = " + customer.value()
                : "";
    }

    /// The columns of customers' tables that may hold words of theirs and leave with them.
    Set<String> mayHoldWords() {
        Set<String> places = new TreeSet<>();
        for (DataMap.Table table : tables()) {
            table.columns().forEach((column, category) -> {
                boolean personal = switch (category) {
                    case NAME, CONTACT, TRAIT, BEHAVIOUR, CONTENT, ASSESSMENT, DECISION, CONSENT -> true;
                    case SENSITIVE, MONEY, SECRET, LINK, COUNT, TECHNICAL -> false;
                };
                String place = table.place() + "." + column;
                if (personal && type(place).matches("_?text|varchar|jsonb|json")) places.add(place);
            });
        }
        return places;
    }

    private static List<DataMap.Table> tables() {
        return DataMap.read().tables().stream()
                .filter(table -> table.whose() == DataMap.Whose.CUSTOMERS)
                .filter(table -> !table.erased().startsWith("Kept"))
                .filter(table -> !table.place().equals("customer.suppression"))
                .toList();
    }

    private Optional<String> row(String table, String word) {
        List<Column> columns = columns(table);
        Map<String, String> values = new LinkedHashMap<>();
        for (Column column : columns) values.put('"' + column.name() + '"', value(table, column, word));
        try {
            jdbc.sql("INSERT INTO " + table + " (" + String.join(", ", values.keySet()) + ") VALUES ("
                            + String.join(", ", values.values()) + ")")
                    .update();
            return Optional.empty();
        } catch (DataAccessException e) {
            // It has a row of his already.
            if (e instanceof DuplicateKeyException) return Optional.empty();
            return Optional.of(table + ": " + e.getMostSpecificCause().getMessage());
        }
    }

    private List<Column> columns(String table) {
        return jdbc.sql("""
                SELECT a.attname, t.typname, a.attnotnull,
                    (SELECT confrelid::regclass || '.' || f.attname FROM pg_constraint k
                     JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = k.confkey[1]
                     WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]) AS refers
                FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = :table::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = ''
                  AND t.typname <> 'xid8'
                ORDER BY a.attnum
                """)
                .param("table", table)
                .query((row, _) -> new Column(
                        row.getString("attname"),
                        row.getString("typname"),
                        row.getBoolean("attnotnull"),
                        row.getString("refers")))
                .list();
    }

    private String value(String table, Column column, String word) {
        String known = KNOWN.get(table + "." + column.name());
        if (known != null) return known;
        Optional<String> named = named(column.name());
        if (named.isPresent()) return named.get();
        if (column.reference() != null) {
            int dot = column.reference().lastIndexOf('.');
            String parent = column.reference().substring(0, dot);
            // Where a conversation or a source is needed first, it is nobody's.
            if (jdbc.sql("SELECT count(*) FROM " + parent).query(Long.class).single() == 0
                    && tables().stream().noneMatch(each -> each.place().equals(parent))) row(parent, "bird");
            return "(SELECT " + column.reference().substring(dot + 1) + " FROM " + parent
                    + " ORDER BY ctid DESC LIMIT 1)";
        }
        return allowed(table, column.name()).map(each -> "'" + each + "'").orElse(word(column.type(), word));
    }

    private Optional<String> named(String column) {
        long least = Math.min(customer.value(), other.value());
        long most = Math.max(customer.value(), other.value());
        return switch (column) {
            case "customer", "profile", "head", "from_head", "to_head" -> Optional.of(Long.toString(customer.value()));
            case "one", "kept" -> Optional.of(Long.toString(least));
            case "other", "gone" -> Optional.of(Long.toString(most));
            default -> Optional.empty();
        };
    }

    /// The first of the words that a column may hold, where it may not hold every word.
    private Optional<String> allowed(String table, String column) {
        return again(() -> jdbc.sql("""
                -- Only rules of this table are written out.
                WITH own AS MATERIALIZED (
                    SELECT oid FROM pg_constraint
                    WHERE conrelid = :table::regclass AND contype = 'c'
                      AND conkey = ARRAY[(SELECT attnum FROM pg_attribute
                                          WHERE attrelid = :table::regclass AND attname = :column)])
                SELECT rule FROM (SELECT pg_get_constraintdef(oid) AS rule FROM own) AS written
                WHERE rule LIKE '%ANY (%'
                """)
                        .param("table", table)
                        .param("column", column)
                        .query(String.class)
                        .optional())
                .flatMap(rule -> {
                    Matcher word = FIRST_WORD.matcher(rule);
                    return word.find() ? Optional.of(word.group(1)) : Optional.empty();
                });
    }

    private String type(String place) {
        int dot = place.lastIndexOf('.');
        return again(() -> jdbc.sql("""
                SELECT t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = :table::regclass AND a.attname = :column
                """)
                .param("table", place.substring(0, dot))
                .param("column", place.substring(dot + 1))
                .query(String.class)
                .single());
    }

    /// Asks anew about a table in whose place a newer one was put at that very moment.
    private static <T> T again(Supplier<T> question) {
        for (int left = 5; ; left--) {
            try {
                return question.get();
            } catch (DataAccessException e) {
                if (left == 0) throw e;
            }
        }
    }

    private static String word(String type, String word) {
        return switch (type) {
            case "text", "varchar", "bpchar" -> "'" + word + "'";
            case "json", "jsonb" -> "'[\"" + word + "\"]'";
            case "_text" -> "'{" + word + "}'";
            case "tsvector" -> "to_tsvector('simple', '" + word + "')";
            case "bytea" -> "decode(md5('canary') || md5('bird'), 'hex')";
            case "bool" -> "false";
            case "timestamptz", "timestamp" -> "'2099-01-01'";
            case "date" -> "'2026-03-31'";
            case "uuid" -> "gen_random_uuid()";
            case "int2", "int4", "int8", "float4", "float8", "numeric" -> "1";
            case "_int2", "_int4", "_int8" -> "'{1}'";
            default -> "NULL";
        };
    }

    /// A rule of the database holds, or the word is too long.
    private static boolean isRefusal(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException sql
                && (String.valueOf(sql.getSQLState()).startsWith("23") || "22001".equals(sql.getSQLState()));
    }
}
