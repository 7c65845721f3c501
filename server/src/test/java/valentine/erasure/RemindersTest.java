package valentine.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import valentine.customer.CustomerId;
import valentine.team.MemberId;
import valentine.team.Members;

class RemindersTest {
    @AutoClose
    static final Keeping firm = new Keeping();

    private static CustomerId anna = new CustomerId(1);
    private static MemberId olga = new MemberId(1);

    private final Requests requests = firm.bean(Requests.class);

    @BeforeAll
    static void somebody_is_known() {
        firm.comeIn("Anna", "anna");
        anna = firm.customer("anna-1");
        Members members = firm.bean(Members.class);
        members.addOwnerWithoutPassword("olga@example.org", "Olga");
        olga = members.all().getFirst().id();
    }

    @Test
    void a_week_before_the_end_and_after_it_the_managers_are_told_once_each() {
        Request fresh = asked(2);
        Request pressing = asked(26);
        Request late = asked(45);
        requests.remind();
        requests.remind();

        assertThat(letters(fresh)).isEmpty();
        assertThat(letters(pressing))
                .containsExactly("olga@example.org: A request has to be answered by " + pressing.due());
        // Nobody was up in its last week: only what is true now is told.
        assertThat(letters(late))
                .containsExactly("olga@example.org: A request should have been answered by " + late.due());
    }

    @Test
    void both_are_told_when_both_moments_come_and_nothing_after_the_answer() {
        Request request = asked(27);
        requests.remind();
        daysPass(request, 20);
        requests.remind();
        requests.remind();
        assertThat(letters(request)).hasSize(2);

        Request answered = asked(27);
        requests.note(answered.id(), Request.What.ANSWERED, "Done", olga);
        requests.remind();
        assertThat(letters(answered)).isEmpty();
    }

    @Test
    void the_longer_clock_has_reminders_of_its_own() {
        Request request = asked(27);
        requests.remind();
        assertThat(requests.extend(request.id(), "Three archives", olga)).isInstanceOf(Requests.Longer.TellHim.class);
        requests.remind();
        assertThat(letters(request)).hasSize(1);

        daysPass(request, 60);
        requests.remind();
        requests.remind();
        assertThat(letters(request)).hasSize(2);
        daysPass(request, 15);
        requests.remind();
        assertThat(letters(request))
                .hasSize(3)
                .last()
                .asString()
                .contains("should have been answered by " + now(request).due());
    }

    @Test
    void it_takes_longer_only_where_that_is_said_within_the_first_month_and_once() {
        Request late = asked(45);
        assertThat(requests.extend(late.id(), "Three archives", olga)).isInstanceOf(Requests.Longer.Refused.class);
        assertThat(now(late).due()).isEqualTo(late.due());

        Request request = asked(10);
        requests.extend(request.id(), "Three archives", olga);
        assertThat(requests.extend(request.id(), "Again", olga)).isInstanceOf(Requests.Longer.Refused.class);
        LocalDate due = now(request).due();
        assertThat(due)
                .isBetween(
                        request.receivedOn().plusMonths(3),
                        request.receivedOn().plusMonths(3).plusDays(4));
    }

    @Test
    void whoever_asks_is_told_by_mail_that_it_takes_longer_and_why() {
        firm.jdbc().sql("""
                        INSERT INTO mail.server (host, port, security, username, sender, site, changed_by, changed_at)
                        VALUES ('127.0.0.1', 9, 'none', '', 'shop@example.org', 'http://localhost', 1, now())
                        """).update();
        Request request = asked(5);
        assertThat(requests.extend(request.id(), "We ask three archives", olga))
                .isEqualTo(new Requests.Longer.Told("anna@example.com"));
        assertThat(letters(request)).containsExactly("anna@example.com: Your request takes us longer");
        assertThat(firm.jdbc()
                        .sql(
                                "SELECT paragraphs::text FROM mail.letter WHERE key = 'request ' || :id || ' takes longer'")
                        .param("id", request.id().value())
                        .query(String.class)
                        .single())
                .contains("Why: We ask three archives")
                .contains("by " + day(now(request).due()));
        firm.jdbc().sql("DELETE FROM mail.server").update();
    }

    private static String day(LocalDate day) {
        return java.time.format.DateTimeFormatter.ofPattern("d MMMM uuuu", java.util.Locale.ENGLISH)
                .format(day);
    }

    private Request asked(int daysAgo) {
        return requests.receive(
                anna, Request.Kind.ACCESS, Request.By.STAFF, "", Instant.now().minus(daysAgo, ChronoUnit.DAYS), null);
    }

    private Request now(Request request) {
        return requests.find(request.id()).orElseThrow();
    }

    /// As if it had come that much earlier.
    private static void daysPass(Request request, int days) {
        firm.jdbc()
                .sql("UPDATE erasure.request SET received_on = received_on - :days WHERE id = :id")
                .param("days", days)
                .param("id", request.id().value())
                .update();
    }

    private static List<String> letters(Request request) {
        return firm.jdbc()
                .sql("SELECT address || ': ' || subject FROM mail.letter WHERE key LIKE :key ORDER BY id")
                .param("key", "request " + request.id().value() + " %")
                .query(String.class)
                .list();
    }
}
