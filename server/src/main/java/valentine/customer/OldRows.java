package valentine.customer;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Rows of one kind that grow old: how they are counted and let go is said by two statements, which name `:before` and,
/// the second, `:most`. Each row that the first counts is one that the second lets go.
public final class OldRows implements Ageing {
    private final String key;
    private final String what;
    private final JdbcClient jdbc;
    private final String count;
    private final String forget;

    public OldRows(String key, String what, JdbcClient jdbc, String count, String forget) {
        this.key = key;
        this.what = what;
        this.jdbc = jdbc;
        this.count = count;
        this.forget = forget;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public long count(Instant before) {
        return jdbc.sql(count)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    @Override
    public long forget(Instant before, int most) {
        return jdbc.sql(forget)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
