package valentine.chat;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells all servers, when the caller's transaction is committed.
@Component("chatBell")
class Bell {
    static final String CHANNEL = "chat";
    private static final String RING = "SELECT pg_notify('chat', :sign)";

    private final JdbcClient jdbc;

    Bell(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void ring(Sign sign) {
        jdbc.sql(RING).param("sign", sign.text()).query(_ -> {});
    }
}
