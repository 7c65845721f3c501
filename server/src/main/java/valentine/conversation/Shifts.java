package valentine.conversation;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.channel.Sender;
import valentine.customer.Handle;
import valentine.team.Member;
import valentine.team.MemberId;

/// Who takes new conversations at present: each goes to whoever of them has the fewest open, and of those to whoever
/// waited longest. Where nobody does, they stay unassigned for everybody to see.
@Service
class Shifts {
    private static final String TAKING = "SELECT member FROM conversation.taking";
    private static final String BEGIN = """
            INSERT INTO conversation.taking (member, since) VALUES (:member, :now) ON CONFLICT DO NOTHING
            """;
    private static final String END = "DELETE FROM conversation.taking WHERE member = :member";
    // Index conversation_assignee, once for each who takes.
    private static final String NEXT = """
            SELECT t.member FROM conversation.taking t
            WHERE t.member = ANY (:members)
            ORDER BY (SELECT count(*) FROM conversation.conversation c
                      WHERE c.assignee = t.member AND c.status = 'open' AND c.merged_into IS NULL),
                t.last_at NULLS FIRST, t.member
            LIMIT 1
            """;
    private static final String GIVEN = "UPDATE conversation.taking SET last_at = :now WHERE member = :member";

    private final JdbcClient jdbc;
    private final Names names;
    private final Clock clock;

    Shifts(JdbcClient jdbc, Names names, Clock clock) {
        this.jdbc = jdbc;
        this.names = names;
        this.clock = clock;
    }

    Set<MemberId> taking() {
        return jdbc.sql(TAKING).query((row, _) -> new MemberId(row.getLong(1))).set();
    }

    @Transactional
    void take(MemberId member, boolean takes) {
        if (takes)
            jdbc.sql(BEGIN).param("member", member.value()).param("now", now()).update();
        else jdbc.sql(END).param("member", member.value()).update();
    }

    /// Whose turn it is; nobody's where nobody takes any.
    Optional<MemberId> next() {
        Set<MemberId> taking = taking();
        if (taking.isEmpty()) return Optional.empty();
        // Whoever left, or may only look by now, gets none.
        Long[] working = names.working().stream()
                .map(Member::id)
                .filter(taking::contains)
                .map(MemberId::value)
                .toArray(Long[]::new);
        Optional<MemberId> next = jdbc.sql(NEXT)
                .param("members", working)
                .query((row, _) -> new MemberId(row.getLong(1)))
                .optional();
        next.ifPresent(member -> jdbc.sql(GIVEN)
                .param("member", member.value())
                .param("now", now())
                .update());
        return next;
    }

    /// Who of us this is, by address or by name.
    Optional<MemberId> member(Sender sender) {
        return member(sender, names.working());
    }

    static Optional<MemberId> member(Sender sender, List<Member> working) {
        String address =
                sender.handle().kind() == Handle.Kind.EMAIL ? sender.handle().value() : "";
        Set<MemberId> found = working.stream()
                .filter(member -> member.email().equalsIgnoreCase(address)
                        || (!sender.name().isEmpty() && member.name().equalsIgnoreCase(sender.name())))
                .map(Member::id)
                .collect(Collectors.toSet());
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(java.time.ZoneOffset.UTC);
    }
}
