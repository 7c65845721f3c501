package valentine.erasure;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.team.AtNight;
import valentine.team.Firms;

/// Goes on with erasures that failed, and looks each night whether anything came back of those forgotten lately.
@Configuration
@ConditionalOnWebApplication
class ErasureTasks {
    @Bean
    RecurringTask<Void> erasuresCutOff(Erasures erasures) {
        return Tasks.recurring("erasures cut off", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> erasures.resume());
    }

    @Bean
    RecurringTask<Void> erasuresAtNight(Erasures erasures, Firms firms) {
        return Tasks.recurring("erasures swept", new AtNight(firms, LocalTime.of(4, 40)))
                .execute((_, _) -> erasures.sweepLately());
    }

    @Bean
    RecurringTask<Void> retentionAtNight(Retention retention, Firms firms) {
        return Tasks.recurring("retention", new AtNight(firms, LocalTime.of(1, 30)))
                .execute((_, _) -> retention.run());
    }
}
