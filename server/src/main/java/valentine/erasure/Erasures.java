package valentine.erasure;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.customer.CustomerId;
import valentine.customer.Fingerprint;
import valentine.customer.Identity;
import valentine.customer.PersonalData;
import valentine.customer.Suppressions;
import valentine.team.MemberId;

/// Customers who are forgotten.
///
/// First nothing more of them comes in, then each part forgets them in a transaction of its own, at last it is looked
/// whether anything was on its way meanwhile. Whatever cuts it off, it goes on where it was.
@Service
public class Erasures {
    private static final Logger LOGGER = LoggerFactory.getLogger(Erasures.class);
    private static final int MOST_SWEEPS = 20;

    private final List<PersonalData> parts;
    private final ErasureTable table;
    private final Journal journal;
    private final Suppressions suppressions;
    private final Identity identity;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();

    Erasures(
            List<PersonalData> parts,
            ErasureTable table,
            Journal journal,
            Suppressions suppressions,
            Identity identity,
            Audit audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.parts = parts.stream()
                .sorted(Comparator.comparingInt(PersonalData::order).thenComparing(PersonalData::part))
                .toList();
        this.table = table;
        this.journal = journal;
        this.suppressions = suppressions;
        this.identity = identity;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// What is kept of somebody, part by part.
    public record Held(String part, long count) {}

    /// What would be forgotten, counted and left as it is.
    public List<Held> rehearse(CustomerId head) {
        List<CustomerId> profiles = identity.profiles(head);
        return parts.stream()
                .map(part -> new Held(part.part(), part.count(profiles)))
                .toList();
    }

    /// Begins to forget a customer; what is under way for him already goes on.
    public Erasure begin(CustomerId head, Erasure.Why why, @Nullable MemberId member) {
        return transactions.execute(_ -> table.underWay(head).orElseGet(() -> {
            table.add(UUID.randomUUID(), head, identity.profiles(head), why, member, 0, now());
            return table.underWay(head).orElseThrow();
        }));
    }

    /// Goes on with an erasure to its end.
    public Erasure finish(Erasure begun) {
        turn.lock();
        try {
            Erasure erasure = table.find(begun.number()).orElseThrow();
            if (erasure.isFinished()) return erasure;
            if (erasure.suppressedAt() == null) suppress(erasure);
            Set<String> done =
                    table.steps(erasure).stream().map(Erasure.Step::part).collect(Collectors.toSet());
            for (int place = 0; place < parts.size(); place++) {
                if (!done.contains(parts.get(place).part())) forget(erasure, place);
            }
            sweep(erasure);
            return close(erasure);
        } finally {
            turn.unlock();
        }
    }

    /// The same beside whatever the caller does; what fails is tried again, see [ErasureTasks].
    void start(Erasure erasure) {
        Thread.ofVirtual().name("erasure " + erasure.number()).start(() -> {
            try {
                finish(erasure);
            } catch (RuntimeException e) {
                LOGGER.error("Erasure {} is not finished yet", erasure.number(), e);
            }
        });
    }

    /// Goes on with all that was cut off.
    void resume() {
        table.unfinished().forEach(this::finish);
    }

    /// Erases again whom the journal knows and the database does not: it was put back from before. Returns how many
    /// erasures that were.
    public int reapply() {
        List<Journal.Line> lines = journal.lines();
        Set<UUID> known = table.known(lines.stream().map(Journal.Line::erasure).toList());
        List<Journal.Line> missing =
                lines.stream().filter(line -> !known.contains(line.erasure())).toList();
        if (missing.isEmpty()) return 0;
        Set<Fingerprint> prints = new HashSet<>();
        missing.forEach(line -> prints.addAll(line.handles()));
        Map<Fingerprint, CustomerId> there = transactions.execute(_ -> suppressions.known(prints));
        for (Journal.Line line : missing) again(line, there);
        LOGGER.info("{} erasures were done again", missing.size());
        return missing.size();
    }

    /// How many there were for this reason.
    public long count(Erasure.Why why) {
        return table.count(why);
    }

    Optional<Erasure> find(long number) {
        return table.find(number);
    }

    List<Erasure.Step> steps(Erasure erasure) {
        return table.steps(erasure);
    }

    List<Erasure> latest(long below, int limit) {
        return table.latest(below, limit);
    }

    Optional<Erasure> underWay(CustomerId customer) {
        return table.underWay(customer);
    }

    /// Lets somebody in again who came back of his own will.
    boolean readmit(UUID erasure, String why, MemberId by) {
        boolean lifted = transactions.execute(_ -> {
            if (!suppressions.lift(erasure, by)) return false;
            table.readmit(erasure, why, by, now());
            audit.record(Actor.member(by.value()), "forgotten customer let in", "erasure " + erasure, Map.of());
            return true;
        });
        if (lifted) journal.lift(erasure, now());
        return lifted;
    }

    private void again(Journal.Line line, Map<Fingerprint, CustomerId> there) {
        Set<CustomerId> heads = line.handles().stream()
                .filter(there::containsKey)
                .map(there::get)
                .collect(Collectors.toSet());
        Set<CustomerId> profiles = new HashSet<>();
        for (CustomerId head : heads) profiles.addAll(identity.profiles(head));
        CustomerId customer = heads.stream().findFirst().orElse(new CustomerId(0));
        transactions.executeWithoutResult(_ -> {
            table.add(
                    line.erasure(),
                    customer,
                    profiles,
                    Erasure.Why.JOURNAL,
                    null,
                    line.handles().size(),
                    now());
            if (!line.lifted()) suppressions.suppress(line.erasure(), line.handles(), profiles);
        });
        table.unfinished().stream()
                .filter(erasure -> erasure.id().equals(line.erasure()))
                .forEach(erasure -> {
                    table.suppressed(erasure, line.handles().size(), now());
                    finish(erasure);
                });
    }

    private void suppress(Erasure erasure) {
        boolean forGood = erasure.why() != Erasure.Why.RETENTION;
        Collection<Fingerprint> prints = forGood ? suppressions.of(erasure.profiles()) : List.of();
        if (forGood) journal.add(erasure.id(), prints, now());
        transactions.executeWithoutResult(_ -> {
            suppressions.suppress(erasure.id(), prints, erasure.profiles());
            table.suppressed(erasure, prints.size(), now());
        });
    }

    private void forget(Erasure erasure, int place) {
        PersonalData part = parts.get(place);
        transactions.executeWithoutResult(_ -> {
            table.lock(erasure.number());
            long forgotten = part.forget(erasure.profiles());
            // A certificate that was given is not changed by what came later.
            if (!erasure.isFinished()) table.step(erasure, part.part(), place, forgotten, now());
        });
    }

    /// A message may have been on its way, and a reckoning may have begun before: what came of them goes too.
    private void sweep(Erasure erasure) {
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            boolean clean = true;
            for (int place = 0; place < parts.size(); place++) {
                if (parts.get(place).count(erasure.profiles()) == 0) continue;
                clean = false;
                forget(erasure, place);
            }
            if (clean) return;
        }
    }

    /// Looks once more after those who were forgotten lately.
    void sweepLately() {
        Instant lately = now().minus(7, ChronoUnit.DAYS);
        for (Erasure erasure : table.latest(Long.MAX_VALUE, 1_000)) {
            if (erasure.isFinished() && erasure.begunAt().isAfter(lately)) sweep(erasure);
        }
    }

    private Erasure close(Erasure erasure) {
        return transactions.execute(_ -> {
            table.lock(erasure.number());
            Erasure now = table.find(erasure.number()).orElseThrow();
            if (now.isFinished()) return now;
            Instant at = now();
            Certificate certificate = Certificate.of(now, table.steps(now), at);
            table.finished(now, certificate.hash(), at);
            MemberId member = now.member();
            audit.record(
                    member == null ? Actor.NOBODY : Actor.member(member.value()),
                    "customer forgotten",
                    "erasure " + now.number(),
                    Map.of("rows", certificate.rows(), "sha256", certificate.hash()));
            return table.find(now.number()).orElseThrow();
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
