package valentine.erasure;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.LocalTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.team.AtNight;
import valentine.team.Firms;

/// Looks each morning which requests still wait for an answer. Where nobody was up at that hour, it is done as soon as
/// somebody is.
@Configuration
@ConditionalOnWebApplication
class RequestReminders {
    @Bean
    RecurringTask<Void> requestsAreDue(Requests requests, Firms firms) {
        return Tasks.recurring("requests are due", new AtNight(firms, LocalTime.of(6, 0)))
                .execute((_, _) -> requests.remind());
    }
}
