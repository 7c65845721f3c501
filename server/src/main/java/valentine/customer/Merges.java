package valentine.customer;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.team.MemberId;

/// Decisions that two customers are one, or are not; each can be taken back exactly.
@Service
public class Merges {
    private static final Verdict NOBODY = new Verdict.Refused("One of the two is not known. Open them again.");
    private static final Verdict ONE_ALREADY = new Verdict.Refused("These two are one customer already.");
    private static final Verdict TAKEN_BACK = new Verdict.Refused("This was taken back already.");
    private static final int MOST_TIES = 50;

    private final Identity identity;
    private final VerdictTable verdicts;
    private final Heads heads;
    private final Portraits portraits;
    private final Customers customers;
    private final Audit audit;
    private final Clock clock;

    Merges(
            Identity identity,
            VerdictTable verdicts,
            Heads heads,
            Portraits portraits,
            Customers customers,
            Audit audit,
            Clock clock) {
        this.identity = identity;
        this.verdicts = verdicts;
        this.heads = heads;
        this.portraits = portraits;
        this.customers = customers;
        this.audit = audit;
        this.clock = clock;
    }

    /// Makes two customers one: the second becomes a part of the first.
    ///
    /// @param member who decides; nobody for a rule, which never goes against what people decided
    /// @param choices traits (`name` and `company` too) whose value is chosen by hand
    @Transactional
    public Verdict same(
            CustomerId kept,
            CustomerId gone,
            Evidence evidence,
            @Nullable MemberId member,
            Map<String, Object> choices) {
        identity.lock();
        CustomerId head = identity.headOf(kept);
        CustomerId part = identity.headOf(gone);
        if (customers.card(head).isEmpty() || customers.card(part).isEmpty()) return NOBODY;
        if (head.equals(part)) return ONE_ALREADY;
        if (member == null && verdicts.different(head.value(), part.value()).isPresent()) {
            return new Verdict.Refused("Somebody decided that these two are not the same.");
        }
        Optional<Verdict.Id> given = verdicts.give(
                new VerdictTable.New(true, head.value(), part.value(), evidence, member, choices, null),
                clock.instant());
        if (given.isEmpty())
            return new Verdict.Refused("The second was made a part of somebody before. Undo that first.");
        show(heads.follow(Set.of(part.value()), member == null ? "put together by a rule" : "put together by hand"));
        write("put together", given.get(), member, Map.of("kept", head.value(), "gone", part.value()));
        return new Verdict.Given(given.get());
    }

    /// Keeps two customers, or two profiles of one, apart; if they were one, the second goes (the first, if the second
    /// is whose all is).
    @Transactional
    public Verdict different(CustomerId one, CustomerId other, Evidence evidence, @Nullable MemberId member) {
        identity.lock();
        CustomerId head = identity.headOf(one);
        if (one.equals(other)) return new Verdict.Refused("This is one profile: it cannot be parted from itself.");
        if (customers.card(head).isEmpty()
                || customers.card(identity.headOf(other)).isEmpty()) return NOBODY;
        Optional<Verdict.Id> given = verdicts.give(
                VerdictTable.New.different(one.value(), other.value(), evidence, member, null), clock.instant());
        Optional<Verdict.Id> id =
                given.or(() -> verdicts.different(one.value(), other.value()).map(VerdictTable.Open::id));
        if (id.isEmpty()) throw new IllegalStateException("A decision that is not there: " + one + ", " + other);
        part(other.equals(head) ? one : other, head, id.get(), member);
        write("kept apart", id.get(), member, Map.of("one", one.value(), "other", other.value()));
        return new Verdict.Given(id.get());
    }

    /// Keeps a handle apart from the customer who owns it, whether or not anything is kept under it.
    @Transactional
    public Verdict different(CustomerId one, Handle handle, Evidence evidence, @Nullable MemberId member) {
        identity.lock();
        return different(one, identity.profileOf(handle), evidence, member);
    }

    /// Takes a decision back: everything is as if it had never been made.
    @Transactional
    public Verdict undo(Verdict.Id id, @Nullable MemberId member) {
        identity.lock();
        Optional<VerdictTable.Open> open = verdicts.open(id);
        if (open.isEmpty()) return TAKEN_BACK;
        Set<Long> profiles = new HashSet<>(Set.of(open.get().kept(), open.get().gone()));
        for (VerdictTable.Open caused : verdicts.causedBy(id)) {
            verdicts.end(caused.id(), member, null, clock.instant());
            profiles.addAll(Set.of(caused.kept(), caused.gone()));
        }
        verdicts.end(id, member, null, clock.instant());
        profiles.addAll(verdicts.reopen(id));
        show(settle(profiles, "taken back"));
        write("decision taken back", id, member, Map.of());
        return new Verdict.Given(id);
    }

    /// Into the audit log too, where nobody can change unseen what was decided.
    private void write(String act, Verdict.Id id, @Nullable MemberId member, Map<String, Long> details) {
        Actor actor = member == null ? Actor.NOBODY : Actor.member(member.value());
        audit.record(actor, act, "verdict " + id.value(), details);
    }

    /// Cuts one tie after the other, until nothing makes this profile a part of that customer.
    private void part(CustomerId profile, CustomerId head, Verdict.Id cause, @Nullable MemberId member) {
        Set<Long> touched = new HashSet<>(settle(Set.of(profile.value()), "parted by hand"));
        for (int tie = 0; tie < MOST_TIES && identity.headOf(profile).equals(identity.headOf(head)); tie++) {
            Optional<VerdictTable.Open> same = verdicts.same(profile.value());
            if (same.isPresent()) {
                verdicts.end(same.get().id(), member, cause.value(), clock.instant());
            } else {
                verdicts.handles(Set.of(profile.value())).stream()
                        .map(HandleTable.Row::owner)
                        .filter(owner -> owner != null && owner != profile.value())
                        .forEach(owner -> verdicts.give(
                                VerdictTable.New.different(
                                        profile.value(),
                                        owner,
                                        Evidence.of("So that the two are apart"),
                                        member,
                                        cause.value()),
                                clock.instant()));
            }
            touched.addAll(settle(Set.of(profile.value()), "parted by hand"));
        }
        show(touched);
    }

    private Set<Long> settle(Collection<Long> profiles, String why) {
        Set<Handle> handles =
                verdicts.handles(profiles).stream().map(HandleTable.Row::handle).collect(Collectors.toSet());
        Set<Long> touched = new HashSet<>(handles.isEmpty() ? Set.of() : identity.settle(handles, Set.of(), why));
        touched.addAll(heads.follow(profiles, why));
        return touched;
    }

    private void show(Set<Long> touched) {
        portraits.update(List.of(), touched);
    }
}
