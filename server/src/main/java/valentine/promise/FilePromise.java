package valentine.promise;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.customer.Handle;
import valentine.intake.Ground;
import valentine.reading.PromiseKind;

/// A promise as a row of a file tells it, and how it stands as texts that are set aside.
///
/// @param reference which one it is in files, once for ever
/// @param customer to whom it was made; null where it was made to a company alone
/// @param account the name of the company; empty where it was made to a person alone
/// @param done when it was kept; null where the file does not say
/// @param cancelled whether the file says that it was taken back
record FilePromise(
        String reference,
        @Nullable Handle customer,
        String account,
        PromiseKind kind,
        String what,
        Instant due,
        Instant made,
        @Nullable Instant done,
        boolean cancelled,
        @Nullable Long owner,
        String branch,
        String channel,
        @Nullable BigDecimal amount,
        String currency) {

    List<String> texts() {
        return List.of(
                reference,
                customer == null ? "" : Ground.text(customer),
                account,
                kind.key(),
                what,
                Long.toString(micros(due)),
                Long.toString(micros(made)),
                done == null ? "" : Long.toString(micros(done)),
                cancelled ? "-" : "",
                owner == null ? "" : Long.toString(owner),
                branch,
                channel,
                amount == null ? "" : amount.toPlainString(),
                currency);
    }

    static FilePromise of(String[] texts) {
        return new FilePromise(
                texts[0],
                texts[1].isEmpty() ? null : Ground.handle(texts[1]),
                texts[2],
                PromiseKind.of(texts[3]).orElseThrow(),
                texts[4],
                moment(texts[5]),
                moment(texts[6]),
                texts[7].isEmpty() ? null : moment(texts[7]),
                !texts[8].isEmpty(),
                texts[9].isEmpty() ? null : Long.valueOf(texts[9]),
                texts[10],
                texts[11],
                texts[12].isEmpty() ? null : new BigDecimal(texts[12]),
                texts[13]);
    }

    /// How it ended, as far as the file and the time tell; null where it is open.
    @Nullable
    Outcome outcome(Instant now) {
        if (done != null) return Outcome.kept(due, done);
        if (cancelled)
            return new Outcome.Withdrawn(due.isBefore(now) ? due : now, "The file says that it was cancelled.");
        return Step.isGivenUp(due, now) ? new Outcome.Broken(due) : null;
    }

    /// Whether its moment passed before it was kept.
    boolean isBroken(Instant now) {
        return !cancelled && (done == null ? due.isBefore(now) : done.isAfter(due));
    }

    Fact.Told told(PromiseId id, ZoneId zone) {
        return new Fact.Told(id, kind, what, new Deadline(due, zone), channel);
    }

    static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private static Instant moment(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }
}
