package valentine.pace;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The clock that looks after clocks.
@Configuration
class PaceConfiguration {
    private static final int SECONDS = 20;

    @Bean
    @ConditionalOnWebApplication
    RecurringTask<Void> lookingAfterClocks(Warnings warnings) {
        return Tasks.recurring("look after answers", FixedDelay.ofSeconds(SECONDS))
                .execute((_, _) -> warnings.run());
    }
}
