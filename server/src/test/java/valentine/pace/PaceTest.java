package valentine.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Actor;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.CalendarId;
import valentine.calendar.Calendars;
import valentine.calendar.Hours;
import valentine.calendar.NamedCalendar;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.channel.Sender;
import valentine.conversation.By;
import valentine.conversation.Conversation;
import valentine.conversation.ConversationId;
import valentine.conversation.Conversations;
import valentine.conversation.Deed;
import valentine.conversation.Priority;
import valentine.conversation.Reply;
import valentine.conversation.Sent;
import valentine.conversation.Status;
import valentine.customer.Handle;
import valentine.db.TestDatabase;
import valentine.promise.Promise;
import valentine.promise.Promises;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;

/// How soon real conversations are answered, on a real database.
class PaceTest {
    @AutoClose
    private static final TestDatabase database = TestDatabase.create();

    private final ConfigurableApplicationContext context = database.context();
    private final JdbcClient jdbc = database.jdbc();
    private final Conversations conversations = context.getBean(Conversations.class);
    private final Policies policies = context.getBean(Policies.class);
    private final NextWords nextWords = context.getBean(NextWords.class);
    private final Warnings warnings = context.getBean(Warnings.class);
    private ConnectionId mailbox = new ConnectionId(0);
    private Member ada = new Member(new MemberId(0), "", "", valentine.team.Role.MEMBER);
    private int count;

    @BeforeEach
    void nothing_was_asked_yet() {
        jdbc.sql("TRUNCATE conversation.conversation, channel.thread, promise.promise, pace.clock, pace.warning,"
                        + " pace.next_word, mail.letter CASCADE")
                .update();
        policies.all().forEach(policy -> policies.end(policy.id(), Actor.CONSOLE));
        Connections connections = context.getBean(Connections.class);
        mailbox = connections.of(Medium.EMAIL).stream()
                .findFirst()
                .map(valentine.channel.Connection::id)
                .orElseGet(() -> connections.connect(
                        Medium.EMAIL, "Support", "support@shop.example", Map.of(), Map.of(), Actor.CONSOLE));
        Members members = context.getBean(Members.class);
        if (members.all().isEmpty()) members.addOwnerWithoutPassword("ada@shop.example", "Ada Lovelace");
        ada = members.all().getFirst();
    }

    @Test
    void a_question_runs_until_a_person_answers() {
        set(Map.of(Target.FIRST_RESPONSE, Duration.ofHours(4)));
        ConversationId asked = ask("anna@example.com", Instant.now().minus(Duration.ofHours(1)));
        assertThat(results(asked)).containsExactly("first_response running", "resolution running");
        answer(asked, "We look into it.");
        assertThat(results(asked)).containsExactly("first_response met", "resolution running");
    }

    @Test
    void what_is_answered_too_late_is_missed_and_stays_so_when_the_target_changes() {
        PolicyId id = set(Map.of(Target.FIRST_RESPONSE, Duration.ofMinutes(30)));
        ConversationId asked = ask("anna@example.com", Instant.now().minus(Duration.ofHours(1)));
        answer(asked, "Sorry for the wait.");
        assertThat(results(asked)).contains("first_response missed");
        policies.change(policy(id, Set.of(), Map.of(Target.FIRST_RESPONSE, Duration.ofHours(9))), Actor.CONSOLE);
        conversations.change(List.of(asked), new Deed.Assign(ada.id()), By.member(ada.id()));
        answer(asked, "One more thing.");
        assertThat(results(asked)).contains("first_response missed");
    }

    @Test
    void the_first_target_that_holds_counts() {
        set(Map.of(Target.FIRST_RESPONSE, Duration.ofHours(9)));
        policies.add(
                policy(new PolicyId(0), Set.of(Priority.URGENT), Map.of(Target.FIRST_RESPONSE, Duration.ofMinutes(10))),
                Actor.CONSOLE);
        ConversationId asked = ask("anna@example.com", Instant.now());
        Instant calm = due(asked);
        conversations.change(List.of(asked), new Deed.Rank(Priority.URGENT), By.member(ada.id()));
        assertThat(due(asked)).isEqualTo(calm.minus(Duration.ofMinutes(530)));
    }

