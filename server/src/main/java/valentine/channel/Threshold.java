package valentine.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.transparency.Allowed;
import valentine.transparency.Channel;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;

/// Decides whether a message may leave, and when: asked when it is written, and again right before it leaves.
@Component
class Threshold {
    /// A customer whom we leave in peace is looked after again so often.
    private static final Duration HUSH = Duration.ofHours(1);
    /// Budget and hours move a message past each other, but not for ever.
    private static final int MOST_MOVES = 20;

    private final Identity identity;
    private final Consents consents;
    private final Etiquette etiquette;
    private final Goodwill goodwill;
    private final Zones zones;
    private final List<Hush> hushes;

    Threshold(
            Identity identity,
            Consents consents,
            Etiquette etiquette,
            Goodwill goodwill,
            Zones zones,
            List<Hush> hushes) {
        this.identity = identity;
        this.consents = consents;
        this.etiquette = etiquette;
        this.goodwill = goodwill;
        this.zones = zones;
        this.hushes = List.copyOf(hushes);
    }

    /// What is to be decided.
    ///
    /// @param own the message itself, where it is known already
    record Question(
            CustomerId head,
            Handle to,
            Medium medium,
            Intent intent,
            @Nullable PurposeKey purpose,
            Instant wanted,
            @Nullable DepartureId own) {}

    sealed interface Answer {
        record Yes(Instant at) implements Answer {}

        record Wait(Instant until, String why) implements Answer {}

        record Never(String why) implements Answer {}
    }

    Answer judge(Question question) {
        if (!identity.suppressed(List.of(question.to())).isEmpty())
            return new Answer.Never("We were asked to forget whoever this address belongs to.");
        Optional<String> no = objection(question);
        if (no.isPresent()) return new Answer.Never(no.get());
        return question.intent().wantsSomething() ? hour(question) : new Answer.Yes(question.wanted());
    }

    /// What the customer said about it. An objection is absolute; consent is needed where we want something.
    private Optional<String> objection(Question question) {
        Intent intent = question.intent();
        PurposeKey purpose = question.purpose();
        Optional<Channel> channel = question.medium().consent();
        if (intent.wantsSomething() && channel.isEmpty())
            return Optional.of(
                    "Nobody is asked or sold anything by " + question.medium().label() + ".");
        if (purpose == null) {
            return intent.wantsSomething()
                    ? Optional.of("It wants something of the customer, so it must say for which purpose.")
                    : Optional.empty();
        }
        Allowed allowed = consents.may(question.head(), purpose, channel.orElse(Channel.ANY));
        if (!(allowed instanceof Allowed.No no)) return Optional.empty();
        boolean binds = switch (no.why()) {
            case OBJECTED, OBJECTED_TO_MARKETING -> true;
            case UNKNOWN, NO_PURPOSE, ENDED, NEVER_ASKED, WITHDRAWN -> intent.wantsSomething();
        };
        return binds ? Optional.of(no.sentence()) : Optional.empty();
    }

    private Answer hour(Question question) {
        Manners manners = etiquette.current();
        if (manners.most() == 0) return new Answer.Never("We ask nothing of our customers: the budget is 0.");
        List<ZoneId> where = zones.of(question.head());
        for (Hush hush : hushes) {
            Optional<String> why = hush.why(question.head());
            if (why.isPresent())
                return new Answer.Wait(zones.awake(question.wanted().plus(HUSH), where, manners), why.get());
        }
        String why = "";
        Instant at = question.wanted();
        for (int i = 0; i < MOST_MOVES; i++) {
            Instant affordable = goodwill.earliest(question.head(), at, manners, question.own());
            if (affordable.isAfter(at)) why = spent(manners);
            Instant awake = zones.awake(affordable, where, manners);
            if (awake.isAfter(affordable) && why.isEmpty()) why = "It is a quiet hour where the customer is.";
            if (awake.equals(at)) break;
            at = awake;
        }
        return at.equals(question.wanted()) ? new Answer.Yes(at) : new Answer.Wait(at, why);
    }

    private static String spent(Manners manners) {
        String often = manners.most() == 1 ? "once" : manners.most() == 2 ? "twice" : manners.most() + " times";
        return "The goodwill is spent: a customer is asked " + often + " in " + manners.days() + " days at most.";
    }
}
