package valentine.messenger;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.channel.Arrival;
import valentine.channel.Door;
import valentine.channel.Intent;
import valentine.channel.Outgoing;
import valentine.customer.CustomerId;
import valentine.customer.Identity;
import valentine.team.Firms;
import valentine.transparency.Basis;
import valentine.transparency.Channel;
import valentine.transparency.ConsentWord;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;
import valentine.transparency.Statement;

/// Whoever writes STOP to our number is asked and sold nothing more by text message and is told so once; START brings
/// back what STOP ended, and nothing else.
@Component("messengerStops")
class Stops {
    private static final String BY = "text message";
    private static final int LOOKED_AT = 500;

    // Index arrival_thread, from its end.
    private static final String BEFORE = """
            SELECT text FROM channel.arrival WHERE thread = :thread AND id < :id ORDER BY at DESC, id DESC LIMIT 1
            """;

    private final Consents consents;
    private final Identity identity;
    private final Door door;
    private final Firms firms;
    private final JdbcClient jdbc;
    private final Clock clock;

    Stops(Consents consents, Identity identity, Door door, Firms firms, JdbcClient jdbc, Clock clock) {
        this.consents = consents;
        this.identity = identity;
        this.door = door;
        this.firms = firms;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// In the transaction that takes the message.
    ///
    /// @param isTold whether the phone service answers such words by itself: twice would be once too often
    void heard(Arrival arrival, boolean isTold) {
        Optional<StopWord> word = StopWord.of(arrival.what().text());
        if (word.isEmpty()) return;
        CustomerId head = identity.headOf(arrival.customer());
        switch (word.get()) {
            case StopWord.Stop(var told) -> {
                stop(head, arrival);
                if (!isTold && !saidBefore(arrival)) tell(arrival, told);
            }
            case StopWord.Start _ -> start(head, arrival);
        }
    }

    private void stop(CustomerId head, Arrival arrival) {
        for (Consents.Choice choice : consents.choices(head, Channel.SMS)) {
            boolean isConsent = choice.purpose().basis() == Basis.CONSENT;
            boolean isMessages = isConsent || choice.purpose().marketing();
            if (isMessages && choice.allowed().isYes()) {
                say(arrival, choice.purpose().key(), isConsent ? ConsentWord.WITHDRAWN : ConsentWord.OBJECTED);
            }
        }
    }

    private void start(CustomerId head, Arrival arrival) {
        consents.said(head, LOOKED_AT).stream()
                .map(Consents.Entry::statement)
                .filter(said -> said.channel() == Channel.SMS && said.word() != ConsentWord.GIVEN)
                .filter(said -> said.by().equals(BY))
                .map(Statement::purpose)
                .distinct()
                .filter(purpose -> !consents.may(head, purpose, Channel.SMS).isYes())
                .forEach(purpose -> say(arrival, purpose, ConsentWord.GIVEN));
    }

    private void say(Arrival arrival, PurposeKey purpose, ConsentWord word) {
        consents.say(new Statement(
                arrival.customer(),
                purpose,
                Channel.SMS,
                word,
                clock.instant(),
                Statement.Origin.CUSTOMER,
                BY,
                arrival.what().text(),
                "message " + arrival.id().value()));
    }

    /// Who says it again and again is not answered again and again.
    private boolean saidBefore(Arrival arrival) {
        return jdbc.sql(BEFORE)
                .param("thread", arrival.thread().value())
                .param("id", arrival.id().value())
                .query((row, _) -> row.getString("text"))
                .optional()
                .flatMap(StopWord::of)
                .filter(StopWord.Stop.class::isInstance)
                .isPresent();
    }

    private void tell(Arrival arrival, String told) {
        door.send(new Outgoing(
                "stop " + arrival.id().value(),
                arrival.connection().id(),
                arrival.customer(),
                arrival.thread(),
                arrival.what().from().handle(),
                List.of(),
                "",
                told.formatted(firms.ours().name()),
                null,
                List.of(),
                Intent.SERVICE,
                null,
                null,
                null));
    }
}
