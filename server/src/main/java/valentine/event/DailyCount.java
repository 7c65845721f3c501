package valentine.event;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Counts everything again each day, when little else is done.
@Configuration
@ConditionalOnWebApplication
class DailyCount {
    @Bean
    RecurringTask<Void> messagesCountedDaily(Reconciliation reconciliation) {
        return Tasks.recurring("count messages", new Daily(ZoneOffset.UTC, LocalTime.of(2, 20)))
                .execute((_, _) -> reconciliation.check());
    }
}
