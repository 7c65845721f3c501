package valentine.promise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.history.Log;
import valentine.reading.PromiseKind;
import valentine.team.MemberId;

/// Looks after open promises as time goes by: notices each [Step] once, also where nobody was up when its moment came,
/// and whichever of several servers looks first.
@Component
public class DueJob {
    private static final int AT_ONCE = 5_000;

    // Index open_next. Who is held by somebody who ends it is looked after the next time, if then still open.
    private static final String NEXT = """
            SELECT o.promise, p.customer, p.kind, p.what, p.due, p.zone, p.review, p.channel, p.made_at, p.owner
            FROM promise.open o JOIN promise.promise p ON p.id = o.promise
            WHERE o.next_at <= :now
            ORDER BY o.next_at
            LIMIT :limit
            FOR UPDATE OF o SKIP LOCKED
            """;
    private static final String GO_ON = """
            UPDATE promise.open o
            SET next_at = 'epoch'::timestamptz + later.next * interval '1 microsecond'
            FROM unnest(CAST(:promises AS bigint[]), CAST(:nexts AS bigint[])) AS later (promise, next)
            WHERE o.promise = later.promise
            """;

    private final JdbcClient jdbc;
    private final BulkWriting writing;
    private final Reminders reminders;
    private final Log log;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    DueJob(
            JdbcClient jdbc,
            BulkWriting writing,
            Reminders reminders,
            Log log,
            ApplicationEventPublisher events,
            TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.writing = writing;
        this.reminders = reminders;
        this.log = log;
        this.events = events;
        this.transactions = transactions;
    }

    private record Open(
            @Nullable CustomerId customer, @Nullable MemberId owner, Instant made, Fact.Told told) {
        PromiseId id() {
            return told.id();
        }

        Instant due() {
            return told.deadline().due();
        }
    }

    /// Looks after all whose next moment came, and says how many.
    public long run(Instant now) {
        long looked = 0;
        while (true) {
            int some = transactions.execute(_ -> some(now));
            looked += some;
            if (some < AT_ONCE) return looked;
        }
    }

    private int some(Instant now) {
        // Before the promises are held, as everybody does who writes much.
        log.lock();
        List<Open> open = jdbc.sql(NEXT)
                .param("now", PromiseTable.utc(now))
                .param("limit", AT_ONCE)
                .query((row, _) -> open(row))
                .list();
        if (open.isEmpty()) return 0;
        notice(open, now);
        List<Open> over =
                open.stream().filter(one -> Step.isGivenUp(one.due(), now)).toList();
        giveUp(over, now);
        goOn(open.stream().filter(one -> !Step.isGivenUp(one.due(), now)).toList(), now);
        return open.size();
    }

    private void notice(List<Open> open, Instant now) {
        List<BulkWriting.Notice> notices = new ArrayList<>();
        for (Open one : open) {
            List<Step.Next> reached = Step.reached(now, one.made(), one.told().deadline());
            boolean past = reached.stream().anyMatch(next -> next.step() == Step.DUE);
            for (Step.Next next : reached) {
                // What is broken needs no warning any more.
                boolean stale = past && next.step().compareTo(Step.DUE) < 0;
                if (stale || next.step() == Step.GIVEN_UP) continue;
                Instant at = next.step() == Step.DUE ? one.due() : next.at();
                notices.add(new BulkWriting.Notice(one.id(), next.step(), at));
            }
        }
        Set<BulkWriting.Notice> fresh = writing.notices(notices, now);
        List<Fact> facts = new ArrayList<>();
        for (Open one : open) {
            if (!fresh.contains(new BulkWriting.Notice(one.id(), Step.DUE, one.due()))) continue;
            if (one.customer() != null) facts.add(one.told().broken(one.customer()));
            events.publishEvent(new PromiseBroken(one.id(), one.due()));
        }
        writing.tell(facts);
        Map<PromiseId, MemberId> owners = new HashMap<>();
        for (Open one : open) {
            if (one.owner() != null) owners.put(one.id(), one.owner());
        }
        reminders.send(fresh, owners, now);
    }

    private void giveUp(List<Open> over, Instant now) {
        if (over.isEmpty()) return;
        Map<PromiseId, Outcome> endings = new HashMap<>();
        over.forEach(one -> endings.put(one.id(), new Outcome.Broken(one.due())));
        writing.endings(endings, By.CLOCK, now);
        Set<Long> closed = writing.close(over.stream().map(Open::id).toList());
        if (closed.size() != over.size()) throw new IllegalStateException("Held and yet not open");
        endings.forEach((id, outcome) -> events.publishEvent(new PromiseEnded(id, outcome)));
    }

    private void goOn(List<Open> open, Instant now) {
        jdbc.sql(GO_ON)
                .param("promises", open.stream().map(one -> one.id().value()).toArray(Long[]::new))
                .param(
                        "nexts",
                        open.stream()
                                .map(one -> FilePromise.micros(
                                        Step.after(now, one.made(), one.told().deadline())))
                                .toArray(Long[]::new))
                .update();
    }

    private static Open open(ResultSet row) throws SQLException {
        Long customer = row.getObject("customer", Long.class);
        Long owner = row.getObject("owner", Long.class);
        OffsetDateTime review = row.getObject("review", OffsetDateTime.class);
        Deadline deadline = new Deadline(
                row.getObject("due", OffsetDateTime.class).toInstant(),
                ZoneId.of(row.getString("zone")),
                review == null ? null : review.toInstant());
        return new Open(
                customer == null ? null : new CustomerId(customer),
                owner == null ? null : new MemberId(owner),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                new Fact.Told(
                        new PromiseId(row.getLong("promise")),
                        PromiseKind.of(row.getString("kind")).orElseThrow(),
                        row.getString("what"),
                        deadline,
                        row.getString("channel")));
    }
}
