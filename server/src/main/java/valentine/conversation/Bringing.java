package valentine.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.channel.Arrival;
import valentine.channel.Arriving;
import valentine.team.Member;
import valentine.team.MemberId;

/// Puts messages from before where they belong, many at once. Whoever brings them settles their conversations at the
/// end.
@Component
class Bringing {
    private final ConversationTable table;
    private final MessageBatch messages;
    private final HappeningTable happenings;
    private final Names names;
    private final Clock clock;

    Bringing(ConversationTable table, MessageBatch messages, HappeningTable happenings, Names names, Clock clock) {
        this.table = table;
        this.messages = messages;
        this.happenings = happenings;
        this.names = names;
        this.clock = clock;
    }

    void keep(List<Arrival> arrivals) {
        Map<Long, ConversationId> homes = table.ofThreads(threads(arrivals));
        Map<Long, Arrival> first = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            if (!homes.containsKey(thread(arrival))) first.putIfAbsent(thread(arrival), arrival);
        }
        homes.putAll(begin(first));
        Instant now = clock.instant();
        List<Member> working = names.working();
        List<MessageTable.New> said = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            Optional<MemberId> member = arrival.what().sort() == Arriving.Sort.COPY
                    ? Shifts.member(arrival.what().from(), working)
                    : Optional.empty();
            long thread = thread(arrival);
            ConversationId home = Optional.ofNullable(homes.get(thread)).orElseThrow();
            said.add(Receiving.said(arrival, home, thread, member, now));
        }
        messages.add(said);
    }

    /// What nobody knew before is over: it begins resolved.
    private Map<Long, ConversationId> begin(Map<Long, Arrival> first) {
        Instant now = clock.instant();
        List<ConversationTable.New> fresh = first.values().stream()
                .map(one -> new ConversationTable.New(
                        thread(one),
                        one.customer(),
                        Receiving.subject(one.what().subject(), one.what().said()),
                        Status.RESOLVED,
                        one.connection().medium().key(),
                        Receiving.earlier(one.what().at(), now)))
                .toList();
        Map<Long, ConversationId> begun = table.add(fresh);
        happenings.opened(begun.values(), By.FILE, Status.RESOLVED);
        return begun;
    }

    private static List<Long> threads(List<Arrival> arrivals) {
        return arrivals.stream().map(Bringing::thread).distinct().toList();
    }

    private static long thread(Arrival arrival) {
        return arrival.thread().value();
    }
}
