package valentine.mail;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.team.AtNight;
import valentine.team.Firms;

/// Throws away letters that are long done with.
@Configuration
@ConditionalOnWebApplication
class Tidying {
    static final Duration KEPT = Duration.ofDays(90);

    @Bean
    RecurringTask<Void> oldLetters(Outbox outbox, Budget budget, Firms firms) {
        return Tasks.recurring("throw old letters away", new AtNight(firms, LocalTime.of(4, 10)))
                .execute((_, _) -> {
                    outbox.forget(KEPT);
                    budget.forget();
                });
    }
}
