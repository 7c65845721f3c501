package valentine.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.promise.Outcome;
import valentine.promise.Promise;
import valentine.web.Money;

/// A promise as programs read it.
///
/// @param outcome null as long as it is open
record PromiseAnswer(
        String id,
        @Nullable String customer,
        @Nullable String account,
        String name,
        String kind,
        String what,
        Instant due,
        String zone,
        @Nullable Instant review,
        @Nullable String owner,
        @Nullable String branch,
        @Nullable String channel,
        @Nullable Sum money,
        @Nullable String quote,
        Instant madeAt,
        String madeBy,
        @Nullable Ending outcome,
        @Nullable String insteadOf,
        int times) {

    /// @param next the cursor of the next page; null on the last
    record Page(List<PromiseAnswer> promises, @Nullable String next) {
        Page {
            promises = List.copyOf(promises);
        }
    }

    /// @param how such as "kept_late"
    record Ending(String how, Instant at, @Nullable String reason) {
        static Ending of(Outcome outcome) {
            return new Ending(
                    outcome.key(), outcome.at(), outcome instanceof Outcome.Withdrawn(var _, var why) ? why : null);
        }
    }

    static PromiseAnswer of(Promise promise) {
        var care = promise.care();
        var said = promise.said();
        Money money = promise.money();
        Outcome outcome = promise.outcome();
        var customer = promise.whom().customer();
        var account = promise.whom().account();
        var owner = care.owner();
        var insteadOf = promise.insteadOf();
        return new PromiseAnswer(
                Long.toString(promise.id().value()),
                customer == null ? null : Long.toString(customer.value()),
                account == null ? null : Long.toString(account.value()),
                promise.name(),
                promise.kind().key(),
                promise.what(),
                promise.deadline().due(),
                promise.deadline().zone().getId(),
                promise.deadline().review(),
                owner == null ? null : Long.toString(owner.value()),
                care.branch().isEmpty() ? null : care.branch(),
                care.channel().isEmpty() ? null : care.channel(),
                money == null ? null : Sum.of(money.amount(), money.currency()),
                said == null ? null : said.quote(),
                promise.madeAt(),
                promise.madeBy().said(),
                outcome == null ? null : Ending.of(outcome),
                insteadOf == null ? null : Long.toString(insteadOf.value()),
                promise.times());
    }
}
