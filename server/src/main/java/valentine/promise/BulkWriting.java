package valentine.promise;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.AccountId;
import valentine.customer.CustomerId;
import valentine.history.Log;

/// Many promises, endings and notices at once, with what the history hears of them.
///
/// Every method belongs into one transaction in which the [Log] is locked.
@Repository
class BulkWriting {
    private static final String MOMENT = "'epoch'::timestamptz + %s * interval '1 microsecond'";
    // Index promise_once.
    private static final String KNOWN = """
            SELECT p.reference, p.id, p.customer, o.promise IS NOT NULL AS open
            FROM unnest(CAST(:references AS text[])) AS given (reference)
            JOIN promise.promise p ON p.source = 'file' AND p.reference = given.reference
            LEFT JOIN promise.open o ON o.promise = p.id
            """;
    private static final String ADD = """
            INSERT INTO promise.promise (customer, account, kind, what, due, zone, owner, branch, channel, amount, currency, made_at,
                made_by, source, reference)
            SELECT customer, account, kind, what, %s, :zone, owner, branch, channel, amount, currency, %s, 'file', 'file', reference
            FROM unnest(CAST(:customers AS bigint[]), CAST(:accounts AS bigint[]), CAST(:kinds AS text[]), CAST(:whats AS text[]),
                CAST(:dues AS bigint[]), CAST(:owners AS bigint[]), CAST(:branches AS text[]),
                CAST(:channels AS text[]), CAST(:amounts AS numeric[]), CAST(:currencies AS text[]),
                CAST(:mades AS bigint[]), CAST(:references AS text[]))
                AS row (customer, account, kind, what, due, owner, branch, channel, amount, currency, made, reference)
            RETURNING id, reference
            """.formatted(MOMENT.formatted("due"), MOMENT.formatted("made"));
    private static final String OPEN = """
            INSERT INTO promise.open (promise, due, owner, next_at)
            SELECT promise, %s, owner, %s
            FROM unnest(CAST(:promises AS bigint[]), CAST(:dues AS bigint[]), CAST(:owners AS bigint[]),
                CAST(:nexts AS bigint[])) AS row (promise, due, owner, next)
            """.formatted(MOMENT.formatted("due"), MOMENT.formatted("next"));
    private static final String END = """
            INSERT INTO promise.ending (promise, how, at, ended_at, ended_by, reason)
            SELECT promise, how, %s, %s, :by, reason
            FROM unnest(CAST(:promises AS bigint[]), CAST(:hows AS text[]), CAST(:ats AS bigint[]),
                CAST(:reasons AS text[])) AS row (promise, how, at, reason)
            """.formatted(MOMENT.formatted("at"), MOMENT.formatted(":now"));
    // Held in the order of their numbers, so that two who end many do not wait for each other.
    private static final String CLOSE = """
            WITH held AS (
                SELECT promise FROM promise.open
                WHERE promise = ANY (CAST(:promises AS bigint[]))
                ORDER BY promise
                FOR UPDATE
            )
            DELETE FROM promise.open o USING held WHERE o.promise = held.promise
            RETURNING o.promise
            """;
    private static final String NOTICE = """
            INSERT INTO promise.notice (promise, step, at, made_at)
            SELECT promise, step, %s, %s
            FROM unnest(CAST(:promises AS bigint[]), CAST(:steps AS text[]), CAST(:ats AS bigint[]))
                AS row (promise, step, at)
            ON CONFLICT DO NOTHING
            RETURNING promise, step
            """.formatted(MOMENT.formatted("at"), MOMENT.formatted(":now"));

    private final JdbcClient jdbc;
    private final Log log;
    private final JsonMapper json;

    BulkWriting(JdbcClient jdbc, Log log, JsonMapper json) {
        this.jdbc = jdbc;
        this.log = log;
        this.json = json;
    }

    /// A promise that came in a file before.
    record Known(PromiseId id, @Nullable CustomerId customer, boolean open) {}

