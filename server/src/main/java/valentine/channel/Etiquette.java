package valentine.channel;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;

/// The manners that hold at our door.
@Service
public class Etiquette {
    private static final String NEWEST =
            "SELECT most, days, quiet_from, quiet_until FROM channel.manners ORDER BY id DESC LIMIT 1";
    private static final String CHANGE = """
            INSERT INTO channel.manners (most, days, quiet_from, quiet_until, changed_by, changed_at)
            VALUES (:most, :days, :from, :until, :by, :now)
            """;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Etiquette(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    public Manners current() {
        return jdbc.sql(NEWEST)
                .query((row, _) -> new Manners(
                        row.getInt("most"),
                        row.getInt("days"),
                        row.getObject("quiet_from", LocalTime.class),
                        row.getObject("quiet_until", LocalTime.class)))
                .optional()
                .orElse(Manners.AT_FIRST);
    }

    @Transactional
    public void change(Manners manners, Actor by) {
        jdbc.sql(CHANGE)
                .param("most", manners.most())
                .param("days", manners.days())
                .param("from", manners.quietFrom())
                .param("until", manners.quietUntil())
                .param("by", by.said())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(by, "manners changed", "channels", Map.of("most", manners.most(), "days", manners.days()));
    }
}
