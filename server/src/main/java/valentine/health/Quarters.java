package valentine.health;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.fondness.Feelings;
import valentine.fondness.Learning;
import valentine.staying.Judgement;
import valentine.team.Firm;
import valentine.team.Firms;

/// The loyalty map as of the ends of the last quarters, by the very code that draws it today, and who moved in between.
///
/// Each is computed once and kept; again only where the settings changed or much that lies before it came in later.
@Service
class Quarters {
    private static final Logger LOGGER = LoggerFactory.getLogger(Quarters.class);
    /// Four movements lie between five ends.
    private static final int ENDS = 5;
    /// What came in later changes nothing below this share.
    private static final double LATE = 0.01;
    private static final int FLUSHED_AT = 1 << 16;

    private static final String STORED = """
            SELECT orders, pieces
            FROM health.quarter
            WHERE day = :day AND horizon = :horizon
            """;
    // Index interaction_purchase, without touching the table.
    private static final String ORDERS = "SELECT count(*) AS orders FROM history.purchase WHERE at < :until";
    private static final String FORGET_FROM = """
            WITH quarters AS (DELETE FROM health.quarter WHERE day >= :day OR day < :oldest),
                flows AS (DELETE FROM health.quarter_flow WHERE day >= :day OR day < :oldest)
            DELETE FROM health.quarter_place WHERE day >= :day OR day < :before
            """;
    private static final String ADD = """
            INSERT INTO health.quarter (day, horizon, orders, pieces, way, drawn_at)
            VALUES (:day, :horizon, :orders, :pieces, :way, :now)
            """;
    private static final String COPY = "COPY health.quarter_place (day, customer, field) FROM STDIN";
    // The primary key, once for each of the two quarters.
    private static final String ADD_FLOWS = """
            INSERT INTO health.quarter_flow (day, from_field, to_field, customers)
            SELECT n.day, b.field, n.field, count(*)
            FROM health.quarter_place n JOIN health.quarter_place b ON b.day = :before AND b.customer = n.customer
            WHERE n.day = :day AND b.field <> n.field
            GROUP BY n.day, b.field, n.field
            """;
    private static final String FLOWS = """
            SELECT day, from_field, to_field, customers
            FROM health.quarter_flow
            ORDER BY day, from_field, to_field
            """;
    private static final String DAYS = "SELECT day, way FROM health.quarter ORDER BY day";

    private final RunTable runs;
    private final PurchaseStream purchases;
    private final Feelings feelings;
    private final Firms firms;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final TransactionTemplate oneSnapshot;

