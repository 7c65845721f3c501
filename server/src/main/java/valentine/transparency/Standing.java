package valentine.transparency;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the statements of one profile about one purpose on one channel come to: the latest of each word. A maximum does
/// not mind in which order it is told.
///
/// @param ofThis whether it speaks of the purpose that is asked for, else of another one of direct marketing
/// @param inPerson the latest that was given by himself or to one of us
record Standing(
        long profile,
        boolean ofThis,
        @Nullable Instant given,
        @Nullable Instant inPerson,
        @Nullable Instant withdrawn,
        @Nullable Instant objected) {
    private static final Allowed YES = new Allowed.Yes();

    /// The rule. A *no* of any profile binds the whole customer; of a consent it is ended by a later *yes* of the same
    /// profile, of whomever it came, or of the person himself on any profile. An objection only the person ends.
    ///
    /// @param all of all profiles of the customer, on the channel and on any
    static Allowed decide(Basis basis, boolean marketing, List<Standing> all) {
        Instant inPerson = null;
        Instant objected = null;
        for (Standing one : all) {
            if (one.ofThis) inPerson = later(inPerson, one.inPerson);
            if (marketing || (one.ofThis && basis.isOpenToObjection())) objected = later(objected, one.objected);
            // Who withdraws what never rested on his consent objects.
            if (one.ofThis && basis.isOpenToObjection()) objected = later(objected, one.withdrawn);
        }
        if (objected != null && !isAfter(inPerson, objected)) {
            return new Allowed.No(marketing ? Allowed.Why.OBJECTED_TO_MARKETING : Allowed.Why.OBJECTED);
        }
        return basis == Basis.CONSENT ? consent(all, inPerson) : YES;
    }

    private static Allowed consent(List<Standing> all, @Nullable Instant inPerson) {
        boolean given = false;
        for (Standing one : all) {
            if (!one.ofThis) continue;
            Instant yes = null;
            Instant no = null;
            // A profile has two of them at most: the channel's and any.
            for (Standing other : all) {
                if (!other.ofThis || other.profile != one.profile) continue;
                yes = later(yes, other.given);
                no = later(later(no, other.withdrawn), other.objected);
            }
            given |= yes != null;
            if (no != null && !isAfter(yes, no) && !isAfter(inPerson, no)) {
                return new Allowed.No(Allowed.Why.WITHDRAWN);
            }
        }
        return given ? YES : new Allowed.No(Allowed.Why.NEVER_ASKED);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) return other;
        return other == null || one.isAfter(other) ? one : other;
    }

    /// At the same moment the *no* counts.
    private static boolean isAfter(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other);
    }
}
