package valentine.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What we show of a customer: name, company, traits and search words, as all that was said of his profiles comes to.
@Component
class Portraits {
    private static final TypeReference<TreeMap<String, List<@Nullable Object>>> SAID = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, @Nullable Object>> VALUES = new TypeReference<>() {};

    private static final String STATE = """
            INSERT INTO customer.statement (customer, at, trust, digest, traits, source)
            SELECT given.customer, timestamptz 'epoch' + given.at * interval '1 microsecond', given.trust,
                   decode(given.digest, 'hex'), CAST(given.traits AS jsonb), given.source
            FROM unnest(CAST(:customers AS bigint[]), CAST(:ats AS bigint[]), CAST(:trusts AS int[]),
                        CAST(:digests AS text[]), CAST(:traits AS text[]), CAST(:sources AS text[]))
                AS given (customer, at, trust, digest, traits, source)
            ON CONFLICT DO NOTHING
            """;
    // Index customer_head.
    private static final String MEMBERS = """
            SELECT c.id, c.head, c.said, c.name, c.account
            FROM customer.customer c
            WHERE c.head = ANY (SELECT o.head FROM customer.customer o WHERE o.id = ANY (CAST(:profiles AS bigint[])))
            ORDER BY c.id
            """;
    // Indexes customer_head and handle_customer.
    private static final String HANDLES = """
            SELECT c.head, h.kind, h.value
            FROM customer.customer c JOIN customer.handle h ON h.customer = c.id
            WHERE c.head = ANY (CAST(:heads AS bigint[]))
            """;
    // Indexes customer_head and verdict_same.
    private static final String CHOICES = """
            SELECT c.head, v.choices
            FROM customer.customer c
            JOIN customer.verdict v ON v.gone = c.id AND v.kind = 'same' AND v.undone_at IS NULL
            WHERE c.head = ANY (CAST(:heads AS bigint[])) AND v.choices <> '{}'
            ORDER BY v.id
            """;
    private static final String SHOW = """
            UPDATE customer.customer c
            SET name = coalesce(given.name, c.name), account = given.account,
                traits = CAST(given.traits AS jsonb), said = CAST(given.said AS jsonb)
            FROM unnest(CAST(:ids AS bigint[]), CAST(:names AS text[]), CAST(:accounts AS bigint[]),
                        CAST(:traits AS text[]), CAST(:said AS text[])) AS given (id, name, account, traits, said)
            WHERE c.id = given.id
              AND (c.name, c.account, c.traits, c.said) IS DISTINCT FROM
                  (coalesce(given.name, c.name), given.account, CAST(given.traits AS jsonb), CAST(given.said AS jsonb))
            """;
    private static final String LEARN = """
            UPDATE customer.customer c SET said = CAST(given.said AS jsonb)
            FROM unnest(CAST(:ids AS bigint[]), CAST(:said AS text[])) AS given (id, said)
            WHERE c.id = given.id
            """;
    private static final String FORGET_WORDS = """
            DELETE FROM customer.word WHERE customer = ANY (CAST(:ids AS bigint[]))
            """;
    // Index word_customer.
    private static final String WORDS = """
            SELECT word, customer FROM customer.word WHERE customer = ANY (CAST(:ids AS bigint[]))
            """;
    private static final String FORGET_SOME_WORDS = """
            DELETE FROM customer.word w
            USING unnest(CAST(:words AS text[]), CAST(:customers AS bigint[])) AS given (word, customer)
            WHERE w.word = given.word AND w.customer = given.customer
            """;
    private static final String KEEP_WORDS = """
            INSERT INTO customer.word (word, customer)
            SELECT given.word, given.customer
            FROM unnest(CAST(:words AS text[]), CAST(:customers AS bigint[])) AS given (word, customer)
            ON CONFLICT DO NOTHING
            """;

    private final Companies companies;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Portraits(Companies companies, JdbcClient jdbc, JsonMapper json) {
        this.companies = companies;
        this.jdbc = jdbc;
        this.json = json;
    }

    /// What a message says about the owner of a profile.
    record Statement(
            long profile,
            SortedMap<String, @Nullable Object> traits,
            long at,
            Trust trust,
            String digest,
            String source) {}

    Statement statement(long profile, Mention mention, SortedMap<String, @Nullable Object> clean) {
        return new Statement(
                profile,
                clean,
                HandleTable.micros(mention.at()),
                mention.trust(),
                Traits.digest(clean, json),
                mention.source());
    }

