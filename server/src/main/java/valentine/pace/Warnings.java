package valentine.pace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.mail.Letter;
import valentine.mail.Mails;
import valentine.mail.Receiver;
import valentine.mail.Site;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Role;

/// Notices once that the time of a clock is nearly over, and once that it is over, also where nobody was up then; tells
/// whoever has the conversation, and the managers what nobody has.
@Component
class Warnings {
    private static final int AT_ONCE = 1_000;
    private static final int LISTED = 20;
    /// What ran out long ago is history, not news.
    private static final Duration NEWS = Duration.ofDays(1);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH);

    // Index clock_next. Who is held by somebody who answers is looked at the next time, if it still runs then.
    private static final String NEXT = """
            SELECT k.conversation, k.target, k.number, k.due, k.due <= :now AS over, c.subject, c.assignee, w.name
            FROM pace.clock k
            JOIN conversation.conversation c ON c.id = k.conversation
            LEFT JOIN customer.profile p ON p.profile = c.customer
            LEFT JOIN customer.card w ON w.customer = p.head
            WHERE k.next_at <= :now
            ORDER BY k.next_at
            LIMIT :limit
            FOR UPDATE OF k SKIP LOCKED
            """;
    private static final String NOTE = """
            INSERT INTO pace.warning (conversation, target, number, step, at)
            VALUES (:conversation, :target, :number, :step, :at)
            ON CONFLICT DO NOTHING
            """;
    private static final String GO_ON = """
            UPDATE pace.clock SET next_at = :next
            WHERE conversation = :conversation AND target = :target AND number = :number
            """;

    private final JdbcClient jdbc;
    private final Mails mails;
    private final Members members;
    private final Firms firms;
    private final Site site;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Warnings(
            JdbcClient jdbc,
            Mails mails,
            Members members,
            Firms firms,
            Site site,
            Clock clock,
            TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.mails = mails;
        this.members = members;
        this.firms = firms;
        this.site = site;
        this.clock = clock;
        this.transactions = transactions;
    }

    private record Running(
            long conversation,
            Target target,
            int number,
            Instant due,
            boolean over,
            String subject,
            @Nullable Long assignee,
            String name) {}

    /// Looks at all whose next moment came, and says how many that were.
    int run() {
        int looked = 0;
        while (true) {
            int some = transactions.execute(_ -> some(clock.instant()));
            looked += some;
            if (some < AT_ONCE) return looked;
        }
    }

    private int some(Instant now) {
        List<Running> running = jdbc.sql(NEXT)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", AT_ONCE)
                .query((row, _) -> running(row))
                .list();
        List<Running> news = new ArrayList<>();
        for (Running one : running) {
            boolean noted = spec(NOTE, one)
                            .param("step", one.over() ? "missed" : "soon")
                            .param("at", now.atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
            spec(GO_ON, one)
                    .param("next", one.over() ? null : one.due().atOffset(ZoneOffset.UTC))
                    .update();
            if (noted && one.due().isAfter(now.minus(NEWS))) news.add(one);
        }
        tell(news);
        return running.size();
    }

    private JdbcClient.StatementSpec spec(String sql, Running one) {
        return jdbc.sql(sql)
                .param("conversation", one.conversation())
                .param("target", one.target().key())
                .param("number", one.number());
    }

    private void tell(List<Running> news) {
        if (news.isEmpty()) return;
        List<Member> all = members.all();
        List<Member> managers = withRole(all, Role.MANAGER);
        if (managers.isEmpty()) managers = withRole(all, Role.OWNER);
        Map<Member, List<Running>> letters = new LinkedHashMap<>();
        for (Running one : news) {
            List<Member> his = all.stream()
                    .filter(member -> Objects.equals(member.id().value(), one.assignee()))
                    .toList();
            for (Member member : his.isEmpty() ? managers : his) {
                letters.computeIfAbsent(member, _ -> new ArrayList<>()).add(one);
            }
        }
        letters.forEach((member, about) -> mails.send(letter(member, about)));
    }

    private static List<Member> withRole(List<Member> all, Role role) {
        return all.stream().filter(member -> member.role() == role).toList();
    }

    private Letter letter(Member member, List<Running> about) {
        ZoneId zone = firms.ours().zone();
        List<String> paragraphs = new ArrayList<>();
        about.stream().limit(LISTED).forEach(one -> paragraphs.add(line(one, zone)));
        if (about.size() > LISTED) paragraphs.add("And " + (about.size() - LISTED) + " more.");
        Running first = about.getFirst();
        return new Letter(
                "target " + first.conversation() + " " + first.target().key() + " " + first.number()
                        + (first.over() ? " missed to " : " soon to ")
                        + member.id().value(),
                "reminder of answers",
                Receiver.member(member),
                about.size() == 1 ? "A customer waits for you" : about.size() + " customers wait for you",
                paragraphs,
                new Letter.Button("Open the inbox", site.url("/inbox"), false),
                "You get this because these conversations are yours, or nobody's.",
                null,
                null);
    }

    private static String line(Running one, ZoneId zone) {
        String due = MOMENT.format(one.due().atZone(zone));
        String what = one.target().label() + (one.over() ? " was due " : " is due by ") + due;
        return clean(what + ": " + one.name() + ", “" + one.subject() + "”");
    }

    private static String clean(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && c != 0x2028
                        && c != 0x2029)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Running running(ResultSet row) throws SQLException {
        return new Running(
                row.getLong("conversation"),
                Target.of(row.getString("target")).orElseThrow(),
                row.getInt("number"),
                Objects.requireNonNull(row.getObject("due", OffsetDateTime.class))
                        .toInstant(),
                row.getBoolean("over"),
                row.getString("subject"),
                row.getObject("assignee", Long.class),
                Objects.requireNonNullElse(row.getString("name"), "a customer"));
    }
}
