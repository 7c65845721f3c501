package valentine.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;

/// How often we asked each customer for something: one budget over all channels, whoever asks.
@Repository
class Goodwill {
    // One asks after the other of the same customer, so that what was counted stays true.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7137, :customer)";
    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7137, :customer)";
    // Index goodwill_customer, for each profile of the head.
    private static final String SPENT = """
            SELECT g.at
            FROM customer.profile p JOIN channel.goodwill g ON g.customer = p.profile
            WHERE p.head = :head AND g.at > :after AND g.departure <> :own
            ORDER BY g.at
            """;
    private static final String SPEND = """
            INSERT INTO channel.goodwill (departure, customer, at) VALUES (:departure, :customer, :at)
            ON CONFLICT (departure) DO UPDATE SET at = excluded.at
            """;
    private static final String GIVE_BACK = "DELETE FROM channel.goodwill WHERE departure = :departure";

    private final JdbcClient jdbc;

    Goodwill(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Until the end of the transaction nobody else asks anything of this customer.
    void lock(CustomerId head) {
        jdbc.sql(LOCK).param("customer", key(head)).query(_ -> {});
    }

    /// The same, where nobody is at it just now.
    boolean tryLock(CustomerId head) {
        return jdbc.sql(TRY_LOCK)
                .param("customer", key(head))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /// The first moment from the one that is wanted at which one more is not too much.
    ///
    /// @param own which does not count against itself
    Instant earliest(CustomerId head, Instant wanted, Manners manners, @Nullable DepartureId own) {
        Duration period = Duration.ofDays(manners.days());
        List<Instant> spent = jdbc.sql(SPENT)
                .param("head", head.value())
                .param("after", at(wanted.minus(period)))
                .param("own", own == null ? 0 : own.value())
                .query((row, _) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .list();
        return earliest(spent, wanted, manners.most(), period);
    }

    /// @param spent in order
    /// @param most at least one
    static Instant earliest(List<Instant> spent, Instant wanted, int most, Duration period) {
        Instant found = wanted;
        for (int i = 0; i < spent.size() && !fits(spent, found, most, period); ) {
            Instant next = spent.get(i++).plus(period);
            if (next.isAfter(found)) found = next;
        }
        return found;
    }

    void spend(DepartureId departure, CustomerId customer, Instant at) {
        jdbc.sql(SPEND)
                .param("departure", departure.value())
                .param("customer", customer.value())
                .param("at", at(at))
                .update();
    }

    /// It did not reach him.
    void giveBack(DepartureId departure) {
        jdbc.sql(GIVE_BACK).param("departure", departure.value()).update();
    }

    /// Whether no stretch of such a length holds more than the most, with one more at this moment.
    private static boolean fits(List<Instant> spent, Instant at, int most, Duration period) {
        List<Instant> all = new ArrayList<>(spent);
        all.add(at);
        all.sort(null);
        int own = all.indexOf(at);
        for (int first = Math.max(0, own - most); first <= own && first + most < all.size(); first++) {
            if (all.get(first + most).isBefore(all.get(first).plus(period))) return false;
        }
        return true;
    }

    private static int key(CustomerId head) {
        return Long.hashCode(head.value());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
