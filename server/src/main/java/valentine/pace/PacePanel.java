package valentine.pace;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.Calendars;
import valentine.calendar.NamedCalendar;
import valentine.conversation.ConversationId;
import valentine.conversation.InboxMark;
import valentine.conversation.SidePanel;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Role;
import valentine.web.Moment;
import valentine.web.Pages;

/// How much time is left, beside a conversation and in the list of them, and by when the customer hears from us next.
@Component
@ConditionalOnWebApplication
class PacePanel implements SidePanel, InboxMark {
    private static final int ORDER = 100;

    // Primary key of clock and the index next_word_conversation, for the rows of one page.
    private static final String RUNNING = """
            SELECT conversation, target, due, warn_at, policy FROM pace.clock
            WHERE conversation = ANY (:ids) AND result = 'running' AND due IS NOT NULL
            UNION ALL
            SELECT conversation, 'next_word', due, due, NULL FROM pace.next_word
            WHERE conversation = ANY (:ids) AND kept_at IS NULL
            ORDER BY due
            """;
    // Primary key of clock.
    private static final String LATEST =
            "SELECT policy FROM pace.clock WHERE conversation = :id ORDER BY began DESC LIMIT 1";

    private final Policies policies;
    private final Calendars calendars;
    private final Firms firms;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Pages pages;
    /// Stands for the request that is being answered.
    private final HttpServletRequest request;

    PacePanel(
            Policies policies,
            Calendars calendars,
            Firms firms,
            JdbcClient jdbc,
            Clock clock,
            Pages pages,
            HttpServletRequest request) {
        this.policies = policies;
        this.calendars = calendars;
        this.firms = firms;
        this.jdbc = jdbc;
        this.clock = clock;
        this.pages = pages;
        this.request = request;
    }

    /// What runs: a target or the next word.
    ///
    /// @param policy whose time it is; nothing for the next word
    record Due(
            long conversation,
            String label,
            Instant at,
            Instant warn,
            Moment moment,
            String left,
            String tone,
            @Nullable Integer policy) {}

    /// @param counted by what its targets count, in words; empty where none runs
    /// @param suggested the next word's usual moment, as a form takes it
    record Panel(
            long conversation,
            List<Due> dues,
            String counted,
            String suggested,
            String words,
            String zone,
            boolean may,
            String csrf) {
        Panel {
            dues = List.copyOf(dues);
        }
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(ConversationId id) {
        boolean may = request.getUserPrincipal() instanceof Authentication signedIn
                && signedIn.getPrincipal() instanceof Member member
                && member.role().reaches(Role.MEMBER);
        List<Due> dues = dues(List.of(id));
        if (dues.isEmpty() && !may) return Optional.empty();
        Instant now = clock.instant();
        ZoneId zone = firms.ours().zone();
        List<NamedCalendar> named = calendars.all();
        Optional<Policy> policy = policy(id);
        Instant next = suggested(now, zone, policy, named);
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return Optional.of(pages.part(
                "pace/panel",
                new Panel(
                        id.value(),
                        dues,
                        counted(dues, named),
                        LocalDateTime.ofInstant(next, zone).toString(),
                        NextWords.words(next, zone),
                        zone.getId(),
                        may,
                        csrf == null ? "" : csrf.getToken())));
    }

    /// By what the targets that run here count.
    private String counted(List<Due> dues, List<NamedCalendar> named) {
        return dues.stream()
                .map(Due::policy)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(number -> policies.find(new PolicyId(number)))
                .map(policy -> policy.counted(named))
                .orElse("");
    }

    /// The target by which the last clock of a conversation ran, where it still holds.
    private Optional<Policy> policy(ConversationId id) {
        return jdbc.sql(LATEST)
                .param("id", id.value())
                .query((row, _) -> new PolicyId(row.getInt("policy")))
                .optional()
                .flatMap(policies::find);
    }

    /// Eight hours of work from now, in the hours that count for the conversation.
    private static Instant suggested(Instant now, ZoneId zone, Optional<Policy> policy, List<NamedCalendar> named) {
        BusinessCalendar calendar = policy.filter(found -> !(found.hours() instanceof Policy.When.Always))
                .map(found -> found.calendar(named))
                .orElseGet(() -> named.getFirst().calendar());
        Instant due = calendar.plus(now, Duration.ofHours(8));
        LocalDateTime local = LocalDateTime.ofInstant(due, zone).truncatedTo(ChronoUnit.HOURS);
        Instant full = local.atZone(zone).toInstant();
        return full.isAfter(now) ? full : due;
    }

    @Override
    public Map<ConversationId, Content> of(List<ConversationId> ids) {
        Map<ConversationId, Content> marks = new HashMap<>();
        // What runs out first is shown.
        dues(ids)
                .forEach(due -> marks.computeIfAbsent(
                        new ConversationId(due.conversation()), _ -> pages.part("pace/mark", due)));
        return marks;
    }

    private List<Due> dues(List<ConversationId> ids) {
        if (ids.isEmpty()) return List.of();
        Instant now = clock.instant();
        ZoneId zone = firms.ours().zone();
        List<Due> dues = new ArrayList<>();
        jdbc.sql(RUNNING)
                .param("ids", ids.stream().map(ConversationId::value).toArray(Long[]::new))
                .query(row -> {
                    Instant at = Objects.requireNonNull(row.getObject("due", OffsetDateTime.class))
                            .toInstant();
                    Instant warn = Objects.requireNonNull(row.getObject("warn_at", OffsetDateTime.class))
                            .toInstant();
                    String target = row.getString("target");
                    dues.add(new Due(
                            row.getLong("conversation"),
                            Target.of(target).map(Target::label).orElse("Next word"),
                            at,
                            warn,
                            Moment.of(at, now, zone),
                            left(Duration.between(now, at)),
                            at.isBefore(now) ? "late" : warn.isAfter(now) ? "calm" : "soon",
                            row.getObject("policy", Integer.class)));
                });
        return dues;
    }

    /// "in 25 min", "2 h late".
    static String left(Duration left) {
        Duration size = left.abs();
        String words = size.toMinutes() < 1
                ? "now"
                : size.toHours() < 1
                        ? size.toMinutes() + " min"
                        : size.toHours() < 48 ? size.toHours() + " h" : size.toDays() + " days";
        if (words.equals("now")) return words;
        return left.isNegative() ? words + " late" : "in " + words;
    }
}
