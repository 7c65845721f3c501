package valentine.transparency;

import java.time.Instant;
import org.springframework.stereotype.Component;
import valentine.customer.Ageing;
import valentine.mail.Letters;

/// Letters that left long ago. Without a rule they go after ninety days; a rule lets them go sooner. The outbox stands
/// before rules are known, so that we speak for it.
@Component
class LettersOfOld implements Ageing {
    private final Letters letters;

    LettersOfOld(Letters letters) {
        this.letters = letters;
    }

    @Override
    public String key() {
        return "letters";
    }

    @Override
    public String what() {
        return "Letters that were sent (without a rule: 90 days)";
    }

    @Override
    public long count(Instant before) {
        return letters.countOlder(before);
    }

    @Override
    public long forget(Instant before, int most) {
        return letters.forgetOlder(before, most);
    }
}
