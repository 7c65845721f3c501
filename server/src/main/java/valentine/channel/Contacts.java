package valentine.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.history.History;
import valentine.history.Interaction;
import valentine.history.Kind;

/// Calls and visits that people write down; they stand in the history like all else.
@Service
public class Contacts {
    private static final String SOURCE = "contacts";
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(5);

    private final History history;
    private final Clock clock;

    Contacts(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /// What became of writing one down.
    public enum Kept {
        FRESH,
        KNOWN_BEFORE,
        IN_THE_FUTURE
    }

    /// Writes one down; of the same key only once.
    @Transactional
    public Kept log(Contact contact) {
        Instant now = clock.instant();
        if (contact.at().isAfter(now.plus(CLOCKS_MAY_DIFFER))) return Kept.IN_THE_FUTURE;
        Map<String, Object> properties = new LinkedHashMap<>();
        if (!contact.note().isEmpty()) properties.put("text", contact.note());
        properties.put("result", contact.result().label());
        properties.put("logged_by", contact.by());
        String key = contact.key();
        boolean fresh = history.record(new Interaction(
                contact.customer(),
                contact.at(),
                contact.sort() == Contact.Sort.CALL ? Kind.CALL : Kind.VISIT,
                contact.isFromUs() ? Interaction.Direction.OUT : Interaction.Direction.IN,
                contact.sort() == Contact.Sort.CALL ? Medium.PHONE.key() : "in person",
                contact.about(),
                properties,
                SOURCE,
                key == null ? UUID.randomUUID().toString() : contact.by() + " " + key));
        return fresh ? Kept.FRESH : Kept.KNOWN_BEFORE;
    }
}
