package valentine.gesture;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.CustomerId;
import valentine.history.Fact;
import valentine.history.History;
import valentine.history.Interaction;
import valentine.history.Kind;
import valentine.history.Timeline;
import valentine.team.Firms;
import valentine.team.MemberId;

/// What to do today, for whom, and what was decided about it.
@Service
public class Gestures {
    private static final int MOST = 20;
    private static final String SOURCE = "Today";

    private final GestureTable table;
    private final Timeline timeline;
    private final History history;
    private final Firms firms;
    private final Clock clock;

    Gestures(GestureTable table, Timeline timeline, History history, Firms firms, Clock clock) {
        this.table = table;
        this.timeline = timeline;
        this.history = history;
        this.firms = firms;
        this.clock = clock;
    }

    /// Whom to attend to first, and with what; nobody who rests.
    @Transactional(readOnly = true)
    public List<Suggestion> today() {
        List<Standing> waiting = table.waiting(clock.instant(), MOST);
        ZoneId zone = firms.ours().zone();
        Map<CustomerId, List<Fact>> facts = timeline
                .facts(
                        waiting.stream().map(Standing::customer).toList(),
                        Suggestion.KINDS,
                        clock.instant().minus(Suggestion.LATELY))
                .stream()
                .collect(Collectors.groupingBy(Fact::customer));
        return waiting.stream()
                .map(standing ->
                        Suggestion.of(standing, facts.getOrDefault(standing.customer(), List.of()), clock, zone))
                .toList();
    }

    /// Remembers a decision and lets the customer rest; nothing when the customer rests already.
    @Transactional
    public Optional<DecisionId> decide(CustomerId customer, Gesture gesture, Answer answer, MemberId member) {
        Instant now = clock.instant();
        Instant restsTill = now.atZone(firms.ours().zone()).plus(answer.rest()).toInstant();
        Decision decision = new Decision(customer, gesture, answer, member, now, restsTill);
        Optional<DecisionId> id = table.decide(decision);
        id.ifPresent(given -> history.record(
                entry(decision, now, answer.label() + ": " + gesture.label(), "decision-" + given.value())));
        return id;
    }

    /// Takes a decision back; the history keeps both. False when there is nothing to take back.
    @Transactional
    public boolean undo(DecisionId id) {
        Instant now = clock.instant();
        Optional<Decision> undone = table.undo(id, now);
        undone.ifPresent(decision -> history.record(
                entry(decision, now, "Undone: " + decision.gesture().label(), "decision-" + id.value() + "-undone")));
        return undone.isPresent();
    }

    private static Interaction entry(Decision decision, Instant at, String title, String messageId) {
        return new Interaction(
                decision.customer(),
                at,
                Kind.GESTURE,
                Interaction.Direction.OUT,
                null,
                title,
                Map.of(
                        "gesture",
                        decision.gesture().key(),
                        "answer",
                        decision.answer().key()),
                SOURCE,
                messageId);
    }
}
