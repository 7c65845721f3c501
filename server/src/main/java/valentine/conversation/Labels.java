package valentine.conversation;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The labels that were ever given: a new one is known from its first use.
@Repository
class Labels {
    private static final int MOST = 200;
    private static final String ALL = "SELECT name FROM conversation.label ORDER BY name LIMIT " + MOST;
    private static final String KNOW = "INSERT INTO conversation.label (name) VALUES (:name) ON CONFLICT DO NOTHING";

    private final JdbcClient jdbc;

    Labels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> all() {
        return jdbc.sql(ALL).query((row, _) -> row.getString(1)).list();
    }

    void know(String label) {
        jdbc.sql(KNOW).param("name", label).update();
    }
}
