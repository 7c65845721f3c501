package valentine.customer;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import tools.jackson.databind.json.JsonMapper;

/// Turns rows of the database into values that can be written down.
final class Cells {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Cells() {}

    static Map<String, @Nullable Object> of(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(columns.getColumnCount());
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.put(columns.getColumnLabel(i), value(row.getObject(i)));
        }
        return values;
    }

    private static @Nullable Object value(@Nullable Object cell) throws SQLException {
        return switch (cell) {
            case null -> null;
            case Timestamp moment -> moment.toInstant().toString();
            case Array array -> Arrays.asList((Object[]) array.getArray());
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case PGobject json
            when json.getType().startsWith("json") && json.getValue() != null -> JSON.readTree(json.getValue());
            case Number number -> number;
            case Boolean truth -> truth;
            default -> cell.toString();
        };
    }
}
