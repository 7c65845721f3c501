package valentine.duplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;

/// Reads what we know of customers, as many as fit through a cursor at once.
@Component
class People {
    private static final int AT_ONCE = 5_000;
    private static final int LONGEST_TRAIT = 200;
    private static final SQLExceptionTranslator TRANSLATOR = new SQLStateSQLExceptionTranslator();

    // The primary key of the customers, and for each the index of his handles.
    private static final String EVERYBODY = """
            SELECT customer, name, company, emails, phones, traits
            FROM customer.person
            ORDER BY customer
            """;
    private static final String SOME = """
            SELECT customer, name, company, emails, phones, traits
            FROM customer.person
            WHERE customer = ANY (?)
            ORDER BY customer
            """;

    private final DataSource dataSource;
    private final JsonMapper json;

    People(DataSource dataSource, JsonMapper json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /// Everybody in the order of numbers, in the caller's transaction.
    void each(Consumer<Told> take) {
        read(EVERYBODY, null, take);
    }

    /// These, as far as they are customers of their own, in the order of numbers.
    List<Told> of(Collection<CustomerId> customers) {
        List<Told> told = new ArrayList<>();
        read(SOME, customers.stream().map(CustomerId::value).toArray(Long[]::new), told::add);
        return told;
    }

    private void read(String sql, Long @Nullable [] ids, Consumer<Told> take) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(AT_ONCE);
            if (ids != null) statement.setArray(1, connection.createArrayOf("bigint", ids));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) take.accept(told(row));
            }
        } catch (SQLException e) {
            throw TRANSLATOR.translate("Reading customers", sql, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private Told told(ResultSet row) throws SQLException {
        Map<String, String> traits = traits(row.getString(6));
        return new Told(
                new CustomerId(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                with((String[]) row.getArray(4).getArray(), traits.get("email")),
                with((String[]) row.getArray(5).getArray(), traits.get("phone")),
                traits);
    }

    /// A handle that several share belongs to none of them, but each was said to have it.
    private static List<String> with(String[] handles, @Nullable String trait) {
        List<String> all = new ArrayList<>(List.of(handles));
        if (trait != null && !all.contains(trait)) all.add(trait);
        return all;
    }

    private Map<String, String> traits(String text) {
        if (text.length() <= 2) return Map.of();
        Map<String, String> traits = new HashMap<>();
        gather(json.readTree(text), traits);
        return traits;
    }

    private static void gather(JsonNode node, Map<String, String> traits) {
        for (Map.Entry<String, JsonNode> trait : node.properties()) {
            JsonNode value = trait.getValue();
            // An address may be said in parts.
            if (value.isObject()) {
                gather(value, traits);
            } else if (value.isValueNode() && !value.isNull()) {
                String said = value.asString();
                traits.putIfAbsent(
                        Told.key(trait.getKey()),
                        said.length() > LONGEST_TRAIT ? said.substring(0, LONGEST_TRAIT) : said);
            }
        }
    }
}