    Quarters(
            RunTable runs,
            PurchaseStream purchases,
            Feelings feelings,
            Firms firms,
            Clock clock,
            JdbcClient jdbc,
            DataSource dataSource,
            PlatformTransactionManager transactions) {
        this.runs = runs;
        this.purchases = purchases;
        this.feelings = feelings;
        this.firms = firms;
        this.clock = clock;
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.oneSnapshot = new TransactionTemplate(transactions);
        this.oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /// How many customers went from one field to another until the end of a quarter.
    record Flow(LocalDate day, LoyaltyField from, LoyaltyField to, long customers) {}

    /// The end of a quarter, and by which rule fondness was told then.
    record End(LocalDate day, String way) {}

    private record Basis(long orders, long pieces) {
        boolean isAbout(Basis other) {
            return Math.abs(orders - other.orders) <= LATE * orders && Math.abs(pieces - other.pieces) <= LATE * pieces;
        }
    }

    List<Flow> flows() {
        return jdbc.sql(FLOWS)
                .query((row, _) -> new Flow(
                        row.getDate("day").toLocalDate(),
                        LoyaltyField.named(row.getString("from_field")).orElseThrow(),
                        LoyaltyField.named(row.getString("to_field")).orElseThrow(),
                        row.getLong("customers")))
                .list();
    }

    /// The ends that were drawn, the oldest first.
    List<End> drawn() {
        return jdbc.sql(DAYS)
                .query((row, _) -> new End(row.getDate("day").toLocalDate(), row.getString("way")))
                .list();
    }

    /// Computes what is missing, each in a transaction of its own.
    void catchUp() {
        Optional<Run> run = runs.latest();
        if (run.isEmpty()) return;
        Firm firm = firms.ours();
        List<LocalDate> ends = ends(run.get().asOf());
        List<Basis> bases = ends.stream()
                .map(day -> new Basis(orders(end(day, firm)), feelings.pieces(end(day, firm))))
                .toList();
        int last = ENDS - 1;
        for (int i = firstStale(ends, bases, firm); i <= last; i++) {
            LocalDate day = ends.get(i);
            LocalDate before = i == 0 ? day : ends.get(i - 1);
            Basis basis = bases.get(i);
            oneSnapshot.executeWithoutResult(_ -> draw(firm, day, before, ends.getFirst(), basis));
        }
    }

    /// A quarter is compared with the one before, and only of the last one the places are kept: where an earlier one is
    /// not there or rests on other things than today, all are drawn.
    private int firstStale(List<LocalDate> ends, List<Basis> bases, Firm firm) {
        int last = ENDS - 1;
        for (int i = 0; i < ends.size(); i++) {
            Optional<Basis> stored = stored(ends.get(i), firm);
            if (stored.isEmpty() || !stored.get().isAbout(bases.get(i))) return i == last ? last : 0;
        }
        return ENDS;
    }

    /// The last days of the last quarters that have ended, the oldest first.
    static List<LocalDate> ends(LocalDate today) {
        LocalDate quarter = today.withDayOfMonth(1).minusMonths((today.getMonthValue() - 1) % 3);
        List<LocalDate> ends = new ArrayList<>();
        for (int back = ENDS - 1; back >= 0; back--) {
            ends.add(quarter.minusMonths(3L * back).minusDays(1));
        }
        return ends;
    }

    private void draw(Firm firm, LocalDate day, LocalDate before, LocalDate oldest, Basis basis) {
        jdbc.sql(FORGET_FROM)
                .param("day", day)
                .param("oldest", oldest)
                .param("before", before)
                .update();
        var read = purchases.everybody(firm, day);
        Map<Long, Double> fond = new HashMap<>();
        Learning learning = feelings.everybodyAsOf(
                end(day, firm), (customer, feeling) -> fond.put(customer.value(), feeling.chance()));
        Rows rows = new Rows(day);
        if (read.past().firstDay() <= day.toEpochDay()) {
            Judgement.of(read.past(), (int) day.toEpochDay(), firm.horizonDays())
                    .everybody()
                    .each((index, standing) -> {
                        long customer = read.customer(index).value();
                        Double fondness = fond.get(customer);
                        rows.add(
                                customer,
                                fondness == null
                                        ? LoyaltyField.UNKNOWN
                                        : LoyaltyField.of(standing.staying(), fondness));
                    });
        }
        rows.flush();
        jdbc.sql(ADD)
                .param("day", day)
                .param("horizon", firm.horizonDays())
                .param("orders", basis.orders())
                .param("pieces", basis.pieces())
                .param("way", learning.fondness().way().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (!before.equals(day)) {
            jdbc.sql(ADD_FLOWS).param("day", day).param("before", before).update();
        }
        LOGGER.info("Drew the loyalty map as of {}", day);
    }

    private Optional<Basis> stored(LocalDate day, Firm firm) {
        return jdbc.sql(STORED)
                .param("day", day)
                .param("horizon", firm.horizonDays())
                .query((row, _) -> new Basis(row.getLong("orders"), row.getLong("pieces")))
                .optional();
    }

    private long orders(Instant until) {
        return jdbc.sql(ORDERS)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong("orders"))
                .single();
    }

    private static Instant end(LocalDate day, Firm firm) {
        return day.plusDays(1).atStartOfDay(firm.zone()).toInstant();
    }

    /// Rows on their way into the table, by COPY.
    private final class Rows {
        private final LocalDate day;
        private final ByteArrayOutputStream rows = new ByteArrayOutputStream(FLUSHED_AT * 2);

        private Rows(LocalDate day) {
            this.day = day;
        }

        private void add(long customer, LoyaltyField field) {
            rows.writeBytes((day + "\t" + customer + "\t" + field.key() + "\n").getBytes(StandardCharsets.UTF_8));
            if (rows.size() >= FLUSHED_AT) flush();
        }

        private void flush() {
            Connection connection = DataSourceUtils.getConnection(dataSource);
            try {
                CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
                byte[] bytes = rows.toByteArray();
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
                rows.reset();
            } catch (SQLException e) {
                throw new SQLStateSQLExceptionTranslator().translate("Writing quarters", COPY, e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }
    }
}
