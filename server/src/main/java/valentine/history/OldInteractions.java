package valentine.history;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.Ageing;

/// What happened long ago. It is looked through as a whole, by night: no index knows the age of everything.
@Component
class OldInteractions implements Ageing {
    private static final String COUNT = "SELECT count(*) FROM history.interaction WHERE at < :before";
    // The numbers of their messages stay, so that no old file brings them again; whose they are must be known still.
    private static final String FORGET = """
            WITH gone AS (
                DELETE FROM history.interaction
                WHERE (customer, at, id) IN (
                    SELECT customer, at, id FROM history.interaction WHERE at < :before LIMIT :most)
                RETURNING customer, source, message_id)
            INSERT INTO history.untold (customer, source, message_id)
            SELECT DISTINCT customer, source, message_id FROM gone
            ON CONFLICT (customer, source, message_id) DO UPDATE SET source = excluded.source
            """;

    private final JdbcClient jdbc;

    OldInteractions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String key() {
        return "interactions";
    }

    @Override
    public String what() {
        return "What happened: orders, messages, visits and answers";
    }

    @Override
    public long count(Instant before) {
        return jdbc.sql(COUNT)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    @Override
    public long forget(Instant before, int most) {
        return jdbc.sql(FORGET)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
