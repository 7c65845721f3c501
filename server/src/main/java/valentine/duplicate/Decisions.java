package valentine.duplicate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import valentine.customer.CustomerId;
import valentine.customer.Evidence;
import valentine.customer.Merges;
import valentine.customer.Verdict;
import valentine.team.MemberId;

/// What people say about pairs: one customer, two, or later.
@Service
class Decisions {
    private static final Duration REST = Duration.ofDays(7);

    private final PairTable pairs;
    private final DecisionTable table;
    private final Merges merges;
    private final Clock clock;

    Decisions(PairTable pairs, DecisionTable table, Merges merges, Clock clock) {
        this.pairs = pairs;
        this.table = table;
        this.merges = merges;
        this.clock = clock;
    }

    /// Does what was answered; of two answers to one pair the first counts.
    ///
    /// @param kept who of the two goes on being the customer, where they are one
    @Transactional
    public Outcome decide(long pair, Answer answer, @Nullable CustomerId kept, MemberId member) {
        Instant now = clock.instant();
        Optional<PairTable.Row> held = pairs.hold(pair, now);
        if (held.isEmpty()) return pairs.isKnown(pair) ? new Outcome.Gone() : new Outcome.Unknown();
        PairTable.Row row = held.get();
        Evidence evidence = evidence(row);
        return switch (answer) {
            case SAME -> {
                CustomerId stays = row.other().equals(kept) ? row.other() : row.one();
                CustomerId gone = stays.equals(row.one()) ? row.other() : row.one();
                yield settle(pair, answer, merges.same(stays, gone, evidence, member, Map.of()), member, now);
            }
            case DIFFERENT ->
                settle(pair, answer, merges.different(row.one(), row.other(), evidence, member), member, now);
            case LATER -> {
                pairs.settle(pair, now.plus(REST));
                yield new Outcome.Decided(table.add(pair, answer, null, member, now));
            }
        };
    }

    /// Takes a decision back: the pair is open again.
    @Transactional
    public Outcome undo(DecisionId id, MemberId member) {
        Optional<DecisionTable.Row> standing = table.standing(id);
        if (standing.isEmpty()) return table.isKnown(id) ? new Outcome.Gone() : new Outcome.Unknown();
        if (!table.undo(id, member, clock.instant())) return new Outcome.Gone();
        Long verdict = standing.get().verdict();
        if (verdict != null && merges.undo(new Verdict.Id(verdict), member) instanceof Verdict.Refused(var why)) {
            // It was taken back elsewhere, or something was built upon it: then ours stands as it is.
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return new Outcome.Refused(why);
        }
        pairs.openAgain(standing.get().pair());
        return new Outcome.Decided(id);
    }

    private Outcome settle(long pair, Answer answer, Verdict verdict, MemberId member, Instant now) {
        return switch (verdict) {
            case Verdict.Given(var id) -> {
                pairs.settle(pair, null);
                yield new Outcome.Decided(table.add(pair, answer, id.value(), member, now));
            }
            case Verdict.Refused(var why) -> new Outcome.Refused(why);
        };
    }

    private static Evidence evidence(PairTable.Row row) {
        List<String> words = row.evidence().stream().map(Wording.Said::words).toList();
        return new Evidence(words, Map.of("probability", row.probability()));
    }
}
