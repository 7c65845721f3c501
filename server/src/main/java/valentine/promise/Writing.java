package valentine.promise;

import static valentine.promise.PromiseTable.utc;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.team.MemberId;
import valentine.web.Money;

/// The promises and their endings, written: rows are added and never changed, but for the list of what is open.
@Repository
class Writing {
    private static final String MAKE = """
            WITH made AS (
                INSERT INTO promise.promise (customer, account, kind, what, due, zone, review, owner, branch, channel,
                    interaction, said_at, quote, amount, currency, made_at, made_by, source, reference, instead_of, times)
                VALUES (:customer, :account, :kind, :what, :due, :zone, :review, :owner, :branch, :channel,
                    :interaction, :said, :quote, :amount, :currency, :made, :by, :source, :reference, :instead, :times)
                ON CONFLICT (source, reference) WHERE reference IS NOT NULL DO NOTHING
                RETURNING id, due, owner
            )
            INSERT INTO promise.open (promise, due, owner, next_at)
            SELECT id, due, owner, :next FROM made
            RETURNING promise
            """;
    // Whoever holds this row is the only one who ends the promise or notices something about it.
    private static final String HOLD = "SELECT promise FROM promise.open WHERE promise = :id FOR UPDATE";
    private static final String END = """
            INSERT INTO promise.ending (promise, how, at, ended_at, ended_by, reason)
            VALUES (:id, :how, :at, :now, :by, :reason)
            ON CONFLICT DO NOTHING
            """;
    private static final String CLOSE = "DELETE FROM promise.open WHERE promise = :id";
    private static final String NOTICE = """
            INSERT INTO promise.notice (promise, step, at, made_at)
            VALUES (:id, 'due', :due, :now)
            ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;

    Writing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A row to be.
    ///
    /// @param insteadOf the promise in whose place it comes, and how many went before
    record Row(
            Draft draft,
            Instant madeAt,
            By by,
            String source,
            @Nullable PromiseId insteadOf,
            int times) {}

    /// Nothing when this was made before.
    Optional<PromiseId> make(Row row) {
        Draft draft = row.draft();
        Deadline deadline = draft.deadline();
        Said said = draft.said();
        Money money = draft.money();
        MemberId owner = draft.care().owner();
        PromiseId insteadOf = row.insteadOf();
        Instant review = deadline.review();
        Whom whom = draft.whom();
        return jdbc.sql(MAKE)
                .param(
                        "customer",
                        whom.customer() == null ? null : whom.customer().value())
                .param("account", whom.account() == null ? null : whom.account().value())
                .param("kind", draft.kind().key())
                .param("what", draft.what())
                .param("due", utc(deadline.due()))
                .param("zone", deadline.zone().getId())
                .param("review", review == null ? null : utc(review))
                .param("owner", owner == null ? null : owner.value())
                .param("branch", draft.care().branch())
                .param("channel", draft.care().channel())
                .param("interaction", said == null ? null : said.interaction())
                .param("said", said == null ? null : utc(said.at()))
                .param("quote", said == null ? null : said.quote())
                .param("amount", money == null ? null : money.amount())
                .param("currency", money == null ? null : money.currency())
                .param("made", utc(row.madeAt()))
                .param("by", row.by().said())
                .param("source", row.source())
                .param("reference", draft.reference())
                .param("instead", insteadOf == null ? null : insteadOf.value())
                .param("times", row.times())
                // From when it was given on: what passed before we were told is noticed at once.
                .param("next", utc(Step.after(row.madeAt(), row.madeAt(), deadline)))
                .query((made, _) -> new PromiseId(made.getLong("promise")))
                .optional();
    }

    /// Whether it is open; nobody else touches it until the transaction ends.
    boolean hold(PromiseId id) {
        return jdbc.sql(HOLD)
                .param("id", id.value())
                .query((_, _) -> true)
                .optional()
                .isPresent();
    }

    /// Ends it, once for ever; false where it ended before.
    boolean end(PromiseId id, Outcome outcome, Instant now, By by) {
        boolean ended = jdbc.sql(END)
                        .param("id", id.value())
                        .param("how", outcome.key())
                        .param("at", utc(outcome.at()))
                        .param("now", utc(now))
                        .param("by", by.said())
                        .param("reason", outcome instanceof Outcome.Withdrawn(var _, var reason) ? reason : null)
                        .update()
                == 1;
        jdbc.sql(CLOSE).param("id", id.value()).update();
        return ended;
    }

    /// Notices that its moment passed; false where that was noticed before.
    boolean noticeDue(PromiseId id, Instant due, Instant now) {
        return jdbc.sql(NOTICE)
                        .param("id", id.value())
                        .param("due", utc(due))
                        .param("now", utc(now))
                        .update()
                == 1;
    }
}
