package valentine.history;

import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import valentine.transparency.ConsentSaid;
import valentine.transparency.ConsentWord;

/// What customers allow and withdraw stands in their history, in the transaction that keeps it.
@Component
class ConsentHearing {
    private static final String SOURCE = "consents";

    private final History history;

    ConsentHearing(History history) {
        this.history = history;
    }

    @EventListener
    void on(ConsentSaid said) {
        boolean given = said.word() == ConsentWord.GIVEN;
        String title = (given ? "Allowed" : said.word() == ConsentWord.OBJECTED ? "Objected to" : "Withdrew") + ": "
                + said.purpose().value() + ", " + said.channel().label();
        history.record(new Interaction(
                said.profile(),
                said.at(),
                given ? Kind.CONSENT_GIVEN : Kind.CONSENT_WITHDRAWN,
                Interaction.Direction.IN,
                null,
                title,
                Map.of(
                        "purpose",
                        said.purpose().value(),
                        "channel",
                        said.channel().key()),
                SOURCE,
                Long.toString(said.id())));
    }
}
