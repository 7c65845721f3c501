package valentine.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import valentine.customer.CustomerId;
import valentine.history.Chronicle;

/// A page of what happened with a customer, newest first.
///
/// @param next the cursor of the next page; null on the last
record TimelineAnswer(
        String customer,
        List<Interaction> interactions,
        @Nullable String next) {
    TimelineAnswer {
        interactions = List.copyOf(interactions);
    }

    record Interaction(
            String id,
            Instant at,
            String kind,
            String title,
            @Nullable String channel,
            @Nullable String direction,
            @Nullable Sum sum,
            JsonNode properties,
            String source,
            String messageId,
            Instant receivedAt) {
        private static Interaction of(Chronicle.Line line) {
            return new Interaction(
                    Long.toString(line.id()),
                    line.at(),
                    line.kind(),
                    line.title(),
                    line.channel(),
                    line.direction(),
                    line.amount() == null || line.currency() == null ? null : Sum.of(line.amount(), line.currency()),
                    line.properties(),
                    line.source(),
                    line.messageId(),
                    line.receivedAt());
        }
    }

    /// One line more than the limit says that there is another page.
    static TimelineAnswer of(CustomerId customer, List<Chronicle.Line> lines, int limit) {
        List<Chronicle.Line> shown = lines.subList(0, Math.min(limit, lines.size()));
        return new TimelineAnswer(
                Long.toString(customer.value()),
                shown.stream().map(Interaction::of).toList(),
                lines.size() > limit
                        ? new Cursor.Interaction(
                                        shown.getLast().at(), shown.getLast().id())
                                .word()
                        : null);
    }
}