    // Worked out by hand: 4 July is no working day in New York, where work stops from twelve to one; the clock goes
    // forward on 9 March 2025 there, and on 30 March in Berlin.
    @ParameterizedTest
    @CsvSource({
        "2025-07-03T20:30:00Z, 2025-07-07T13:30:00Z, 2025-07-04T07:00:00Z",
        "2025-07-07T15:45:00Z, 2025-07-07T17:45:00Z, 2025-07-08T07:00:00Z",
        "2025-03-07T21:30:00Z, 2025-03-10T13:30:00Z, 2025-03-10T08:00:00Z",
        "2025-03-28T14:30:00Z, 2025-03-28T15:30:00Z, 2025-03-31T06:30:00Z",
        // The Day of German Unity.
        "2025-10-02T13:30:00Z, 2025-10-02T14:30:00Z, 2025-10-06T06:30:00Z",
    })
    void each_target_counts_by_the_calendar_that_it_names(Instant asked, Instant newYork, Instant berlin) {
        policies.add(counted(new Policy.When.Named(berlin()), Set.of()), Actor.CONSOLE);
        policies.add(counted(new Policy.When.Named(newYork()), Set.of(Priority.URGENT)), Actor.CONSOLE);
        ConversationId id = ask("anna@example.com", asked);
        assertThat(due(id)).isEqualTo(berlin);
        conversations.change(List.of(id), new Deed.Rank(Priority.URGENT), By.member(ada.id()));
        assertThat(due(id)).isEqualTo(newYork);
        answer(id, "Here you are.");
        assertThat(jdbc.sql("SELECT worked FROM pace.clock WHERE conversation = :id AND target = 'first_response'")
                        .param("id", id.value())
                        .query(Long.class)
                        .single())
                .isGreaterThan(Duration.ofHours(24).toSeconds())
                .isLessThan(Duration.between(asked, Instant.now()).toSeconds() / 3);
        assertThat(results(id)).contains("first_response missed");
    }

    @Test
    void what_names_no_calendar_counts_by_the_one_of_the_firm() {
        policies.add(counted(new Policy.When.Ours(), Set.of()), Actor.CONSOLE);
        Instant wednesday = Instant.parse("2025-07-02T10:00:00Z");
        assertThat(due(ask("anna@example.com", wednesday))).isEqualTo(wednesday.plus(Duration.ofHours(1)));
    }

