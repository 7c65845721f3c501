package valentine.erasure;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.mail.Letter;
import valentine.mail.Mails;
import valentine.mail.Receiver;
import valentine.mail.Site;
import valentine.team.AtNight;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Role;

/// Tells those who run the firm, a week before the end, which requests still wait for an answer: once for each.
@Configuration
@ConditionalOnWebApplication
class RequestReminders {
    @Bean
    RecurringTask<Void> requestsAreDue(
            Requests requests,
            RequestTable table,
            Members members,
            Mails mails,
            Site site,
            Firms firms,
            Clock clock,
            TransactionTemplate transactions) {
        return Tasks.recurring("requests are due", new AtNight(firms, LocalTime.of(6, 0)))
                .execute((_, _) -> transactions.executeWithoutResult(_ -> {
                    for (Request request : requests.open()) {
                        if (!request.isPressing(requests.today()) || request.has(Request.What.REMINDED)) continue;
                        table.note(request.id(), Request.What.REMINDED, "", null, clock.instant());
                        for (Member member : members.all()) {
                            if (member.role().reaches(Role.MANAGER)) mails.send(letter(request, member, site));
                        }
                    }
                }));
    }

    /// It does not say who asked: that stands on the page.
    private static Letter letter(Request request, Member member, Site site) {
        return new Letter(
                "request " + request.id().value() + " due, to " + member.id().value(),
                "reminder of a request",
                Receiver.member(member),
                "A request has to be answered by " + request.due(),
                List.of("Somebody asked us on " + request.receivedOn() + ": "
                        + request.kind().words().toLowerCase(java.util.Locale.ROOT) + ". The law gives us until "
                        + request.due() + "."),
                new Letter.Button(
                        "Open the request",
                        site.url("/settings/privacy/requests/" + request.id().value()),
                        false),
                "You get this because you run the firm.",
                null,
                null);
    }
}