    /// Keeps statements and shows anew of whom they speak, and whose profiles or handles are others now.
    void update(List<Statement> statements, Set<Long> others) {
        Set<Long> profiles = new HashSet<>(others);
        statements.forEach(statement -> profiles.add(statement.profile()));
        if (profiles.isEmpty()) return;
        state(statements);
        Map<Long, Member> members = members(profiles);
        Set<Long> learned = new HashSet<>();
        for (Statement statement : statements) {
            Member member = members.get(statement.profile());
            if (member == null) throw new IllegalStateException("No profile " + statement.profile());
            if (member.fold().take(statement)) learned.add(member.id());
        }
        Set<Long> handlesChanged = new HashSet<>();
        members.values().forEach(member -> {
            if (others.contains(member.id())) handlesChanged.add(member.head());
        });
        show(members, learned, handlesChanged);
        Set<Long> noHeads = new HashSet<>(others);
        noHeads.removeIf(id -> {
            Member member = members.get(id);
            return member == null || member.id() == member.head();
        });
        forgetWords(noHeads);
    }

    /// The last words on the traits of the customers whose profiles these are, by profile.
    Map<Long, Fold> folds(Collection<Long> profiles) {
        Map<Long, Member> members = members(profiles);
        Map<Long, Fold> byHead = new HashMap<>();
        members.values()
                .forEach(member ->
                        byHead.computeIfAbsent(member.head(), _ -> new Fold()).take(member.fold()));
        Map<Long, Fold> folds = new HashMap<>();
        members.values().forEach(member -> folds.put(member.id(), byHead.getOrDefault(member.head(), new Fold())));
        return folds;
    }

    /// How two customers would be shown if they were one.
    Fold.Portrait together(CustomerId one, CustomerId other) {
        Fold fold = new Fold();
        folds(List.of(one.value(), other.value())).values().forEach(fold::take);
        return fold.portrait(List.of());
    }

    private record Member(
            long id,
            long head,
            Fold fold,
            String name,
            @Nullable Long account) {}

    private record Shown(
            Member head,
            Fold.Portrait portrait,
            @Nullable String name,
            Companies.@Nullable Company account,
            boolean reworded) {}

    private void show(Map<Long, Member> members, Set<Long> learned, Set<Long> handlesChanged) {
        Map<Long, Fold> folds = new LinkedHashMap<>();
        members.values()
                .forEach(member ->
                        folds.computeIfAbsent(member.head(), _ -> new Fold()).take(member.fold()));
        Map<Long, List<Map<String, @Nullable Object>>> choices = choices(members, folds.keySet());
        Map<Long, Fold.Portrait> portraits = new LinkedHashMap<>();
        folds.forEach((head, fold) -> portraits.put(head, fold.portrait(choices.getOrDefault(head, List.of()))));
        Map<Long, Companies.Company> accounts = companies.of(portraits);
        Set<Long> handlesWanted = new HashSet<>();
        portraits.forEach((head, portrait) -> {
            Member member = Objects.requireNonNull(members.get(head));
            Companies.Company account = accounts.get(head);
            boolean same = portrait.name().equals(member.name())
                    && Objects.equals(account == null ? null : account.id(), member.account());
            if (!same || handlesChanged.contains(head)) handlesWanted.add(head);
        });
        Map<Long, List<Handle>> handles = handles(handlesWanted);
        List<Shown> shown = new ArrayList<>();
        portraits.forEach((head, portrait) -> {
            Member member = Objects.requireNonNull(members.get(head));
            List<Handle> own = handles.getOrDefault(head, List.of());
            String name = !portrait.name().isEmpty()
                    ? portrait.name()
                    : own.isEmpty() ? null : own.getFirst().called();
            shown.add(new Shown(member, portrait, name, accounts.get(head), handlesWanted.contains(head)));
        });
        write(shown, members, learned);
        index(shown.stream().filter(Shown::reworded).toList(), handles);
    }

    private void write(List<Shown> shown, Map<Long, Member> members, Set<Long> learned) {
        jdbc.sql(SHOW)
                .param("ids", shown.stream().map(one -> one.head().id()).toArray(Long[]::new))
                .param("names", shown.stream().map(Shown::name).toArray(String[]::new))
                .param(
                        "accounts",
                        shown.stream()
                                .map(one -> one.account() == null
                                        ? null
                                        : one.account().id())
                                .toArray(Long[]::new))
                .param(
                        "traits",
                        shown.stream()
                                .map(one ->
                                        json.writeValueAsString(one.portrait().traits()))
                                .toArray(String[]::new))
                .param(
                        "said",
                        shown.stream().map(one -> said(one.head().fold())).toArray(String[]::new))
                .update();
        List<Member> parts = learned.stream()
                .map(members::get)
                .filter(Objects::nonNull)
                .filter(member -> member.id() != member.head())
                .toList();
        if (parts.isEmpty()) return;
        jdbc.sql(LEARN)
                .param("ids", parts.stream().map(Member::id).toArray(Long[]::new))
                .param("said", parts.stream().map(part -> said(part.fold())).toArray(String[]::new))
                .update();
    }

