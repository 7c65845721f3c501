package valentine.portal;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.CustomerId;
import valentine.transparency.Basis;
import valentine.transparency.Channel;
import valentine.transparency.ConsentWord;
import valentine.transparency.Consents;
import valentine.transparency.Purpose;
import valentine.transparency.PurposeKey;
import valentine.transparency.Purposes;
import valentine.transparency.Statement;

/// What a customer chooses himself, with the words that stood there when he did.
@Service
class Choices {
    private final Consents consents;
    private final Purposes purposes;
    private final Clock clock;

    Choices(Consents consents, Purposes purposes, Clock clock) {
        this.consents = consents;
        this.purposes = purposes;
        this.clock = clock;
    }

    /// Something to choose.
    ///
    /// @param ways by which it is allowed now; none when it is not
    record Choice(Purpose purpose, List<Channel> ways) {
        boolean isAllowed() {
            return !ways.isEmpty();
        }

        String said() {
            if (ways.isEmpty()) return "You do not allow it.";
            return ways.contains(Channel.ANY)
                    ? "You allow it."
                    : "You allow it by "
                            + String.join(
                                    ", ", ways.stream().map(Channel::label).toList()) + ".";
        }
    }

    List<Choice> of(CustomerId customer) {
        return consents.choices(customer, Channel.ANY).stream()
                .map(choice -> new Choice(
                        choice.purpose(),
                        Arrays.stream(Channel.values())
                                .filter(channel -> consents.may(
                                                customer, choice.purpose().key(), channel)
                                        .isYes())
                                .toList()))
                .toList();
    }

    /// Allows a purpose or ends it, on every way; false where there is no such thing to choose.
    @Transactional
    boolean choose(CustomerId customer, String purpose, boolean allow, String by) {
        Optional<Purpose> chosen =
                purpose.matches("[a-z][a-z0-9-]{1,39}") ? purposes.one(new PurposeKey(purpose)) : Optional.empty();
        if (chosen.isEmpty()) return false;
        say(customer, chosen.get(), allow, by);
        return true;
    }

    /// Ends everything that can be ended.
    @Transactional
    void endAll(CustomerId customer) {
        for (Choice choice : of(customer)) {
            say(customer, choice.purpose(), false, "own page, all at once");
        }
    }

    private void say(CustomerId customer, Purpose purpose, boolean allow, String by) {
        // Against direct marketing, and what rests on our interest, one objects; a consent is withdrawn.
        ConsentWord word = allow
                ? ConsentWord.GIVEN
                : purpose.marketing() || purpose.basis() != Basis.CONSENT
                        ? ConsentWord.OBJECTED
                        : ConsentWord.WITHDRAWN;
        Consents.Kept _ = consents.say(new Statement(
                customer,
                purpose.key(),
                Channel.ANY,
                word,
                clock.instant(),
                Statement.Origin.CUSTOMER,
                by,
                purpose.name() + ": " + purpose.sentence(),
                ""));
    }
}
