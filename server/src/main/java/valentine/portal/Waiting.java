package valentine.portal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Answers those who asked while a server was stopped.
@Configuration("waitingAskings")
@ConditionalOnWebApplication
class Waiting {
    @Bean
    RecurringTask<Void> askingsThatWait(Askings askings) {
        return Tasks.recurring("answer who asked for his page", FixedDelay.of(Duration.ofSeconds(30)))
                .execute((_, _) -> askings.answer());
    }
}