    @Test
    void a_calendar_that_is_not_there_is_named_by_no_target() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        policies.add(counted(new Policy.When.Named(new CalendarId(999)), Set.of()), Actor.CONSOLE))
                .withMessageContaining("removed meanwhile");
    }

    private CalendarId newYork() {
        return calendar(
                "New York",
                BusinessCalendar.of(
                                ZoneId.of("America/New_York"),
                                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                Hours.of(9, 12),
                                Hours.of(13, 17))
                        .in("US", ""));
    }

    private CalendarId berlin() {
        return calendar(
                "Berlin",
                BusinessCalendar.of(
                                ZoneId.of("Europe/Berlin"),
                                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                Hours.of(8, 16))
                        .in("DE", ""));
    }

    private CalendarId calendar(String name, BusinessCalendar calendar) {
        Calendars calendars = context.getBean(Calendars.class);
        return calendars.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(NamedCalendar::id)
                .orElseGet(() -> calendars.add(
                        new NamedCalendar(new CalendarId(0), name, false, false, calendar), Actor.CONSOLE));
    }

    private static Policy counted(Policy.When when, Set<Priority> priorities) {
        return new Policy(
                new PolicyId(0),
                "Within the hour",
                Set.of(),
                priorities,
                Set.of(),
                when,
                new Times(Map.of(Target.FIRST_RESPONSE, Duration.ofHours(1))));
    }

    @Test
    void who_has_it_is_warned_once_before_and_once_after_its_time() {
        set(Map.of(Target.FIRST_RESPONSE, Duration.ofHours(4)));
        ConversationId soon = ask("anna@example.com", Instant.now().minus(Duration.ofMinutes(200)));
        assertThat(warnings.run()).isOne();
        assertThat(warnings.run()).isZero();
        assertThat(letters()).isOne();
        jdbc.sql("UPDATE pace.clock SET due = now() - interval '1 minute', next_at = now() WHERE conversation = :id")
                .param("id", soon.value())
                .update();
        assertThat(warnings.run()).isPositive();
        assertThat(warnings.run()).isZero();
        assertThat(letters()).isEqualTo(2);
    }

    @Test
    void a_next_word_is_told_stands_in_the_ledger_and_is_kept_by_the_next_answer() {
        ConversationId asked = ask("anna@example.com", Instant.now());
        Instant due = Instant.now().plus(Duration.ofDays(1));
        assertThat(nextWords.promise(asked, due, "You hear from us tomorrow, news or none.", ada))
                .isInstanceOf(NextWords.Promised.Done.class);
        assertThat(endings()).isEmpty();
        assertThat(conversations.messages(asked, 10).getLast().text()).contains("news or none");
        answer(asked, "There is no news yet.");
        assertThat(endings()).containsExactly("kept");
    }

    @Test
    void a_conversation_labelled_a_complaint_is_acknowledged_by_the_next_answer() {
        Instant wrote = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        ConversationId asked = ask("anna@example.com", wrote);
        assertThat(owed()).isEmpty();
        complaint(asked, true);
        complaint(asked, true);
        assertThat(owed()).singleElement().satisfies(promise -> {
            assertThat(promise.what()).startsWith("Acknowledge the complaint");
            assertThat(promise.madeAt()).isEqualTo(wrote);
            assertThat(promise.isOpen()).isTrue();
        });
        answer(asked, "We are sorry, and look into it.");
        answer(asked, "Here is a new one.");
        assertThat(endings()).containsExactly("kept");
        ask("anna@example.com", Instant.now());
        complaint(asked, false);
        complaint(asked, true);
        assertThat(owed()).hasSize(1);
    }

    @Test
    void what_is_no_complaint_after_all_or_was_answered_before_needs_no_acknowledgement() {
        ConversationId asked = ask("anna@example.com", Instant.now());
        complaint(asked, true);
        complaint(asked, false);
        assertThat(endings()).containsExactly("withdrawn");
        ConversationId answered = ask("ben@example.com", Instant.now());
        answer(answered, "It is on its way.");
        complaint(answered, true);
        assertThat(owed()).hasSize(1);
    }

    @Test
    void nothing_is_promised_for_a_moment_that_has_gone_by() {
        ConversationId asked = ask("anna@example.com", Instant.now());
        assertThat(nextWords.promise(asked, Instant.now().minusSeconds(60), "Soon.", ada))
                .isInstanceOf(NextWords.Promised.Refused.class);
        assertThat(jdbc.sql("SELECT count(*) FROM promise.promise")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void the_report_counts_what_was_in_time_and_how_long_it_took() {
        set(Map.of(Target.FIRST_RESPONSE, Duration.ofMinutes(90)));
        for (int hours = 1; hours <= 3; hours++) {
            ConversationId asked =
                    ask("customer" + hours + "@example.com", Instant.now().minus(Duration.ofHours(hours)));
            answer(asked, "Here you are.");
        }
        PaceFigures.Line line = context.getBean(PaceFigures.class)
                .make()
                .told()
                .get(Target.FIRST_RESPONSE)
                .all();
        assertThat(line.hits().successes()).isOne();
        assertThat(line.hits().total()).isEqualTo(3);
        assertThat(line.ended()).isEqualTo(3);
        assertThat(line.passedMedian()).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(122));
        assertThat(line.passedNinetieth()).isBetween(Duration.ofMinutes(179), Duration.ofMinutes(182));
    }

    private PolicyId set(Map<Target, Duration> within) {
        return policies.add(policy(new PolicyId(0), Set.of(), within), Actor.CONSOLE);
    }

    private static Policy policy(PolicyId id, Set<Priority> priorities, Map<Target, Duration> within) {
        return new Policy(id, "Test", Set.of(), priorities, Set.of(), new Policy.When.Always(), new Times(within));
    }

    private ConversationId ask(String from, Instant at) {
        count++;
        Handle handle = Handle.email(from).orElseThrow();
        Arriving arriving = new Arriving(
                mailbox,
                "<" + count + "." + at.toEpochMilli() + "@mail.example>",
                new Sender(handle, "Anna", true),
                List.of(),
                null,
                List.of(),
                "My cup",
                "The handle broke.",
                null,
                17,
                at,
                Arriving.Sort.MESSAGE,
                List.of());
        long thread = new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .execute(_ -> context.getBean(Arrivals.class)
                        .take(arriving)
                        .orElseThrow()
                        .thread()
                        .value());
        return new ConversationId(jdbc.sql("SELECT conversation FROM conversation.thread WHERE thread = :thread")
                .param("thread", thread)
                .query(Long.class)
                .single());
    }

    private void complaint(ConversationId id, boolean is) {
        conversations.change(List.of(id), new Deed.Label(Conversation.COMPLAINT, is), By.member(ada.id()));
    }

    private List<Promise> owed() {
        return context.getBean(Promises.class).all(null, 10);
    }

    private void answer(ConversationId id, String text) {
        Sent sent = conversations.reply(
                id, new Reply("", "", List.of(), text, List.of(), null, null, Status.OPEN), By.member(ada.id()));
        assertThat(sent).isInstanceOf(Sent.Leaving.class);
    }

    private List<String> results(ConversationId id) {
        return jdbc.sql("""
                SELECT target || ' ' || result FROM pace.clock WHERE conversation = :id ORDER BY began, target, number
                """).param("id", id.value()).query(String.class).list();
    }

    private Instant due(ConversationId id) {
        return jdbc.sql("SELECT due FROM pace.clock WHERE conversation = :id AND target = 'first_response'")
                .param("id", id.value())
                .query((row, _) ->
                        row.getObject("due", java.time.OffsetDateTime.class).toInstant())
                .single();
    }

    private long letters() {
        return jdbc.sql("SELECT count(*) FROM mail.letter").query(Long.class).single();
    }

    private List<String> endings() {
        return jdbc.sql("SELECT how FROM promise.ending").query(String.class).list();
    }
}
