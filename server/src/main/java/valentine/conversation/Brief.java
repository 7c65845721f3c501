package valentine.conversation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.promise.Promise;
import valentine.web.Moment;

/// What somebody needs to know who takes over a conversation: what it is about, what both sides said last, what is
/// owed, and since when the customer waits.
///
/// @param from who had it before, where it just came to whoever looks
record Brief(
        String about,
        @Nullable Words theirs,
        @Nullable Words ours,
        @Nullable Words note,
        List<Owed> owed,
        @Nullable Moment waiting,
        String from) {
    private static final int LONGEST = 240;

    Brief {
        owed = List.copyOf(owed);
    }

    record Words(String who, String text, Moment at) {}

    record Owed(String what, Moment due, boolean late, String url) {}

    static Brief of(
            Conversation conversation,
            List<Entry.Said> said,
            List<Promise> promises,
            String from,
            Instant now,
            ZoneId zone) {
        Instant waiting = conversation.course().waitingSince();
        return new Brief(
                conversation.subject(),
                last(said, Message.Kind.IN).orElse(null),
                last(said, Message.Kind.OUT).orElse(null),
                last(said, Message.Kind.NOTE).orElse(null),
                promises.stream()
                        .filter(Promise::isOpen)
                        .map(promise -> new Owed(
                                promise.what(),
                                Moment.of(promise.deadline().due(), now, zone),
                                promise.isOverdue(now),
                                "/promises/" + promise.id().value()))
                        .toList(),
                waiting == null ? null : Moment.of(waiting, now, zone),
                from);
    }

    private static Optional<Words> last(List<Entry.Said> said, Message.Kind kind) {
        return said.reversed().stream()
                .filter(one -> one.message().kind() == kind)
                .findFirst()
                .map(one -> new Words(one.who(), Ends.line(one.message().said(), LONGEST), one.moment()));
    }
}
