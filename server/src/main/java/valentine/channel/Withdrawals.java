package valentine.channel;

import java.time.Clock;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.Identity;
import valentine.transparency.Allowed;
import valentine.transparency.ConsentSaid;
import valentine.transparency.ConsentWord;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;

/// Who withdraws or objects stops what waits to leave, in the same transaction.
@Component
class Withdrawals {
    private final Departures departures;
    private final Progress progress;
    private final Connections connections;
    private final Consents consents;
    private final Identity identity;
    private final Clock clock;

    Withdrawals(
            Departures departures,
            Progress progress,
            Connections connections,
            Consents consents,
            Identity identity,
            Clock clock) {
        this.departures = departures;
        this.progress = progress;
        this.connections = connections;
        this.consents = consents;
        this.identity = identity;
        this.clock = clock;
    }

    @EventListener
    void on(ConsentSaid said) {
        if (said.word() == ConsentWord.GIVEN) return;
        CustomerId head = identity.headOf(said.profile());
        for (Departed waiting : departures.waitingFor(head)) {
            PurposeKey purpose = waiting.purpose();
            if (purpose == null) continue;
            connections
                    .find(waiting.connection())
                    .flatMap(connection -> connection.medium().consent())
                    .map(channel -> consents.may(head, purpose, channel))
                    .filter(allowed -> !allowed.isYes())
                    .ifPresent(allowed -> stop(waiting, ((Allowed.No) allowed).sentence()));
        }
    }

    private void stop(Departed waiting, String why) {
        progress.move(
                waiting.id(),
                Set.of(State.WAITING, State.HELD),
                new Departures.Change(State.TAKEN_BACK, why, clock.instant()));
    }
}
