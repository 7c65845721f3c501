package valentine.promise;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.reading.PromiseKind;
import valentine.web.Money;

/// A promise as it is to be made.
///
/// @param reference which one it is for whoever makes it, so that it is made once; null where each is another
public record Draft(
        Whom whom,
        PromiseKind kind,
        String what,
        Deadline deadline,
        Care care,
        @Nullable Said said,
        @Nullable Money money,
        @Nullable String reference) {
    public static final int LONGEST_WHAT = 500;
    static final int LONGEST_QUOTE = 2_000;
    static final int LONGEST_WORD = 80;
    static final int LONGEST_REFERENCE = 400;
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    public Draft {
        what = what.strip();
    }

    public Draft(Whom whom, PromiseKind kind, String what, Deadline deadline) {
        this(whom, kind, what, deadline, Care.NOBODYS, null, null, null);
    }

    public Draft caredForBy(Care other) {
        return new Draft(whom, kind, what, deadline, other, said, money, reference);
    }

    public Draft saidIn(Said where) {
        return new Draft(whom, kind, what, deadline, care, where, money, reference);
    }

    public Draft worth(Money sum) {
        return new Draft(whom, kind, what, deadline, care, said, sum, reference);
    }

    public Draft once(String number) {
        return new Draft(whom, kind, what, deadline, care, said, money, number);
    }

    /// Why this cannot be promised, as a sentence for whoever wrote it.
    Optional<String> problem() {
        if (what.isEmpty()) return Optional.of("Say what is promised.");
        if (what.length() > LONGEST_WHAT) return Optional.of("Say it in at most " + LONGEST_WHAT + " characters.");
        if (hasControls(what)) return Optional.of("Say it in one line, without control characters.");
        if (care.branch().length() > LONGEST_WORD || care.channel().length() > LONGEST_WORD) {
            return Optional.of("The branch and the channel have at most " + LONGEST_WORD + " characters each.");
        }
        if (hasControls(care.branch()) || hasControls(care.channel())) {
            return Optional.of("The branch and the channel hold no control characters.");
        }
        if (said != null
                && (said.quote().length() > LONGEST_QUOTE || said.quote().indexOf('\0') >= 0)) {
            return Optional.of("Quote at most " + LONGEST_QUOTE + " characters.");
        }
        if (money != null && (money.amount().signum() < 0 || money.amount().compareTo(LARGEST) >= 0)) {
            return Optional.of("The sum lies between 0 and twelve digits.");
        }
        if (money != null && !money.currency().matches("[A-Z]{3}")) {
            return Optional.of("The currency is three letters such as EUR.");
        }
        if (reference != null
                && (reference.isBlank() || reference.length() > LONGEST_REFERENCE || hasControls(reference))) {
            return Optional.of("The reference has 1 to " + LONGEST_REFERENCE + " characters.");
        }
        return Optional.empty();
    }

    static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
