package valentine.chat;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells all servers, when the caller's transaction is committed.
@Component("chatBell")
class Bell {
    static final String CHANNEL = "chat";
    private static final String RING = "SELECT pg_notify('chat', sign) FROM unnest(CAST(:signs AS text[])) AS sign";

    private final JdbcClient jdbc;

    Bell(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void ring(Sign sign) {
        ring(List.of(sign));
    }

    void ring(List<? extends Sign> signs) {
        if (signs.isEmpty()) return;
        jdbc.sql(RING)
                .param("signs", signs.stream().map(Sign::text).toArray(String[]::new))
                .query(_ -> {});
    }
}
