package valentine.messenger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.channel.ConnectionId;

/// How far each connection was read.
@Repository("messengerPlaces")
class Places {
    private static final String OF = "SELECT last_id FROM messenger.place WHERE connection = :connection";
    private static final String BEGIN =
            "INSERT INTO messenger.place (connection, last_id) VALUES (:connection, '') ON CONFLICT DO NOTHING";
    private static final String MOVE = """
            UPDATE messenger.place SET last_id = :to WHERE connection = :connection AND last_id = :from
            """;

    private final JdbcClient jdbc;

    Places(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Empty where nothing was read yet.
    String of(ConnectionId connection) {
        return jdbc.sql(OF)
                .param("connection", connection.value())
                .query((row, _) -> row.getString("last_id"))
                .optional()
                .orElse("");
    }

    /// False where somebody else read on meanwhile.
    boolean move(ConnectionId connection, String from, String to) {
        jdbc.sql(BEGIN).param("connection", connection.value()).update();
        return jdbc.sql(MOVE)
                        .param("connection", connection.value())
                        .param("from", from)
                        .param("to", to)
                        .update()
                == 1;
    }
}
