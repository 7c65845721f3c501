package valentine.transparency;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.mail.Gate;
import valentine.mail.Letter;
import valentine.mail.LetterId;

/// Asks again right before a letter leaves: what was allowed when it was written may be withdrawn by now. A letter that
/// goes is a use of the address.
@Component
class ConsentGate implements Gate {
    private final Consents consents;

    ConsentGate(Consents consents) {
        this.consents = consents;
    }

    @Override
    public Optional<String> refusal(LetterId letter, Letter.About about, Instant writtenAt) {
        if (about.purpose() == null || about.channel() == null) return Optional.empty();
        Optional<Channel> channel = Channel.of(about.channel());
        if (channel.isEmpty() || !PurposeKey.isOne(about.purpose())) {
            return Optional.of("It names a purpose or a channel that does not exist.");
        }
        Allowed allowed =
                consents.may(new CustomerId(about.customer()), new PurposeKey(about.purpose()), channel.get());
        return allowed instanceof Allowed.No no ? Optional.of(no.sentence()) : Optional.empty();
    }
}