    /// An open promise that a file says has ended.
    record Ended(PromiseId id, @Nullable CustomerId customer, FilePromise promise, Outcome outcome) {}

    /// A promise of a file that is new, and to whom it was made.
    record Fresh(FilePromise promise, Whom whom) {}

    /// Something to be noticed about an open promise.
    record Notice(PromiseId promise, Step step, Instant at) {}

    Map<String, Known> known(Collection<String> references) {
        Map<String, Known> known = new HashMap<>();
        jdbc.sql(KNOWN).param("references", references.toArray(String[]::new)).query(row -> {
            Long customer = row.getObject("customer", Long.class);
            known.put(
                    row.getString("reference"),
                    new Known(
                            new PromiseId(row.getLong("id")),
                            customer == null ? null : new CustomerId(customer),
                            row.getBoolean("open")));
        });
        return known;
    }

    /// Adds promises of a file that are not known, and says how many facts entered the history.
    long add(List<Fresh> promises, ZoneId zone, Instant now) {
        if (promises.isEmpty()) return 0;
        Map<String, PromiseId> ids = insert(promises, zone);
        List<Fact> facts = new ArrayList<>();
        List<Ended> ended = new ArrayList<>();
        List<FilePromise> open = new ArrayList<>();
        for (Fresh fresh : promises) {
            FilePromise promise = fresh.promise();
            PromiseId id = the(ids.get(promise.reference()), promise);
            CustomerId customer = fresh.whom().customer();
            if (customer != null) facts.add(promise.told(id, zone).made(customer, promise.made()));
            Outcome outcome = promise.outcome(now);
            if (outcome == null) open.add(promise);
            else ended.add(new Ended(id, customer, promise, outcome));
        }
        jdbc.sql(OPEN)
                .param(
                        "promises",
                        longs(
                                open,
                                promise -> the(ids.get(promise.reference()), promise)
                                        .value()))
                .param("dues", longs(open, promise -> FilePromise.micros(promise.due())))
                .param("owners", longs(open, FilePromise::owner))
                .param("nexts", longs(open, promise -> FilePromise.micros(next(promise, zone))))
                .update();
        tell(facts);
        return facts.size() + finish(ended, By.FILE, zone, now);
    }

    /// Ends those of these that are still open, and says how many facts entered the history.
    long end(List<Ended> ended, ZoneId zone, Instant now) {
        Set<Long> closed = close(ended.stream().map(Ended::id).toList());
        return finish(
                ended.stream().filter(one -> closed.contains(one.id().value())).toList(), By.FILE, zone, now);
    }

    /// Takes these from the list of what is open, and says which of them stood there.
    Set<Long> close(List<PromiseId> promises) {
        return new HashSet<>(jdbc.sql(CLOSE)
                .param("promises", longs(promises, PromiseId::value))
                .query((row, _) -> row.getLong("promise"))
                .list());
    }

    /// Writes endings of promises that are not open any more.
    void endings(Map<PromiseId, Outcome> endings, By by, Instant now) {
        List<Map.Entry<PromiseId, Outcome>> all = List.copyOf(endings.entrySet());
        jdbc.sql(END)
                .param("promises", longs(all, one -> one.getKey().value()))
                .param("hows", texts(all, one -> one.getValue().key()))
                .param(
                        "ats",
                        longs(all, one -> FilePromise.micros(one.getValue().at())))
                .param(
                        "reasons",
                        texts(all, one -> one.getValue() instanceof Outcome.Withdrawn(var _, var why) ? why : null))
                .param("by", by.said())
                .param("now", FilePromise.micros(now))
                .update();
    }

