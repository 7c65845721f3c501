package valentine.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The letters that speak of customers, for whoever counts them, hands them out or forgets them.
@Service
public class Letters {
    // Index letter_customer.
    private static final String COUNT = "SELECT count(*) FROM mail.letter WHERE customer = ANY (:customers)";
    private static final String ALL = """
            SELECT written_at, kind, address, receiver, subject, paragraphs, why, state
            FROM mail.letter
            WHERE customer = ANY (:customers)
            ORDER BY id
            """;
    // Letters are thrown away long before addresses are.
    private static final String FORGET_PROOFS = """
            DELETE FROM mail.proven WHERE address IN (
                SELECT address FROM mail.letter WHERE customer = ANY (:customers)
                UNION ALL
                SELECT unnest(emails) FROM customer.person WHERE customer = ANY (:customers))
            """;
    // Index letter_written.
    private static final String COUNT_OLDER = """
            SELECT count(*) FROM mail.letter WHERE written_at < :before AND state NOT IN ('waiting', 'leaving')
            """;
    private static final String FORGET_OLDER = """
            DELETE FROM mail.letter WHERE id IN (
                SELECT id FROM mail.letter WHERE written_at < :before AND state NOT IN ('waiting', 'leaving')
                ORDER BY written_at LIMIT :most)
            """;
    private static final String FORGET = "DELETE FROM mail.letter WHERE customer = ANY (:customers)";

    private final JdbcClient jdbc;

    Letters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// How many that are done with were written before.
    public long countOlder(Instant before) {
        return jdbc.sql(COUNT_OLDER)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Throws away at most so many of them, in the caller's transaction.
    public long forgetOlder(Instant before, int most) {
        return jdbc.sql(FORGET_OLDER)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }

    public long count(Collection<Long> customers) {
        return jdbc.sql(COUNT)
                .param("customers", customers.toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Each as names and values; links that let somebody in are in none of them.
    public void all(Collection<Long> customers, Consumer<Map<String, @Nullable Object>> each) {
        jdbc.sql(ALL).param("customers", customers.toArray(Long[]::new)).query(row -> {
            Map<String, @Nullable Object> letter = new LinkedHashMap<>();
            letter.put(
                    "written_at",
                    row.getObject("written_at", java.time.OffsetDateTime.class)
                            .toInstant()
                            .toString());
            for (String column :
                    new String[] {"kind", "address", "receiver", "subject", "paragraphs", "why", "state"}) {
                letter.put(column, row.getString(column));
            }
            each.accept(letter);
        });
    }

    /// Throws them away, sent or not.
    @Transactional
    public long forget(Collection<Long> customers) {
        Long[] numbers = customers.toArray(Long[]::new);
        jdbc.sql(FORGET_PROOFS).param("customers", numbers).update();
        return jdbc.sql(FORGET).param("customers", numbers).update();
    }
}
