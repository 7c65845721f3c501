package valentine.promise;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.team.Member;
import valentine.team.MemberId;

/// Promises found in what we send: accepted, they are made; dismissed, they go; both can be taken back for a minute.
@Service
class Proposals {
    static final Duration UNDO_IS_OFFERED = Duration.ofMinutes(1);
    private static final int SHOWN = 20;

    private final ProposalTable table;
    private final Promises promises;
    private final Clock clock;

    Proposals(ProposalTable table, Promises promises, Clock clock) {
        this.table = table;
        this.promises = promises;
        this.clock = clock;
    }

    List<Proposal> all() {
        return table.waiting(clock.instant(), SHOWN);
    }

    /// How many wait, up to a hundred.
    int waiting() {
        return table.count(clock.instant());
    }

    /// Makes the promise that was said, for whoever accepts it. Empty when somebody was faster.
    @Transactional
    Optional<Answer> accept(long id, Member by) {
        Optional<Proposal> found = table.find(id);
        if (found.isEmpty() || !table.take(id)) return Optional.empty();
        Proposal proposal = found.get();
        Draft draft = new Draft(
                        Whom.customer(proposal.customer()), proposal.kind(), proposal.phrase(), proposal.deadline())
                .caredForBy(new Care(by.id(), "", proposal.channel()))
                .saidIn(new Said(proposal.interaction(), proposal.saidAt(), proposal.quote()));
        Draft worth = proposal.money().map(draft::worth).orElse(draft);
        Answer answer = promises.make(worth, proposal.saidAt(), By.member(by.id()));
        if (answer instanceof Answer.Done(var made)) table.decided(id, "accepted", made, by.id(), clock.instant());
        else table.putBack(id);
        return Optional.of(answer);
    }

    /// Takes it from the list; false when somebody was faster.
    @Transactional
    boolean dismiss(long id, MemberId by) {
        boolean taken = table.take(id);
        if (taken) table.decided(id, "dismissed", null, by, clock.instant());
        return taken;
    }

    /// Whether whoever decided can still take it back.
    boolean isUndoable(long id, MemberId by) {
        return last(id, by).isPresent();
    }

    /// Puts it back on the list; a promise that was made of it is withdrawn.
    @Transactional
    void undo(long id, MemberId by) {
        Optional<ProposalTable.Verdict> verdict = last(id, by);
        if (verdict.isEmpty()) return;
        PromiseId made = verdict.get().promise();
        if (made != null) promises.withdraw(made, "Accepted by mistake", By.member(by));
        table.decided(id, "undone", null, by, clock.instant());
        table.putBack(id);
    }

    private Optional<ProposalTable.Verdict> last(long id, MemberId by) {
        Instant since = clock.instant().minus(UNDO_IS_OFFERED);
        return table.last(id)
                .filter(verdict -> !verdict.answer().equals("undone")
                        && verdict.member().equals(by)
                        && verdict.at().isAfter(since));
    }
}