    /// Writes notices down and says which were new.
    Set<Notice> notices(List<Notice> notices, Instant now) {
        Map<String, Notice> byKey = new HashMap<>();
        notices.forEach(
                notice -> byKey.put(notice.promise().value() + notice.step().key(), notice));
        return new HashSet<>(jdbc.sql(NOTICE)
                .param("promises", longs(notices, notice -> notice.promise().value()))
                .param("steps", texts(notices, notice -> notice.step().key()))
                .param("ats", longs(notices, notice -> FilePromise.micros(notice.at())))
                .param("now", FilePromise.micros(now))
                .query((row, _) -> the(byKey.get(row.getLong("promise") + row.getString("step")), row))
                .list());
    }

    void tell(List<Fact> facts) {
        if (facts.isEmpty()) return;
        log.add(
                log.source(Fact.SOURCE),
                facts.stream().map(fact -> fact.entry(json)).toList());
    }

    private Map<String, PromiseId> insert(List<Fresh> all, ZoneId zone) {
        List<FilePromise> promises = all.stream().map(Fresh::promise).toList();
        Map<String, PromiseId> ids = new HashMap<>();
        jdbc.sql(ADD)
                .param("zone", zone.getId())
                .param("customers", longs(all, one -> number(one.whom().customer())))
                .param("accounts", longs(all, one -> number(one.whom().account())))
                .param("kinds", texts(promises, one -> one.kind().key()))
                .param("whats", texts(promises, FilePromise::what))
                .param("dues", longs(promises, one -> FilePromise.micros(one.due())))
                .param("owners", longs(promises, FilePromise::owner))
                .param("branches", texts(promises, FilePromise::branch))
                .param("channels", texts(promises, FilePromise::channel))
                .param("amounts", promises.stream().map(FilePromise::amount).toArray(BigDecimal[]::new))
                .param("currencies", texts(promises, one -> one.amount() == null ? null : one.currency()))
                .param("mades", longs(promises, one -> FilePromise.micros(one.made())))
                .param("references", texts(promises, FilePromise::reference))
                .query(row -> {
                    ids.put(row.getString("reference"), new PromiseId(row.getLong("id")));
                });
        return ids;
    }

    private long finish(List<Ended> ended, By by, ZoneId zone, Instant now) {
        if (ended.isEmpty()) return 0;
        Map<PromiseId, Outcome> endings = new HashMap<>();
        ended.forEach(one -> endings.put(one.id(), one.outcome()));
        endings(endings, by, now);
        Set<Notice> broken = notices(
                ended.stream()
                        .filter(one -> one.promise().isBroken(now))
                        .map(one -> new Notice(one.id(), Step.DUE, one.promise().due()))
                        .toList(),
                now);
        List<Fact> facts = new ArrayList<>();
        for (Ended one : ended) {
            CustomerId customer = one.customer();
            if (customer == null) continue;
            Fact.Told told = one.promise().told(one.id(), zone);
            if (broken.contains(new Notice(one.id(), Step.DUE, one.promise().due()))) facts.add(told.broken(customer));
            Instant done = one.promise().done();
            if (done != null) facts.add(told.kept(customer, done));
        }
        tell(facts);
        return facts.size();
    }

    /// From when it was made on, so that nothing that passed meanwhile is missed.
    private static Instant next(FilePromise promise, ZoneId zone) {
        return Step.after(promise.made(), promise.made(), new Deadline(promise.due(), zone));
    }

    private static @Nullable Long number(@Nullable CustomerId customer) {
        return customer == null ? null : customer.value();
    }

    private static @Nullable Long number(@Nullable AccountId account) {
        return account == null ? null : account.value();
    }

    private static <T, W> T the(@Nullable T value, W what) {
        if (value == null) throw new IllegalStateException("Lost while writing: " + what.getClass());
        return value;
    }

    private static <T> Long[] longs(Collection<T> all, Function<T, @Nullable Long> value) {
        return all.stream().map(value).toArray(Long[]::new);
    }

    private static <T> String[] texts(Collection<T> all, Function<T, @Nullable String> value) {
        return all.stream().map(value).toArray(String[]::new);
    }
}
