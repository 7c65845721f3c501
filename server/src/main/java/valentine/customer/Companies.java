package valentine.customer;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// For whom customers speak: the company that they named, else the account whose confirmed domain they write from.
@Component
class Companies {
    private static final String FOUND_ACCOUNTS = """
            INSERT INTO customer.account (name, key)
            SELECT given.name, given.key
            FROM unnest(CAST(:names AS text[]), CAST(:keys AS text[])) AS given (name, key)
            ORDER BY given.key
            ON CONFLICT DO NOTHING
            """;
    private static final String ACCOUNTS = """
            SELECT key, id, name FROM customer.account WHERE key = ANY (CAST(:keys AS text[]))
            """;
    private static final String ANY_DOMAIN = "SELECT EXISTS (SELECT FROM customer.domain)";
    // Indexes customer_head, handle_customer and the domain itself; one who writes from two accounts belongs to none.
    private static final String BY_DOMAIN = """
            SELECT c.head, min(d.account) AS account, min(a.name) AS name
            FROM customer.customer c
            JOIN customer.handle h ON h.customer = c.id AND h.kind = 'email'
            JOIN customer.domain d ON d.domain = split_part(h.value, '@', 2)
            JOIN customer.account a ON a.id = d.account
            WHERE c.head = ANY (CAST(:heads AS bigint[]))
            GROUP BY c.head
            HAVING count(DISTINCT d.account) = 1
            """;
    private final JdbcClient jdbc;

    Companies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Company(long id, String name) {}

    /// The accounts of customers, by head; those that are named and new are made.
    Map<Long, Company> of(Map<Long, Fold.Portrait> portraits) {
        Map<Long, Company> companies = new HashMap<>(ofDomains(portraits.entrySet().stream()
                .filter(entry -> key(entry.getValue().company()).isEmpty())
                .map(Map.Entry::getKey)
                .toList()));
        Map<String, Company> named = named(portraits);
        portraits.forEach((head, portrait) -> {
            Company company = named.get(key(portrait.company()));
            if (company != null) companies.put(head, company);
        });
        return companies;
    }

    /// Two spellings of a company are one where only case, accents and punctuation differ.
    static String key(String company) {
        return String.join(" ", SearchWords.of(company));
    }

    private Map<String, Company> named(Map<Long, Fold.Portrait> portraits) {
        return named(portraits.values().stream().map(Fold.Portrait::company).toList());
    }

    /// Companies by the key of their name; those that are new are made.
    Map<String, Company> named(Collection<String> all) {
        Map<String, String> names = new TreeMap<>();
        all.forEach(name -> {
            String key = key(name);
            if (!key.isEmpty()) names.merge(key, name, (a, b) -> a.compareTo(b) <= 0 ? a : b);
        });
        Map<String, Company> companies = new HashMap<>();
        if (names.isEmpty()) return companies;
        String[] keys = names.keySet().toArray(String[]::new);
        jdbc.sql(FOUND_ACCOUNTS)
                .param("names", names.values().toArray(String[]::new))
                .param("keys", keys)
                .update();
        jdbc.sql(ACCOUNTS).param("keys", keys).query(row -> {
            companies.put(row.getString("key"), new Company(row.getLong("id"), row.getString("name")));
        });
        return companies;
    }

    private Map<Long, Company> ofDomains(List<Long> heads) {
        Map<Long, Company> companies = new HashMap<>();
        if (heads.isEmpty() || !jdbc.sql(ANY_DOMAIN).query(Boolean.class).single()) return companies;
        jdbc.sql(BY_DOMAIN).param("heads", heads.toArray(Long[]::new)).query(row -> {
            companies.put(row.getLong("head"), new Company(row.getLong("account"), row.getString("name")));
        });
        return companies;
    }
}
