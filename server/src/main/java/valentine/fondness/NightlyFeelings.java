package valentine.fondness;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Instant;
import java.time.LocalTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.team.Firms;

/// Evidence fades: everybody is told anew each night, at half past two where the firm is, before they are scored.
@Configuration
@ConditionalOnWebApplication
class NightlyFeelings {
    @Bean
    RecurringTask<Void> feelingsAtNight(Feelings feelings, Firms firms) {
        return Tasks.recurring("tell how fond everybody is", new AtNight(firms))
                .execute((_, _) -> feelings.everybody());
    }

    /// Asks for the zone each time, for it may change.
    private record AtNight(Firms firms) implements Schedule {
        @Override
        public Instant getNextExecutionTime(ExecutionComplete done) {
            return night().getNextExecutionTime(done);
        }

        @Override
        public Instant getInitialExecutionTime(Instant now) {
            return night().getInitialExecutionTime(now);
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }

        private Daily night() {
            return new Daily(firms.ours().zone(), LocalTime.of(2, 30));
        }
    }
}
