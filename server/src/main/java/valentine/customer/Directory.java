package valentine.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Finds or makes the customers whom many rows name, a few statements for all of them.
@Service
public class Directory {
    private static final String FIND = """
            SELECT h.kind, h.value, h.customer
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS given (kind, value)
            JOIN customer.handle h ON h.kind = given.kind AND h.value = given.value
            """;
    private static final String WITHOUT_ID = """
            SELECT h.value, h.customer
            FROM unnest(CAST(:values AS text[])) AS given (value)
            JOIN customer.handle h ON h.kind = 'email' AND h.value = given.value
            WHERE NOT EXISTS (SELECT FROM customer.handle o WHERE o.customer = h.customer AND o.kind = 'external')
            """;
    private static final String NEW_IDS = """
            SELECT nextval('customer.customer_id_seq') FROM generate_series(1, :count)
            """;
    private static final String CREATE = """
            INSERT INTO customer.customer (id, name) OVERRIDING SYSTEM VALUE
            SELECT given.id, given.name
            FROM unnest(CAST(:ids AS bigint[]), CAST(:names AS text[])) AS given (id, name)
            """;
    private static final String REMOVE = """
            DELETE FROM customer.customer WHERE id = ANY (CAST(:ids AS bigint[]))
            """;
    private static final String NAME_BY = """
            INSERT INTO customer.handle (kind, value, customer)
            SELECT given.kind, given.value, given.customer
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[]), CAST(:customers AS bigint[]))
                AS given (kind, value, customer)
            ORDER BY given.kind, given.value
            ON CONFLICT DO NOTHING
            RETURNING customer
            """;
    private static final String FOUND_ACCOUNTS = """
            INSERT INTO customer.account (name, key)
            SELECT given.name, given.key
            FROM unnest(CAST(:names AS text[]), CAST(:keys AS text[])) AS given (name, key)
            ORDER BY given.key
            ON CONFLICT DO NOTHING
            """;
    private static final String ACCOUNTS = """
            SELECT key, id FROM customer.account WHERE key = ANY (CAST(:keys AS text[]))
            """;
    private static final String FILL = """
            UPDATE customer.customer c
            SET name = better.name, account = better.account, traits = better.traits
            FROM (
                SELECT known.id,
                       CASE WHEN given.name <> '' AND known.name IN (given.called, given.address)
                            THEN given.name ELSE known.name END AS name,
                       coalesce(known.account, given.account) AS account,
                       CAST(given.traits AS jsonb) || known.traits AS traits
                FROM unnest(CAST(:ids AS bigint[]), CAST(:names AS text[]), CAST(:called AS text[]),
                            CAST(:addresses AS text[]), CAST(:accounts AS bigint[]), CAST(:traits AS text[]))
                         AS given (id, name, called, address, account, traits)
                JOIN customer.customer known ON known.id = given.id
            ) AS better
            WHERE c.id = better.id
              AND (c.name, c.account, c.traits) IS DISTINCT FROM (better.name, better.account, better.traits)
            RETURNING c.id
            """;
    private static final String IMPROVE = """
            UPDATE customer.customer c
            SET name = better.name, account = better.account, traits = better.traits
            FROM (
                SELECT known.id,
                       CASE WHEN given.name <> '' THEN given.name ELSE known.name END AS name,
                       coalesce(given.account, known.account) AS account,
                       known.traits || CAST(given.traits AS jsonb) AS traits
                FROM unnest(CAST(:ids AS bigint[]), CAST(:names AS text[]), CAST(:called AS text[]),
                            CAST(:addresses AS text[]), CAST(:accounts AS bigint[]), CAST(:traits AS text[]))
                         AS given (id, name, called, address, account, traits)
                JOIN customer.customer known ON known.id = given.id
            ) AS better
            WHERE c.id = better.id
              AND (c.name, c.account, c.traits) IS DISTINCT FROM (better.name, better.account, better.traits)
            RETURNING c.id
            """;
    private static final String SPOKEN_OF = """
            SELECT c.id, c.name, coalesce(a.name, '') AS company,
                   ARRAY(SELECT h.value FROM customer.handle h WHERE h.customer = c.id) AS handles
            FROM customer.customer c LEFT JOIN customer.account a ON a.id = c.account
            WHERE c.id = ANY (CAST(:ids AS bigint[]))
            """;
    private static final String FORGET_WORDS = """
            DELETE FROM customer.word WHERE customer = ANY (CAST(:ids AS bigint[]))
            """;
    private static final String KEEP_WORDS = """
            INSERT INTO customer.word (word, customer)
            SELECT given.word, given.customer
            FROM unnest(CAST(:words AS text[]), CAST(:customers AS bigint[])) AS given (word, customer)
            ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Directory(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// A customer, whether he was new, and whether we learned something about him.
    public record Known(CustomerId customer, boolean isNew, boolean isChanged) {}

    /// The customers of these handles, each named once; what we know already stays, what we lack is filled in.
    @Transactional
    public Map<Handle, Known> resolve(Collection<Person> people) {
        return learn(people, FILL);
    }

    /// The customers of these handles, each named once; what is said now goes before what we knew.
    @Transactional
    public Map<Handle, Known> improve(Collection<Person> people) {
        return learn(people, IMPROVE);
    }

    private Map<Handle, Known> learn(Collection<Person> people, String update) {
        Map<Handle, Person> said = new LinkedHashMap<>();
        for (Person person : people) said.merge(person.handle(), person, Person::and);
        Map<Handle, Long> ids = find(said.keySet());
        Set<Long> changed = claim(said, ids);
        Set<Long> created = create(said, ids);
        changed.addAll(created);
        changed.addAll(nameByMore(said, ids));
        changed.addAll(tell(said, ids, update));
        indexWords(changed);
        Map<Handle, Known> known = new HashMap<>();
        ids.forEach((handle, id) ->
                known.put(handle, new Known(new CustomerId(id), created.contains(id), changed.contains(id))));
        return known;
    }

    private Map<Handle, Long> find(Collection<Handle> handles) {
        Map<Handle, Long> ids = new HashMap<>();
        if (handles.isEmpty()) return ids;
        jdbc.sql(FIND)
                .param("kinds", kinds(handles))
                .param("values", values(handles))
                .query(row -> {
                    Handle.Kind kind = Handle.Kind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT));
                    ids.put(new Handle(kind, row.getString("value")), row.getLong("customer"));
                });
        return ids;
    }

    /// Somebody known by an address alone may turn out to be the one whom a file calls by a number.
    private Set<Long> claim(Map<Handle, Person> said, Map<Handle, Long> ids) {
        Map<String, Handle> byAddress = new HashMap<>();
        said.forEach((handle, person) -> {
            if (handle.kind() == Handle.Kind.EXTERNAL && !ids.containsKey(handle)) {
                Handle.email(person.email())
                        .ifPresent(address -> byAddress.merge(
                                address.value(), handle, (a, b) -> a.value().compareTo(b.value()) <= 0 ? a : b));
            }
        });
        if (byAddress.isEmpty()) return new HashSet<>();
        Map<Handle, Long> claimed = new HashMap<>();
        jdbc.sql(WITHOUT_ID)
                .param("values", byAddress.keySet().toArray(String[]::new))
                .query(row -> {
                    Handle handle = byAddress.get(row.getString("value"));
                    if (handle != null) claimed.put(handle, row.getLong("customer"));
                });
        ids.putAll(claimed);
        return nameBy(claimed.entrySet());
    }

    private Set<Long> create(Map<Handle, Person> said, Map<Handle, Long> ids) {
        List<Handle> unknown = said.keySet().stream()
                .filter(handle -> !ids.containsKey(handle))
                .toList();
        if (unknown.isEmpty()) return Set.of();
        List<Long> fresh = jdbc.sql(NEW_IDS)
                .param("count", unknown.size())
                .query((row, _) -> row.getLong(1))
                .list();
        jdbc.sql(CREATE)
                .param("ids", fresh.toArray(Long[]::new))
                .param("names", unknown.stream().map(Handle::called).toArray(String[]::new))
                .update();
        Map<Handle, Long> candidates = new HashMap<>();
        for (int i = 0; i < unknown.size(); i++) candidates.put(unknown.get(i), fresh.get(i));
        Set<Long> won = nameBy(candidates.entrySet());
        if (won.size() < fresh.size()) {
            // Somebody else made these customers in the meantime; ours were never seen.
            jdbc.sql(REMOVE)
                    .param("ids", fresh.stream().filter(id -> !won.contains(id)).toArray(Long[]::new))
                    .update();
        }
        ids.putAll(won.size() < fresh.size() ? find(unknown) : candidates);
        return won;
    }

    /// Further handles; one that belongs to somebody else stays there.
    private Set<Long> nameByMore(Map<Handle, Person> said, Map<Handle, Long> ids) {
        Map<Handle, Long> more = new HashMap<>();
        said.forEach((handle, person) -> {
            Long customer = ids.get(handle);
            if (customer == null) throw new IllegalStateException("A handle without a customer");
            Handle.email(person.email()).ifPresent(address -> more.putIfAbsent(address, customer));
            Handle.phone(person.phone()).ifPresent(phone -> more.putIfAbsent(phone, customer));
        });
        return nameBy(more.entrySet());
    }

    private Set<Long> nameBy(Collection<Map.Entry<Handle, Long>> handles) {
        if (handles.isEmpty()) return new HashSet<>();
        List<Handle> names = handles.stream().map(Map.Entry::getKey).toList();
        return new HashSet<>(jdbc.sql(NAME_BY)
                .param("kinds", kinds(names))
                .param("values", values(names))
                .param("customers", handles.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list());
    }

    private List<Long> tell(Map<Handle, Person> said, Map<Handle, Long> ids, String update) {
        Map<String, Long> accounts = accounts(said.values());
        // Two handles of one batch may be one customer, who can be updated only once.
        Map<Long, Person> telling = new LinkedHashMap<>();
        said.forEach((handle, person) -> {
            Long id = ids.get(handle);
            boolean tells = !person.name().isEmpty()
                    || !person.company().isEmpty()
                    || !person.traits().isEmpty();
            if (id != null && tells) telling.putIfAbsent(id, person);
        });
        if (telling.isEmpty()) return List.of();
        List<Person> people = List.copyOf(telling.values());
        @Nullable
        Long[] account = people.stream()
                .map(person -> accounts.get(accountKey(person.company())))
                .toArray(Long[]::new);
        return jdbc.sql(update)
                .param("ids", telling.keySet().toArray(Long[]::new))
                .param("names", people.stream().map(Person::name).toArray(String[]::new))
                .param(
                        "called",
                        people.stream().map(person -> person.handle().called()).toArray(String[]::new))
                .param("addresses", people.stream().map(Directory::address).toArray(String[]::new))
                .param("accounts", account)
                .param("traits", people.stream().map(this::traits).toArray(String[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private Map<String, Long> accounts(Collection<Person> people) {
        Map<String, String> companies = new HashMap<>();
        for (Person person : people) {
            String key = accountKey(person.company());
            if (!key.isEmpty()) companies.merge(key, person.company(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }
        Map<String, Long> accounts = new HashMap<>();
        if (companies.isEmpty()) return accounts;
        String[] keys = companies.keySet().toArray(String[]::new);
        jdbc.sql(FOUND_ACCOUNTS)
                .param("names", companies.values().toArray(String[]::new))
                .param("keys", keys)
                .update();
        jdbc.sql(ACCOUNTS).param("keys", keys).query(row -> {
            accounts.put(row.getString("key"), row.getLong("id"));
        });
        return accounts;
    }

    private void indexWords(Set<Long> customers) {
        if (customers.isEmpty()) return;
        Long[] ids = customers.toArray(Long[]::new);
        List<String> words = new ArrayList<>();
        List<Long> owners = new ArrayList<>();
        jdbc.sql(SPOKEN_OF).param("ids", ids).query(row -> {
            long id = row.getLong("id");
            List<String> handles = List.of((String[]) row.getArray("handles").getArray());
            for (String word : SearchWords.about(row.getString("name"), row.getString("company"), handles)) {
                words.add(word);
                owners.add(id);
            }
        });
        jdbc.sql(FORGET_WORDS).param("ids", ids).update();
        jdbc.sql(KEEP_WORDS)
                .param("words", words.toArray(String[]::new))
                .param("customers", owners.toArray(Long[]::new))
                .update();
    }

    private String traits(Person person) {
        return person.traits().isEmpty() ? "{}" : json.writeValueAsString(person.traits());
    }

    private static String address(Person person) {
        return Handle.email(person.email()).map(Handle::value).orElse("");
    }

    /// Two spellings of a company are one where only case, accents and punctuation differ.
    private static String accountKey(String company) {
        return String.join(" ", SearchWords.of(company));
    }

    private static String[] kinds(Collection<Handle> handles) {
        return handles.stream().map(handle -> handle.kind().word()).toArray(String[]::new);
    }

    private static String[] values(Collection<Handle> handles) {
        return handles.stream().map(Handle::value).toArray(String[]::new);
    }
}
