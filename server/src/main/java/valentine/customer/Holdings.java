package valentine.customer;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The personal data of a module that stand in its tables.
public final class Holdings implements PersonalData {
    private static final int ROWS_AT_ONCE = 500;

    private final String part;
    private final int order;
    private final JdbcClient jdbc;
    private final List<Holding> holdings;

    /// They are forgotten in the order given.
    public Holdings(String part, JdbcClient jdbc, List<Holding> holdings) {
        this(part, 0, jdbc, holdings);
    }

    public Holdings(String part, int order, JdbcClient jdbc, List<Holding> holdings) {
        if (part.isBlank()) throw new IllegalArgumentException("What is kept needs a name");
        this.part = part;
        this.order = order;
        this.jdbc = jdbc;
        this.holdings = List.copyOf(holdings);
    }

    @Override
    public String part() {
        return part;
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public long count(Collection<CustomerId> profiles) {
        return holdings.stream().mapToLong(holding -> count(holding, profiles)).sum();
    }

    @Override
    public void export(Collection<CustomerId> profiles, Copy copy) {
        for (Holding holding : holdings) {
            RowCallbackHandler each = row -> copy.row(holding.sheet(), Cells.of(row));
            statement(holding.select(), profiles).withFetchSize(ROWS_AT_ONCE).query(each);
        }
    }

    @Override
    public long forget(Collection<CustomerId> profiles) {
        long forgotten = 0;
        for (Holding holding : holdings) {
            int rows = 0;
            for (String sql : holding.forget()) rows = statement(sql, profiles).update();
            forgotten += rows;
        }
        return forgotten;
    }

    private long count(Holding holding, Collection<CustomerId> profiles) {
        return statement("SELECT count(*) FROM (" + holding.select() + ") kept", profiles)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private JdbcClient.StatementSpec statement(String sql, Collection<CustomerId> profiles) {
        return jdbc.sql(sql)
                .param(
                        "profiles",
                        profiles.stream().map(CustomerId::value).distinct().toArray(Long[]::new));
    }
}
