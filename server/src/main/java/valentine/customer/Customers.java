package valentine.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// The customers we know.
@Service
public class Customers {
    /// How many words are looked through at most for a search of several words.
    private static final int CANDIDATES = 10_000;

    private static final int MOST_WORDS = 6;
    private static final int COLLEAGUES = 20;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    /// Stands behind every word that begins like the one before it.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private static final String CARD = """
            SELECT c.id, c.name, c.traits ->> 'since' AS since, c.account, a.name AS account_name
            FROM customer.customer c LEFT JOIN customer.account a ON a.id = c.account
            WHERE c.id = :customer AND c.part_of IS NULL
            """;
    // Index customer_account.
    private static final String COLLEAGUES_OF = """
            SELECT c.id, c.name, c.traits ->> 'since' AS since, c.account, a.name AS account_name
            FROM customer.customer c JOIN customer.account a ON a.id = c.account
            WHERE c.account = :account AND c.id <> :customer AND c.part_of IS NULL
            ORDER BY c.id
            LIMIT :limit
            """;
    // Indexes customer_head and handle_customer.
    private static final String HANDLES = """
            SELECT h.kind, h.value
            FROM customer.customer c JOIN customer.handle h ON h.customer = c.id
            WHERE c.head = :customer
            ORDER BY array_position(ARRAY['email', 'phone', 'external', 'anonymous'], h.kind), h.value
            """;
    // A range of the primary key (word, customer); the other words are looked up by word_customer, and OFFSET 0 keeps
    // it so: as a join the planner would read their whole ranges.
    private static final String FIRST_WORD = """
            SELECT c.customer
            FROM (
                SELECT word, customer
                FROM customer.word
                WHERE word >= :word0 AND word < :end0
                ORDER BY word, customer
                LIMIT :candidates
            ) c
            """;
    private static final String OTHER_WORD = """
            EXISTS (
                SELECT FROM customer.word o
                WHERE o.customer = c.customer AND o.word >= :word%1$d AND o.word < :end%1$d
                OFFSET 0)
            """;
    private static final String IN_ORDER = """
            ORDER BY c.word, c.customer
            LIMIT :limit
            """;
    private static final String FOUND = """
            SELECT c.id, c.name, concat_ws(' · ',
                (SELECT h.value FROM customer.customer p JOIN customer.handle h ON h.customer = p.id WHERE p.head = c.id
                 ORDER BY array_position(ARRAY['email', 'phone', 'external', 'anonymous'], h.kind), h.value LIMIT 1),
                a.name) AS detail
            FROM unnest(:customers::bigint[]) WITH ORDINALITY AS found (customer, place)
            JOIN customer.customer c ON c.id = found.customer
            LEFT JOIN customer.account a ON a.id = c.account
            ORDER BY found.place
            """;

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Card> card(CustomerId customer) {
        return jdbc.sql(CARD)
                .param("customer", customer.value())
                .query((row, _) -> card(row))
                .optional();
    }

    public List<Handle> handles(CustomerId customer) {
        return jdbc.sql(HANDLES)
                .param("customer", customer.value())
                .query((row, _) -> new Handle(
                        Handle.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("value")))
                .list();
    }

    /// Who has all of these words, each as the beginning of a word of the name or of a handle.
    public List<CustomerId> search(String text, int limit) {
        // PostgreSQL refuses this one character in texts.
        String words = text.replace('\0', ' ');
        List<String> whole = SPACE.splitAsStream(SearchWords.plain(words))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        List<String> parts = SearchWords.of(words);
        // A handle such as C-1234 is kept whole, a name such as O'Brien in its parts.
        return whole.equals(parts)
                ? search(parts, limit)
                : Stream.concat(search(whole, limit).stream(), search(parts, limit).stream())
                        .distinct()
                        .limit(limit)
                        .toList();
    }

    /// The same account's other contacts, at most twenty.
    List<Card> colleagues(Card card) {
        Card.Account account = card.account();
        if (account == null) {
            return List.of();
        }
        return jdbc.sql(COLLEAGUES_OF)
                .param("account", account.id().value())
                .param("customer", card.id().value())
                .param("limit", COLLEAGUES)
                .query((row, _) -> card(row))
                .list();
    }

    public List<Found> found(String words, int limit) {
        Long[] customers = search(words, limit).stream().map(CustomerId::value).toArray(Long[]::new);
        return jdbc.sql(FOUND)
                .param("customers", customers)
                .query((row, _) -> new Found(row.getLong("id"), row.getString("name"), row.getString("detail")))
                .list();
    }

    /// One line of the palette.
    public record Found(long id, String name, String detail) {}

    private List<CustomerId> search(List<String> words, int limit) {
        List<String> typed = words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .limit(MOST_WORDS)
                .toList();
        if (typed.isEmpty()) {
            return List.of();
        }
        StringBuilder sql = new StringBuilder(FIRST_WORD);
        Map<String, Object> parameters = new HashMap<>();
        for (int i = 0; i < typed.size(); i++) {
            parameters.put("word" + i, typed.get(i));
            parameters.put("end" + i, typed.get(i) + LAST);
            if (i > 0) {
                sql.append(i == 1 ? "WHERE " : "AND ").append(OTHER_WORD.formatted(i));
            }
        }
        // Somebody may be found by several of his own words.
        parameters.put("limit", limit * 3);
        parameters.put("candidates", CANDIDATES);
        return jdbc
                .sql(sql.append(IN_ORDER).toString())
                .params(parameters)
                .query((row, _) -> new CustomerId(row.getLong("customer")))
                .list()
                .stream()
                .distinct()
                .limit(limit)
                .toList();
    }

    private static Card card(ResultSet row) throws SQLException {
        String account = row.getString("account_name");
        return new Card(
                new CustomerId(row.getLong("id")),
                row.getString("name"),
                account == null ? null : new Card.Account(new AccountId(row.getLong("account")), account),
                day(row.getString("since")));
    }

    /// What the firm's own file said; a trait can be any text.
    private static @Nullable LocalDate day(@Nullable String since) {
        try {
            return since == null ? null : LocalDate.parse(since);
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
