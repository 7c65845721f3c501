package valentine.transparency;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is done again and again here.
@Configuration
@ConditionalOnWebApplication
class TransparencyTasks {
    /// What lies open of a field that was just defined, or ended.
    @Bean
    RecurringTask<Void> openValues(Sweeps sweeps) {
        return Tasks.recurring("seal or take out sensitive values from before", FixedDelay.ofSeconds(10))
                .execute((_, _) -> sweeps.goOn());
    }

    /// The keys of who was erased just before we were stopped.
    @Bean
    RecurringTask<Void> doomedKeys(KeyRing ring) {
        return Tasks.recurring("destroy the keys of the erased", FixedDelay.ofMinutes(1))
                .execute((_, _) -> ring.destroyDoomed());
    }
}
