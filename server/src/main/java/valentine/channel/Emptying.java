package valentine.channel;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Takes the words and files out of messages that are long over; that they came and went stays.
@Service
public class Emptying {
    private static final String ARRIVALS = """
            UPDATE channel.arrival SET subject = '', text = '', html = NULL, quoted_from = 0
            WHERE id = ANY (CAST(:ids AS bigint[]))
            """;
    private static final String DEPARTURES = """
            UPDATE channel.departure SET subject = '', text = '', html = NULL
            WHERE id = ANY (CAST(:ids AS bigint[]))
            """;
    // Indexes attachment_arrival and attachment_departure.
    private static final String FILES_IN =
            "DELETE FROM channel.attachment WHERE arrival = ANY (CAST(:ids AS bigint[]))";
    private static final String FILES_OUT =
            "DELETE FROM channel.attachment WHERE departure = ANY (CAST(:ids AS bigint[]))";

    private final JdbcClient jdbc;

    Emptying(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In the caller's transaction.
    public void arrivals(Collection<Long> ids) {
        each(ids, ARRIVALS, FILES_IN);
    }

    /// In the caller's transaction; none of them may still be on its way.
    public void departures(Collection<Long> ids) {
        each(ids, DEPARTURES, FILES_OUT);
    }

    private void each(Collection<Long> ids, String... statements) {
        if (ids.isEmpty()) return;
        for (String sql : statements) {
            jdbc.sql(sql).param("ids", ids.toArray(Long[]::new)).update();
        }
    }
}