    private record Entry(String word, long customer) {}

    /// Only what is new is written, and only what is gone taken away: most of what is said again changes no word.
    private void index(List<Shown> shown, Map<Long, List<Handle>> handles) {
        if (shown.isEmpty()) return;
        Set<Entry> wanted = new LinkedHashSet<>();
        for (Shown one : shown) {
            List<Handle> own = handles.getOrDefault(one.head().id(), List.of());
            String name = one.name() == null ? one.head().name() : one.name();
            // A made-up name of somebody who did not tell his is none that anybody would search for.
            boolean visitor = one.portrait().name().isEmpty()
                    && !own.isEmpty()
                    && own.getFirst().kind() == Handle.Kind.ANONYMOUS;
            for (String word : SearchWords.about(
                    visitor ? "" : name,
                    one.account() == null ? "" : one.account().name(),
                    own.stream().map(Handle::value).toList())) {
                wanted.add(new Entry(word, one.head().id()));
            }
        }
        Set<Entry> gone = new LinkedHashSet<>();
        jdbc.sql(WORDS)
                .param("ids", shown.stream().map(one -> one.head().id()).toArray(Long[]::new))
                .query(row -> {
                    Entry entry = new Entry(row.getString("word"), row.getLong("customer"));
                    if (!wanted.remove(entry)) gone.add(entry);
                });
        write(FORGET_SOME_WORDS, gone);
        write(KEEP_WORDS, wanted);
    }

    private void write(String sql, Set<Entry> entries) {
        if (entries.isEmpty()) return;
        jdbc.sql(sql)
                .param("words", entries.stream().map(Entry::word).toArray(String[]::new))
                .param("customers", entries.stream().map(Entry::customer).toArray(Long[]::new))
                .update();
    }

    private void forgetWords(Collection<Long> customers) {
        if (customers.isEmpty()) return;
        jdbc.sql(FORGET_WORDS).param("ids", customers.toArray(Long[]::new)).update();
    }

    private void state(List<Statement> statements) {
        if (statements.isEmpty()) return;
        jdbc.sql(STATE)
                .param("customers", statements.stream().map(Statement::profile).toArray(Long[]::new))
                .param("ats", statements.stream().map(Statement::at).toArray(Long[]::new))
                .param(
                        "trusts",
                        statements.stream().map(one -> one.trust().rank()).toArray(Integer[]::new))
                .param("digests", statements.stream().map(Statement::digest).toArray(String[]::new))
                .param(
                        "traits",
                        statements.stream()
                                .map(one -> json.writeValueAsString(one.traits()))
                                .toArray(String[]::new))
                .param("sources", statements.stream().map(Statement::source).toArray(String[]::new))
                .update();
    }

    private Map<Long, Member> members(Collection<Long> profiles) {
        Map<Long, Member> members = new LinkedHashMap<>();
        jdbc.sql(MEMBERS).param("profiles", profiles.toArray(Long[]::new)).query(row -> {
            long account = row.getLong("account");
            Long known = row.wasNull() ? null : account;
            Fold fold = Fold.of(json.readValue(row.getString("said"), SAID));
            long id = row.getLong("id");
            members.put(id, new Member(id, row.getLong("head"), fold, row.getString("name"), known));
        });
        return members;
    }

    private Map<Long, List<Handle>> handles(Collection<Long> heads) {
        Map<Long, List<Handle>> handles = new HashMap<>();
        if (heads.isEmpty()) return handles;
        jdbc.sql(HANDLES).param("heads", heads.toArray(Long[]::new)).query(row -> {
            handles.computeIfAbsent(row.getLong("head"), _ -> new ArrayList<>())
                    .add(new Handle(Handle.Kind.of(row.getString("kind")), row.getString("value")));
        });
        handles.values().forEach(list -> list.sort(Handle.STRONGEST_FIRST));
        return handles;
    }

    /// Only customers of several profiles can have any.
    private Map<Long, List<Map<String, @Nullable Object>>> choices(Map<Long, Member> members, Set<Long> heads) {
        Map<Long, List<Map<String, @Nullable Object>>> choices = new HashMap<>();
        if (members.size() == heads.size()) return choices;
        jdbc.sql(CHOICES).param("heads", heads.toArray(Long[]::new)).query(row -> {
            choices.computeIfAbsent(row.getLong("head"), _ -> new ArrayList<>())
                    .add(json.readValue(row.getString("choices"), VALUES));
        });
        return choices;
    }

    private String said(Fold fold) {
        return json.writeValueAsString(fold.kept());
    }
}
