package valentine.duplicate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.models.Linkage;

/// Finds customers who may be one.
@Service
public class Duplicates {
    /// From this probability on a pair is shown.
    static final double LEAST = 0.5;

    private static final Logger LOGGER = LoggerFactory.getLogger(Duplicates.class);
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7130011)";
    private static final int WORDED_AT_ONCE = 1_000;
    private static final Duration BETWEEN_NEWS = Duration.ofMillis(500);
    /// What was decided is asked again when what speaks for one person became ten times as much.
    private static final double MATERIALLY = Math.log(10) / Math.log(2);

    private final RunTable runs;
    private final PairTable pairs;
    private final SeenTable seen;
    private final DecisionTable decisions;
    private final Brought brought;
    private final People people;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final TransactionTemplate turns;
    private final TransactionTemplate own;
    private final TransactionTemplate oneSnapshot;

    Duplicates(
            RunTable runs,
            PairTable pairs,
            SeenTable seen,
            DecisionTable decisions,
            Brought brought,
            People people,
            Clock clock,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.runs = runs;
        this.pairs = pairs;
        this.seen = seen;
        this.decisions = decisions;
        this.brought = brought;
        this.people = people;
        this.clock = clock;
        this.jdbc = jdbc;
        this.turns = new TransactionTemplate(transactions);
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.oneSnapshot = new TransactionTemplate(transactions);
        this.oneSnapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.oneSnapshot.setReadOnly(true);
    }

    /// Compares everybody anew; two at once wait for each other.
    public void everybody() {
        turns.executeWithoutResult(_ -> {
            jdbc.sql(LOCK).query((_, _) -> true).single();
            Instant now = clock.instant();
            Long run = own.execute(_ -> runs.begin(now));
            try {
                run(run, now);
            } catch (RuntimeException e) {
                own.executeWithoutResult(_ -> runs.drop(run));
                throw e;
            }
        });
    }

    private void run(long run, Instant now) {
        Portraits portraits = new Portraits();
        String tx = oneSnapshot.execute(_ -> {
            String until = seen.now();
            people.each(told -> portraits.add(Portrait.of(told)));
            return until;
        });
        News news = new News(run);
        news.at(0.2);
        Matching.Found found = new Matching(portraits, share -> news.at(0.2 + 0.5 * share)).run(LEAST);
        Matching.Pairs all = found.pairs();
        own.executeWithoutResult(_ -> {
            Map<DecisionTable.Two, DecisionTable.Final> finals = decisions.finals();
            for (int from = 0; from < all.size(); from += WORDED_AT_ONCE) {
                List<Matching.Pair> some = new ArrayList<>();
                for (int place = from; place < Math.min(all.size(), from + WORDED_AT_ONCE); place++) {
                    some.add(all.get(place));
                }
                pairs.keep(fresh(some, portraits, found.linkage(), finals), now);
                news.at(0.7 + 0.2 * from / all.size());
            }
            pairs.dropOlder(now);
            seen.replace(portraits);
            seen.doneBefore(tx);
            brought.forget();
            runs.finish(run, clock.instant(), portraits.size(), found);
        });
        LOGGER.info("Compared {} customers: {} pairs may be one", portraits.size(), all.size());
    }

    /// Compares these with everybody by what the last run learned, in the caller's transaction.
    void some(Run.Learned learned, int customers, Collection<CustomerId> changed) {
        List<Told> told = people.of(changed);
        Set<Long> keys = new HashSet<>();
        Map<CustomerId, List<Long>> keysOf = new HashMap<>();
        for (Told one : told) {
            Portrait portrait = Portrait.of(one);
            List<Long> mine = new ArrayList<>();
            for (Rule rule : Rule.values()) rule.keys(portrait, mine::add);
            keysOf.put(one.customer(), mine);
            keys.addAll(mine);
        }
        Set<CustomerId> all = new LinkedHashSet<>(seen.with(keys, Blocks.MOST));
        all.addAll(changed);
        Portraits portraits = new Portraits();
        Set<Integer> fresh = new HashSet<>();
        people.of(all).stream()
                .sorted(Comparator.comparingLong(one -> one.customer().value()))
                .forEach(one -> {
                    if (keysOf.containsKey(one.customer())) fresh.add(portraits.size());
                    portraits.add(Portrait.of(one));
                });
        Linkage linkage = learned.linkage();
        List<Matching.Pair> found = new ArrayList<>();
        Comparing comparing = new Comparing(portraits, Math.max(customers, portraits.size()));
        for (Rule rule : Rule.values()) {
            Blocks.of(portraits, rule).each(0, 1, 1, (i, j) -> {
                if (fresh.contains(i) || fresh.contains(j)) {
                    int pattern = comparing.pattern(i, j);
                    if (linkage.probability(pattern) >= LEAST) found.add(new Matching.Pair(i, j, pattern));
                }
            });
        }
        Instant now = clock.instant();
        List<Matching.Pair> distinct = found.stream().distinct().toList();
        pairs.keep(fresh(distinct, portraits, linkage, decisions.finals()), now);
        pairs.dropOlderOf(changed, now);
        keysOf.forEach(seen::see);
        seen.done(changed);
    }

    private List<PairTable.Fresh> fresh(
            List<Matching.Pair> some,
            Portraits portraits,
            Linkage linkage,
            Map<DecisionTable.Two, DecisionTable.Final> finals) {
        Set<CustomerId> ids = new HashSet<>();
        for (Matching.Pair pair : some) {
            ids.add(new CustomerId(portraits.customer(pair.one())));
            ids.add(new CustomerId(portraits.customer(pair.other())));
        }
        Map<Long, Told> told = new HashMap<>();
        people.of(ids).forEach(one -> told.put(one.customer().value(), one));
        List<PairTable.Fresh> fresh = new ArrayList<>();
        for (Matching.Pair pair : some) {
            long one = portraits.customer(pair.one());
            long other = portraits.customer(pair.other());
            Told first = told.get(one);
            Told second = told.get(other);
            // Somebody may have become one with another while we compared.
            if (first == null || second == null) continue;
            DecisionTable.Final decided = finals.get(new DecisionTable.Two(one, other));
            boolean isOpen = decided == null
                    || !decided.holds()
                    || linkage.weight(pair.pattern()) - linkage.weight(decided.pattern()) >= MATERIALLY;
            if (!isOpen) continue;
            fresh.add(new PairTable.Fresh(
                    one,
                    other,
                    linkage.probability(pair.pattern()),
                    pair.pattern(),
                    Wording.of(first, second, pair.pattern(), linkage),
                    decided == null ? 0 : decided.id()));
        }
        return fresh;
    }

    /// Writes down now and then how far we are.
    private final class News {
        private final long run;
        private Instant last = Instant.EPOCH;

        private News(long run) {
            this.run = run;
        }

        void at(double share) {
            Instant now = clock.instant();
            if (now.isAfter(last.plus(BETWEEN_NEWS))) {
                last = now;
                own.executeWithoutResult(_ -> runs.share(run, share));
            }
        }
    }
}
