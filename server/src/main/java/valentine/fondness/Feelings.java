package valentine.fondness;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.models.Fondness;
import valentine.models.FondnessJudgement;

/// How fond everybody is, now and as of earlier moments.
@Service
public class Feelings {
    private static final Logger LOGGER = LoggerFactory.getLogger(Feelings.class);
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7130012)";

    private final EvidenceStream evidence;
    private final Learnings learnings;
    private final FeelingTable table;
    private final Place place;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final TransactionTemplate turns;
    private final TransactionTemplate oneSnapshot;

    Feelings(
            EvidenceStream evidence,
            Learnings learnings,
            FeelingTable table,
            Place place,
            Clock clock,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.evidence = evidence;
        this.learnings = learnings;
        this.table = table;
        this.place = place;
        this.clock = clock;
        this.jdbc = jdbc;
        this.turns = new TransactionTemplate(transactions);
        this.oneSnapshot = new TransactionTemplate(transactions);
        this.oneSnapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /// Takes one customer's feeling.
    @FunctionalInterface
    public interface Taker {
        void take(CustomerId customer, Feeling feeling);
    }

    /// Empty for whom nothing is known of: unknown, not average.
    public Optional<Feeling> of(CustomerId customer) {
        return table.of(customer);
    }

    /// How fond a customer was at an earlier moment, from what had come before it, by what had been learned then.
    public Optional<Feeling> asOf(CustomerId customer, Instant moment) {
        Gathered gathered = evidence.of(List.of(customer), moment);
        return gathered.size() == 0 ? Optional.empty() : Optional.of(Feeling.of(learned(moment), gathered, 0, moment));
    }

    /// How fond everybody was at an earlier moment, learned from what had come before it just as is done now. What
    /// was learned is kept for [#asOf].
    public Learning everybodyAsOf(Instant moment, Taker taker) {
        Gathered gathered = evidence.everybody(moment);
        Learning learning = learn(gathered, moment);
        learnings.add(learning);
        each(gathered, learning.fondness(), moment, taker);
        return learning;
    }

    /// How many pieces of evidence came before a moment.
    public long pieces(Instant until) {
        return evidence.count(until);
    }

    /// The latest learning; empty before there was any evidence.
    public Optional<Learning> latest() {
        return learnings.before(clock.instant());
    }

    /// Learns anew from everything until now and tells everybody. Readers see the old feelings until all are there; two
    /// at once wait for each other.
    public void everybody() {
        // The turn is waited for outside: a snapshot taken before the wait would not know what the one before us did.
        turns.executeWithoutResult(_ -> {
            jdbc.sql(LOCK).query((_, _) -> true).single();
            oneSnapshot.executeWithoutResult(_ -> run());
        });
    }

    /// Tells the customers of these profiles again by what was last learned, in the caller's transaction.
    void some(Learning learning, Collection<CustomerId> profiles) {
        Instant now = clock.instant();
        Set<CustomerId> heads = evidence.heads(profiles);
        Gathered gathered = evidence.of(heads, now);
        // Who is no longer a customer of his own stands nowhere.
        Set<CustomerId> standing = new HashSet<>(profiles);
        standing.addAll(heads);
        table.takeOut(standing);
        write(gathered, learning.fondness(), learning.id(), now, false);
    }

    private void run() {
        String ended = place.ended();
        Instant now = clock.instant();
        Gathered gathered = evidence.everybody(now);
        Learning learning = learn(gathered, now);
        long run = learnings.add(learning);
        table.begin();
        write(gathered, learning.fondness(), run, now, true);
        table.publish();
        place.toldUntil(ended, 0);
        place.allDone();
        LOGGER.info("Told how fond {} customers are, from {} pieces", learning.customers(), learning.pieces());
    }

    private Learning learn(Gathered gathered, Instant moment) {
        FondnessJudgement judgement =
                FondnessJudgement.of(gathered.pieces(), Gathered.day(moment), EvidenceKind.defaults());
        return new Learning(
                0,
                moment,
                clock.instant(),
                gathered.pieces().size(),
                gathered.size(),
                judgement.fondness(),
                judgement.proof(),
                judgement.notes());
    }

    private void write(Gathered gathered, Fondness fondness, long run, Instant moment, boolean all) {
        FeelingTable.Copy rows = table.rows(all);
        each(gathered, fondness, moment, (customer, feeling) -> rows.add(customer, feeling, run));
        rows.flush();
    }

    private static void each(Gathered gathered, Fondness fondness, Instant moment, Taker taker) {
        for (int i = 0; i < gathered.size(); i++) {
            taker.take(gathered.customer(i), Feeling.of(fondness, gathered, i, moment));
        }
    }

    /// Before anything was learned, what was chosen in advance.
    private Fondness learned(Instant moment) {
        return learnings
                .before(moment)
                .map(Learning::fondness)
                .orElseGet(() -> FondnessJudgement.of(
                                new Gathered.Gathering().gathered().pieces(), 0, EvidenceKind.defaults())
                        .fondness());
    }
}
