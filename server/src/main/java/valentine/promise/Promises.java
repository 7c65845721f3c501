package valentine.promise;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.CustomerId;
import valentine.history.History;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;
import valentine.team.Role;

/// Promises made to customers.
@Service
public class Promises {
    public static final int LONGEST_REASON = 500;
    public static final int LONGEST_WORDS = 2_000;
    /// The re-promise that only a manager may give.
    static final int ASKS_MANAGER = 3;

    private static final Duration FARTHEST = Duration.ofDays(20 * 366);
    private static final Duration AHEAD = Duration.ofDays(1);

    private final PromiseTable table;
    private final Writing writing;
    private final Members members;
    private final Accounts accounts;
    private final History history;
    private final NewDate newDate;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Promises(
            PromiseTable table,
            Writing writing,
            Members members,
            Accounts accounts,
            History history,
            NewDate newDate,
            ApplicationEventPublisher events,
            Clock clock) {
        this.table = table;
        this.writing = writing;
        this.members = members;
        this.accounts = accounts;
        this.history = history;
        this.newDate = newDate;
        this.events = events;
        this.clock = clock;
    }

    /// Makes a promise now. With a reference that this maker used before, it is the one made then.
    @Transactional
    public Answer make(Draft draft, By by) {
        return make(draft, clock.instant(), by);
    }

    /// Makes a promise that was given at an earlier moment.
    @Transactional
    public Answer make(Draft draft, Instant madeAt, By by) {
        Optional<String> problem = problem(draft, madeAt);
        if (problem.isPresent()) return new Answer.Refused(problem.get());
        String source = source(by);
        String reference = draft.reference();
        Optional<PromiseId> made = writing.make(new Writing.Row(draft, madeAt, by, source, null, 0));
        if (made.isEmpty()) {
            return table.find(source, String.valueOf(reference))
                    .<Answer>map(Answer.Before::new)
                    .orElseThrow(() -> new IllegalStateException("Neither made nor made before"));
        }
        tellMade(made.get(), draft, madeAt);
        return new Answer.Done(made.get());
    }

    /// Keeps an open promise now, late where its moment has passed. Keeping it twice changes nothing.
    @Transactional
    public Answer keep(PromiseId id, By by) {
        return end(id, by, promise -> kept(promise, clock.instant()));
    }

    /// Keeps an open promise as of an earlier moment.
    @Transactional
    public Answer keep(PromiseId id, Instant at, By by) {
        if (at.isAfter(clock.instant().plus(AHEAD))) return new Answer.Refused("That moment lies ahead.");
        return end(id, by, promise -> kept(promise, at));
    }

    /// Takes an open promise back, for a reason.
    @Transactional
    public Answer withdraw(PromiseId id, String reason, By by) {
        String why = reason.strip();
        if (why.isEmpty()) return new Answer.Refused("Say why it is withdrawn.");
        if (why.length() > LONGEST_REASON || Draft.hasControls(why)) {
            return new Answer.Refused("Say why in one line of at most " + LONGEST_REASON + " characters.");
        }
        return end(id, by, _ -> new Outcome.Withdrawn(clock.instant(), why));
    }

    /// Gives a new date in place of an open promise and tells the customer; the old one stays as it was.
    ///
    /// The third new date in one matter is for a manager to give.
    ///
    /// @param words what the customer is told
    @Transactional
    public Answer repromise(PromiseId id, Deadline deadline, String words, Member by) {
        return repromise(id, deadline, words, By.member(by.id()), by.role().reaches(Role.MANAGER));
    }

    /// The same by a program, which is no manager.
    @Transactional
    public Answer repromise(PromiseId id, Deadline deadline, String words, By by) {
        return repromise(id, deadline, words, by, false);
    }

    public Optional<Promise> find(PromiseId id) {
        return table.find(id);
    }

    /// The promise that this maker made with this reference.
    public Optional<Promise> find(By by, String reference) {
        return table.find(source(by), reference).flatMap(table::find);
    }

    /// A promise with all that were given before and after it in the same matter, the first one first.
    public List<Promise> chain(PromiseId id) {
        return table.chain(id);
    }

    /// Open promises that are due before a moment, the earliest first; of one owner, or of everybody.
    public List<Promise> open(@Nullable MemberId owner, @Nullable Mark after, Instant until, int limit) {
        return table.open(owner, after == null ? Mark.FIRST : after, until, limit);
    }

    /// Promises that were kept, in time or late, the latest first; the next page begins at [#endMark] of the last.
    public List<Promise> kept(@Nullable Mark before, int limit) {
        return table.kept(before == null ? Mark.LAST : before, limit);
    }

    /// Promises that ended otherwise: broken, withdrawn, or given anew.
    public List<Promise> notKept(@Nullable Mark before, int limit) {
        return table.notKept(before == null ? Mark.LAST : before, limit);
    }

    /// A customer's promises with those of all his profiles, the last due first.
    public List<Promise> of(CustomerId customer, @Nullable Mark before, int limit) {
        return table.of(customer, before == null ? Mark.LAST : before, limit);
    }

    /// The promises to a company and to each of its contacts, the last due first.
    public List<Promise> of(AccountId account, @Nullable Mark before, int limit) {
        return table.of(account, before == null ? Mark.LAST : before, limit);
    }

