package valentine.promise;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;

/// What was said between us and a customer, to be quoted.
@Component
class Quotes {
    // Primary key of interactions: customer, at, id.
    private static final String FIND = """
            SELECT t.id, t.at, t.title, t.text
            FROM customer.profile asked
            JOIN customer.profile his ON his.head = asked.head
            JOIN history.spoken t ON t.customer = his.profile
            WHERE asked.profile = :customer AND t.at = :at AND t.id = :id
            """;

    private final JdbcClient jdbc;

    Quotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param words its text, or its title where it has none
    record Quote(long id, Instant at, String words) {}

    /// @param key the moment in microseconds and the number, as it stands in the addresses of the timeline
    Optional<Quote> find(CustomerId customer, String key) {
        if (!key.matches("-?\\d{1,18}_\\d{1,18}")) return Optional.empty();
        int cut = key.indexOf('_');
        Instant at = Instant.EPOCH.plus(Long.parseLong(key.substring(0, cut)), ChronoUnit.MICROS);
        return jdbc.sql(FIND)
                .param("customer", customer.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", Long.parseLong(key.substring(cut + 1)))
                .query((row, _) -> new Quote(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        quote(row.getString("title"), row.getString("text"))))
                .optional();
    }

    private static String quote(String title, @org.jspecify.annotations.Nullable String text) {
        String words = text == null || text.isBlank() ? title : text;
        return words.length() <= Draft.LONGEST_QUOTE ? words : words.substring(0, Draft.LONGEST_QUOTE - 1) + "…";
    }
}
