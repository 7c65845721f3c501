package valentine.customer;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.NullNode;
import valentine.team.MemberId;

/// The companies that customers speak for: their contacts, and the domains that their people write from.
@Service
public class Accounts {
    private static final int MOST_CONTACTS = 200;
    private static final int MOST_SUGGESTED = 3;
    private static final int LONGEST_ROLE = 80;
    private static final Pattern DOMAIN = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,250})\\.[\\p{L}]{2,63}");

    private static final String ACCOUNT = "SELECT id, name FROM customer.account WHERE id = :account";
    // Index account_name, contacts by customer_account.
    private static final String LIST = """
            SELECT a.id, a.name, members.contacts,
                ARRAY(SELECT d.domain FROM customer.domain d WHERE d.account = a.id ORDER BY d.domain) AS domains
            FROM customer.account a
            CROSS JOIN LATERAL (
                SELECT count(*) AS contacts
                FROM (SELECT FROM customer.customer c WHERE c.account = a.id AND c.part_of IS NULL LIMIT 1001) few
            ) members
            WHERE (lower(a.name) COLLATE "C", a.id) > (:name COLLATE "C", :after)
                AND lower(a.name) COLLATE "C" >= :begin AND lower(a.name) COLLATE "C" < :end
            ORDER BY lower(a.name) COLLATE "C", a.id
            LIMIT :limit
            """;
    private static final String PLACE = "SELECT lower(name) FROM customer.account WHERE id = :account";
    // Index customer_account.
    private static final String CONTACTS = """
            SELECT c.id, c.name, coalesce(c.traits ->> 'role', c.traits ->> 'job_title', c.traits ->> 'jobTitle',
                c.traits ->> 'title', c.traits ->> 'position', '') AS role,
                coalesce((SELECT h.value FROM customer.customer p JOIN customer.handle h ON h.customer = p.id
                    WHERE p.head = c.id AND h.kind = 'email' ORDER BY h.value LIMIT 1), '') AS email
            FROM customer.customer c
            WHERE c.account = :account AND c.part_of IS NULL
            ORDER BY c.id
            LIMIT :limit
            """;
    private static final String DOMAINS = "SELECT domain FROM customer.domain WHERE account = :account ORDER BY domain";
    // Indexes customer_account, handle_customer.
    private static final String WRITE_FROM = """
            SELECT split_part(h.value, '@', 2) AS domain, count(DISTINCT c.id) AS people
            FROM (SELECT id FROM customer.customer WHERE account = :account AND part_of IS NULL LIMIT 1000) c
            JOIN customer.customer p ON p.head = c.id
            JOIN customer.handle h ON h.customer = p.id AND h.kind = 'email'
            WHERE NOT EXISTS (SELECT FROM customer.domain d WHERE d.domain = split_part(h.value, '@', 2))
            GROUP BY 1
            ORDER BY people DESC, domain
            """;
    // Index handle_domain; a handful is enough to know that a domain is everybody's.
    private static final String OTHERS = """
            SELECT count(DISTINCT c.account)
            FROM (SELECT customer FROM customer.handle
                  WHERE kind = 'email' AND split_part(value, '@', 2) = :domain AND customer IS NOT NULL
                  LIMIT 1000) h
            JOIN customer.customer p ON p.id = h.customer
            JOIN customer.customer c ON c.id = p.head
            WHERE c.account <> :account
            """;
    private static final String CONFIRM = """
            INSERT INTO customer.domain (domain, account, member, confirmed_at)
            VALUES (:domain, :account, :member, :now)
            ON CONFLICT DO NOTHING
            """;
    private static final String RELEASE = "DELETE FROM customer.domain WHERE domain = :domain AND account = :account";
    private static final String OWNER = """
            SELECT a.name FROM customer.domain d JOIN customer.account a ON a.id = d.account WHERE d.domain = :domain
            """;
    // Index handle_domain.
    private static final String PEOPLE = """
            SELECT DISTINCT customer
            FROM customer.handle
            WHERE kind = 'email' AND split_part(value, '@', 2) = :domain AND customer IS NOT NULL
            """;

    private final Portraits portraits;
    private final Companies companies;
    private final Identity identity;
    private final Customers customers;
    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(
            Portraits portraits,
            Companies companies,
            Identity identity,
            Customers customers,
            JdbcClient jdbc,
            Clock clock) {
        this.portraits = portraits;
        this.companies = companies;
        this.identity = identity;
        this.customers = customers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// A person who speaks for an account; the role is empty where nobody said it.
    public record Contact(CustomerId customer, String name, String role, String email) {}

    /// A domain that contacts write from.
    record Domain(String domain, long people) {}

    /// An account on a list; contacts are counted up to 1,001.
    public record Line(AccountId id, String name, long contacts, List<String> domains) {
        public Line {
            domains = List.copyOf(domains);
        }
    }

    public Optional<Card.Account> account(AccountId account) {
        return jdbc.sql(ACCOUNT)
                .param("account", account.value())
                .query((row, _) -> new Card.Account(new AccountId(row.getLong("id")), row.getString("name")))
                .optional();
    }

    /// The accounts of these names, by name; those that are new are made. A name without a letter or digit is none.
    @Transactional
    public Map<String, AccountId> named(Collection<String> names) {
        Map<String, Companies.Company> known = companies.named(names);
        Map<String, AccountId> accounts = new HashMap<>();
        for (String name : names) {
            Companies.Company company = known.get(Companies.key(name));
            if (company != null) accounts.put(name, new AccountId(company.id()));
        }
        return accounts;
    }

    public static boolean isName(String name) {
        return !Companies.key(name).isEmpty();
    }

    /// The first two hundred contacts.
    public List<Contact> contacts(AccountId account) {
        return jdbc.sql(CONTACTS)
                .param("account", account.value())
                .param("limit", MOST_CONTACTS)
                .query((row, _) -> new Contact(
                        new CustomerId(row.getLong("id")),
                        row.getString("name"),
                        row.getString("role"),
                        row.getString("email")))
                .list();
    }

    /// Accounts by name, from behind this one on.
    public List<Line> list(String beginning, @Nullable AccountId after, int limit) {
        String begin = beginning.replace('\0', ' ').strip().toLowerCase(Locale.ROOT);
        Optional<String> place = after == null
                ? Optional.empty()
                : jdbc.sql(PLACE)
                        .param("account", after.value())
                        .query(String.class)
                        .optional();
        return jdbc.sql(LIST)
                .param("name", place.orElse(""))
                .param("after", place.isEmpty() || after == null ? 0 : after.value())
                .param("begin", begin)
                .param("end", begin + Character.toString(Character.MAX_CODE_POINT))
                .param("limit", limit)
                .query((row, _) -> new Line(
                        new AccountId(row.getLong("id")),
                        row.getString("name"),
                        row.getLong("contacts"),
                        Arrays.asList((String[]) row.getArray("domains").getArray())))
                .list();
    }

    /// Its confirmed domains.
    public List<String> domains(AccountId account) {
        return jdbc.sql(DOMAINS)
                .param("account", account.value())
                .query((row, _) -> row.getString("domain"))
                .list();
    }

    /// Domains that its contacts write from and nobody has confirmed, those of most contacts first.
    List<Domain> suggested(AccountId account) {
        return jdbc
                .sql(WRITE_FROM)
                .param("account", account.value())
                .query((row, _) -> new Domain(row.getString("domain"), row.getLong("people")))
                .list()
                .stream()
                .filter(domain -> !MailProviders.isOne(domain.domain()))
                .limit(MOST_SUGGESTED)
                .toList();
    }

    /// From now on people of this domain belong to this account; says why not, where it cannot be.
    @Transactional
    Optional<String> confirm(AccountId account, String text, MemberId member) {
        String domain = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^.*@", "");
        if (!DOMAIN.matcher(domain).matches()) {
            return Optional.of("That is no domain. Write it like example.com.");
        }
        if (MailProviders.isOne(domain)) {
            return Optional.of("Everybody can have an address at " + domain + ": it says nothing about a company.");
        }
        long others = jdbc.sql(OTHERS)
                .param("domain", domain)
                .param("account", account.value())
                .query((row, _) -> row.getLong(1))
                .single();
        if (others > 0) {
            return Optional.of("People of " + (others == 1 ? "another account" : others + " other accounts")
                    + " write from " + domain + " too. Look at these first.");
        }
        boolean confirmed = jdbc.sql(CONFIRM)
                        .param("domain", domain)
                        .param("account", account.value())
                        .param("member", member.value())
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
        if (!confirmed) {
            return jdbc.sql(OWNER)
                    .param("domain", domain)
                    .query((row, _) -> domain + " belongs to " + row.getString("name") + " already.")
                    .optional();
        }
        showAnew(domain);
        return Optional.empty();
    }

    /// Its people belong to the account no longer, unless they said so themselves.
    @Transactional
    void release(AccountId account, String domain) {
        int released = jdbc.sql(RELEASE)
                .param("domain", domain)
                .param("account", account.value())
                .update();
        if (released > 0) showAnew(domain);
    }

    /// Says in which role somebody speaks for the account; an empty one is forgotten.
    @Transactional
    void name(AccountId account, CustomerId contact, String role) {
        boolean speaks =
                contacts(account).stream().anyMatch(one -> one.customer().equals(contact));
        Optional<Handle> handle = customers.handles(contact).stream().min(Handle.STRONGEST_FIRST);
        if (!speaks || handle.isEmpty()) return;
        String plain = Handle.plain(role).strip();
        Object said =
                plain.isEmpty() ? NullNode.getInstance() : plain.substring(0, Math.min(LONGEST_ROLE, plain.length()));
        identity.resolve(List.of(new Mention(
                List.of(handle.get()), Map.of("role", said), clock.instant(), Trust.CHOSEN, "page of the account")));
    }

    private void showAnew(String domain) {
        Set<Long> people = new HashSet<>(jdbc.sql(PEOPLE)
                .param("domain", domain)
                .query((row, _) -> row.getLong("customer"))
                .list());
        portraits.update(List.of(), people);
    }
}