    /// All promises, the last made first.
    public List<Promise> all(@Nullable PromiseId before, int limit) {
        return table.all(before == null ? Long.MAX_VALUE : before.value(), limit);
    }

    /// Where a list of ended promises goes on.
    public static Mark endMark(Promise promise) {
        Outcome outcome = promise.outcome();
        if (outcome == null)
            throw new IllegalStateException(
                    "Still open: promise " + promise.id().value());
        return new Mark(outcome.at(), promise.id().value());
    }

    private Optional<String> problem(Draft draft, Instant madeAt) {
        Optional<String> problem = draft.problem().or(() -> problem(draft.deadline(), madeAt));
        if (problem.isPresent()) return problem;
        CustomerId customer = draft.whom().customer();
        AccountId account = draft.whom().account();
        Said said = draft.said();
        MemberId owner = draft.care().owner();
        if (customer != null && !table.isThere(customer)) return Optional.of("There is no such customer.");
        if (account != null && accounts.account(account).isEmpty()) return Optional.of("There is no such account.");
        if (owner != null && members.one(owner).isEmpty()) return Optional.of("The owner does not work here.");
        if (said != null && (customer == null || !table.wasSaidTo(customer, said))) {
            return Optional.of("That was not said to this customer.");
        }
        return Optional.empty();
    }

    private static Optional<String> problem(Deadline deadline, Instant madeAt) {
        if (!deadline.due().isAfter(madeAt)) return Optional.of("It is due before it is promised.");
        return deadline.due().isAfter(madeAt.plus(FARTHEST))
                ? Optional.of("It is due in more than twenty years: is the year right?")
                : Optional.empty();
    }

    /// What a person makes is always another; a program, a file and a rule each count for themselves.
    private static String source(By by) {
        return by.said().startsWith("member") ? "hand" : by.said();
    }

    private static Outcome kept(Promise promise, Instant at) {
        return Outcome.kept(promise.deadline().due(), at);
    }

    private Answer end(PromiseId id, By by, Function<Promise, Outcome> how) {
        boolean open = writing.hold(id);
        Optional<Promise> found = table.find(id);
        if (found.isEmpty()) return new Answer.Unknown();
        if (!open) return new Answer.Before(id);
        end(found.get(), how.apply(found.get()), by);
        return new Answer.Done(id);
    }

    private Answer repromise(PromiseId id, Deadline deadline, String words, By by, boolean manager) {
        if (words.length() > LONGEST_WORDS || words.indexOf('\0') >= 0) {
            return new Answer.Refused("Tell it in at most " + LONGEST_WORDS + " characters.");
        }
        Instant now = clock.instant();
        Optional<String> problem = problem(deadline, now);
        if (problem.isPresent()) return new Answer.Refused(problem.get());
        boolean open = writing.hold(id);
        Optional<Promise> found = table.find(id);
        if (found.isEmpty()) return new Answer.Unknown();
        if (!open) return new Answer.Before(id);
        Promise old = found.get();
        if (old.times() + 1 >= ASKS_MANAGER && !manager) return new Answer.AsksManager();
        Draft draft = new Draft(old.whom(), old.kind(), old.what(), deadline, old.care(), null, old.money(), null);
        Writing.Row row = new Writing.Row(draft, now, by, source(by), id, old.times() + 1);
        PromiseId fresh = writing.make(row).orElseThrow();
        end(old, new Outcome.Repromised(now), by);
        tellMade(fresh, draft, now);
        newDate.tell(table.find(fresh).orElseThrow(), words, now);
        return new Answer.Done(fresh);
    }

    /// The row of the promise is held.
    private void end(Promise promise, Outcome outcome, By by) {
        Instant now = clock.instant();
        PromiseId id = promise.id();
        if (!writing.end(id, outcome, now, by)) throw new IllegalStateException("Open and ended: " + id.value());
        Instant due = promise.deadline().due();
        CustomerId customer = promise.whom().customer();
        boolean broken = outcome.at().isAfter(due) && writing.noticeDue(id, due, now);
        if (customer != null) {
            if (broken) history.record(told(promise).broken(customer).interaction());
            switch (outcome) {
                case Outcome.Kept(var at) ->
                    history.record(told(promise).kept(customer, at).interaction());
                case Outcome.KeptLate(var at, var _) ->
                    history.record(told(promise).kept(customer, at).interaction());
                case Outcome.Broken _, Outcome.Withdrawn _, Outcome.Repromised _ -> {}
            }
        }
        if (broken) events.publishEvent(new PromiseBroken(id, due));
        events.publishEvent(new PromiseEnded(id, outcome));
    }

    private void tellMade(PromiseId id, Draft draft, Instant at) {
        draft.whom()
                .person()
                .ifPresent(customer ->
                        history.record(told(id, draft).made(customer, at).interaction()));
        events.publishEvent(new PromiseMade(id));
    }

    private static Fact.Told told(Promise promise) {
        return new Fact.Told(
                promise.id(),
                promise.kind(),
                promise.what(),
                promise.deadline(),
                promise.care().channel());
    }

    private static Fact.Told told(PromiseId id, Draft draft) {
        return new Fact.Told(
                id, draft.kind(), draft.what(), draft.deadline(), draft.care().channel());
    }
}
