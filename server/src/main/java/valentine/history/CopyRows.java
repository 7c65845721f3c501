package valentine.history;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.ByteConverter;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/// Rows on their way into a table, in the binary format of COPY: the cheapest way for the database to take them.
///
/// Each value is written as its column is; whoever writes them keeps to the order of the statement.
final class CopyRows {
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int FULL = 1 << 16;
    private static final int END = -1;
    private static final int NULL = -1;
    private static final int OID_OF_BIGINT = 20;
    /// Seconds from 1970 to 2000, where the time of the database begins.
    private static final long BEGINNING = 946_684_800;

    private final CopyIn copy;
    private final int columns;
    private byte[] bytes = new byte[FULL + (FULL >> 1)];
    private int length;

    private CopyRows(CopyIn copy, int columns) {
        this.copy = copy;
        this.columns = columns;
        raw(SIGNATURE);
    }

    interface Writing {
        void to(CopyRows rows) throws SQLException;
    }

    /// Copies by a statement `COPY table (columns) FROM STDIN WITH (FORMAT binary)`, in the transaction of the caller.
    static void copy(DataSource dataSource, String statement, int columns, Writing writing) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            try {
                CopyRows rows = new CopyRows(copy, columns);
                writing.to(rows);
                rows.shortNumber(END);
                rows.flush();
                copy.endCopy();
            } finally {
                if (copy.isActive()) copy.cancelCopy();
            }
        } catch (SQLException e) {
            throw new SQLStateSQLExceptionTranslator().translate("Writing the history", statement, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /// Begins the next row.
    CopyRows row() throws SQLException {
        if (length >= FULL) flush();
        shortNumber(columns);
        return this;
    }

    /// An int.
    CopyRows number(int value) {
        return integer(4).integer(value);
    }

    /// A bigint.
    CopyRows number(long value) {
        return integer(8).longInteger(value);
    }

    /// A text, char or nothing.
    CopyRows text(@Nullable String value) {
        return value == null ? integer(NULL) : sized(value.getBytes(StandardCharsets.UTF_8));
    }

    /// A jsonb.
    CopyRows json(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        integer(text.length + 1);
        room(1);
        // The version of the format.
        bytes[length++] = 1;
        return raw(text);
    }

    /// A timestamptz, to the microsecond.
    CopyRows at(Instant value) {
        return number((value.getEpochSecond() - BEGINNING) * 1_000_000 + value.getNano() / 1_000);
    }

    /// A numeric or nothing.
    CopyRows amount(@Nullable BigDecimal value) {
        return value == null ? integer(NULL) : sized(ByteConverter.numeric(value));
    }

    /// A bigint[].
    CopyRows numbers(List<Long> values) {
        int dimensions = values.isEmpty() ? 0 : 1;
        integer(12 + dimensions * 8 + values.size() * 12)
                .integer(dimensions)
                .integer(0)
                .integer(OID_OF_BIGINT);
        if (dimensions == 1) integer(values.size()).integer(1);
        for (long value : values) number(value);
        return this;
    }

    private CopyRows sized(byte[] value) {
        return integer(value.length).raw(value);
    }

    private void shortNumber(int value) {
        room(2);
        ByteConverter.int2(bytes, length, value);
        length += 2;
    }

    private CopyRows integer(int value) {
        room(4);
        ByteConverter.int4(bytes, length, value);
        length += 4;
        return this;
    }

    private CopyRows longInteger(long value) {
        room(8);
        ByteConverter.int8(bytes, length, value);
        length += 8;
        return this;
    }

    private CopyRows raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }

    private void flush() throws SQLException {
        copy.writeToCopy(bytes, 0, length);
        length = 0;
    }
}
